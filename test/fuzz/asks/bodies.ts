import fc, { type Arbitrary } from 'fast-check'
import type { Ask } from '../ask.ts'
import { anyJson, anyNumber, anyText, NAMES } from './values.ts'

type Json = Record<string, unknown>

/** What a mutation does at one place of a resource. */
type Mutation = (holder: Json, key: string) => void

const mutations = (samples: readonly Json[]): Arbitrary<Mutation> =>
  fc.oneof(
    fc.constant<Mutation>((holder, key) => {
      Reflect.deleteProperty(holder, key)
    }),
    anyJson.map(
      (value): Mutation =>
        (holder, key) =>
          (holder[key] = value),
    ),
    anyText.map(
      (value): Mutation =>
        (holder, key) =>
          (holder[key] = value),
    ),
    fc.constant<Mutation>((holder, key) => (holder[key] = [holder[key], holder[key]])),
    fc.constant<Mutation>((holder, key) => (holder[key] = [])),
    fc.constant<Mutation>((holder, key) => (holder[key] = {})),
    fc.constant<Mutation>((holder, key) => (holder[key] = null)),
    fc.constantFrom(...NAMES).map((name): Mutation => (holder, key) => {
      if (!Array.isArray(holder))
        Object.defineProperty(holder, name, {
          value: holder[key],
          enumerable: true,
          configurable: true,
          writable: true,
        })
    }),
    fc.constantFrom(...samples).map(
      (sample): Mutation =>
        (holder, key) =>
          (holder[key] = structuredClone(Object.values(sample)[3] ?? null)),
    ),
    anyText.map((value): Mutation => (holder, key) => {
      holder[`_${key}`] = { id: value, extension: [{ url: value, valueString: value }] }
    }),
  )

/** Every place in a value at which something stands. */
function placesOf(value: unknown): readonly { readonly holder: Json; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [{ holder: value as Json, key }, ...placesOf(item)])
}

/** A resource that was good until something happened to it, one to four times. */
export function mutated(samples: readonly Json[]): Arbitrary<Json> {
  const hits = fc.array(fc.tuple(fc.nat(), mutations(samples)), { minLength: 1, maxLength: 4 })
  return fc.tuple(fc.constantFrom(...samples), hits).map(([sample, done]) => {
    const resource = structuredClone(sample)
    for (const [at, mutate] of done) {
      const places = placesOf(resource)
      const place = places[at % Math.max(1, places.length)]
      if (place) mutate(place.holder, place.key)
    }
    return resource
  })
}

/** Values that are lawful where one of their kind stands, and seldom met there. */
const SELDOM: readonly (readonly [kind: RegExp, values: readonly string[]])[] = [
  [
    /^\d{4}(-\d\d){0,2}(T.*)?$/,
    [
      '0001',
      '0001-01-01',
      '9999-12-31',
      '2024-02-29',
      '1582-10-10',
      '2026-03-08T02:30:00-05:00',
      '2016-12-31T23:59:60Z',
    ],
  ],
  [
    /^[A-Z][A-Za-z]+\/[\w.-]+$/,
    ['Patient/nobody', 'Patient/p1/_history/9', 'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1', '#x'],
  ],
  [/^(https?|urn):/, ['urn:oid:1.2.3', 'http://ü.example/ä?b=c#d', 'https://a.example/%00', 'urn:x', 'mailto:a@b']],
  [
    /./,
    [
      'ﷺ'.repeat(50),
      '👩‍👩‍👧‍👦',
      'e\u0301\u0301\u0301',
      '\u202eabc\u202c',
      'x'.repeat(5000),
      "O'Brien \\ | $ , %",
      '  a  ',
      'ẞ İ ı',
      '\u0085',
    ],
  ],
]

const NUMBERS = [0, -1, 1e-7, 123456789.123456789, 1e21, 2147483647, 0.1 + 0.2]

/** A good resource in which one or two values have been replaced by others of their kind. */
export function gentlyMutated(samples: readonly Json[]): Arbitrary<Json> {
  const hits = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 })
  return fc.tuple(fc.constantFrom(...samples), hits).map(([sample, done]) => {
    const resource = structuredClone(sample)
    for (const [at, which] of done) {
      const places = placesOf(resource).filter(({ holder, key }) => key !== 'resourceType' && isLeaf(holder[key]))
      const place = places[at % Math.max(1, places.length)]
      if (place) place.holder[place.key] = otherOf(place.holder[place.key], which)
    }
    return resource
  })
}

function isLeaf(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function otherOf(value: unknown, which: number): unknown {
  if (typeof value === 'number') return NUMBERS[which % NUMBERS.length]
  const [, values = []] = SELDOM.find(([kind]) => kind.test(String(value))) ?? []
  return values[which % values.length]
}

/** Damage to a text: cut short, something taken out, put in, or written twice. */
const damage: Arbitrary<(text: string) => string> = fc.oneof(
  fc.nat().map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.tuple(fc.nat(), fc.nat({ max: 20 })).map(([at, size]) => (text: string) => {
    const from = at % (text.length + 1)
    return text.slice(0, from) + text.slice(from + size)
  }),
  fc.tuple(fc.nat(), fc.oneof(anyText, fc.constantFrom('{', '}', '[', ']', '"', ',', ':'))).map(([at, put]) => {
    return (text: string) => text.slice(0, at % (text.length + 1)) + put + text.slice(at % (text.length + 1))
  }),
  anyNumber.map((number) => (text: string) => text.replace(/"(?=[^:]*$)[^"]*"/, number)),
  anyNumber.map((number) => (text: string) => text.replace(/:"[^"]*"/, `:${number}`)),
  fc.constantFrom(...NAMES).map((name) => {
    return (text: string) => text.replace('{', `{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2,`)
  }),
  fc.constant((text: string) => `\ufeff${text}`),
  fc.constant((text: string) => `${text}${text}`),
  fc.constant((text: string) => text.replaceAll('"', "'")),
  fc.constant((text: string) => text.replace(/"([^"]{3,})"/, '"\\ud800$1"')),
)

/** Shapes that are large or deep rather than wrong. */
const monstrous: Arbitrary<string> = fc.oneof(
  fc.integer({ min: 50, max: 20_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 50, max: 20_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 20, max: 2000 }).map((depth) => {
    const open = '{"extension":[{"url":"u","extension":['
    return `{"resourceType":"Patient","extension":[${open.repeat(depth)}${']}]}'.repeat(depth)}]}`
  }),
  fc.integer({ min: 20, max: 95 }).map((depth) => {
    return `{"resourceType":"Patient","extension":[${'{"url":"u","extension":['.repeat(depth)}${']}'.repeat(depth)}]}`
  }),
  fc.integer({ min: 1000, max: 50_000 }).map((size) => {
    return `{"resourceType":"Patient","name":[${Array.from({ length: size }, () => '{"family":"a"}').join(',')}]}`
  }),
  fc.integer({ min: 1000, max: 50_000 }).map((size) => {
    return `{"resourceType":"Patient","name":[${Array.from({ length: size }, () => '1').join(',')}]}`
  }),
  fc.integer({ min: 1000, max: 20_000 }).map((size) => {
    return `{${Array.from({ length: size }, (_unused, at) => `"a${at}":1`).join(',')}}`
  }),
  fc.integer({ min: 1000, max: 200_000 }).map((size) => {
    return `{"resourceType":"Patient","name":[{"family":"${'x'.repeat(size)}"}]}`
  }),
  fc.integer({ min: 1000, max: 60_000 }).map((size) => {
    const div = `<div xmlns=\\"http://www.w3.org/1999/xhtml\\">${'<b>'.repeat(size)}${'</b>'.repeat(size)}</div>`
    return `{"resourceType":"Patient","text":{"status":"generated","div":"${div}"}}`
  }),
)

const encoded = (text: Arbitrary<string>): Arbitrary<Uint8Array | string> =>
  fc.oneof(
    { weight: 8, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.tuple(text, fc.nat(), fc.uint8Array({ maxLength: 8 })).map(([sound, at, junk]) => {
        const bytes = Buffer.from(sound)
        const place = at % (bytes.length + 1)
        return Buffer.concat([bytes.subarray(0, place), junk, bytes.subarray(place)])
      }),
    },
    { weight: 1, arbitrary: text.map((sound) => Buffer.from(sound, 'utf16le')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  )

/** Text of a body: JSON of some sort, more or less damaged. */
function bodies(samples: readonly Json[]): Arbitrary<Uint8Array | string> {
  const resource = mutated(samples)
  return fc.oneof(
    { weight: 6, arbitrary: gentlyMutated(samples).map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: resource.map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: encoded(fc.tuple(resource, damage).map(([value, hurt]) => hurt(JSON.stringify(value)))) },
    { weight: 2, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: monstrous },
  )
}

/** Creates and updates whose bodies are more or less wrong. */
export function bodyAsks(samples: readonly Json[]): Arbitrary<Ask> {
  const places = fc.oneof(
    fc.constantFrom(...samples).map((sample) => typeOf(sample)),
    fc.constantFrom('Patient', 'Task', 'Bundle', 'Parameters', 'Binary', 'AuditEvent', 'EpisodeOfCare'),
  )
  return fc
    .tuple(
      bodies(samples),
      places,
      fc.constantFrom('POST', 'PUT', 'own', 'own', 'own'),
      fc.constantFrom('f1', 'p1', '-', 'A.b'),
    )
    .map(([body, type, how, id]) => {
      const own = how === 'own' ? ownPlace(body) : undefined
      const path = own ?? (how === 'PUT' ? `/${type}/${id}` : `/${type}`)
      const method = own !== undefined || how === 'PUT' ? 'PUT' : 'POST'
      return { method, path, body, headers: { 'content-type': 'application/fhir+json' } }
    })
}

function typeOf(sample: Json): string {
  return String(sample['resourceType'])
}

/** Where a body says that it belongs. */
function ownPlace(body: Uint8Array | string): string | undefined {
  const [, type] = /"resourceType":"([A-Za-z]+)"/.exec(String(body)) ?? []
  const [, id] = /"id":"([A-Za-z0-9.-]+)"/.exec(String(body)) ?? []
  return type === undefined || id === undefined ? undefined : `/${type}/${id}`
}
