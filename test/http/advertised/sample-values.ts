import type { ElementPath, SearchParameter } from '../../../server/definitions/search-parameter.ts'
import type { Json } from '../../definitions/random-resource.ts'
import { memberOf } from './known-codes.ts'

/** Values of one parameter that a search names together (AND), under a modifier or none. */
export interface Asked {
  readonly modifier?: string
  readonly texts: readonly string[]
}

/** A value made for a parameter. */
export interface SampleValue {
  /** What stands at the end of the path. */
  readonly value: Json
  /** Searches that find it, and nothing else that was made. */
  readonly finds: readonly Asked[]
  /** Searches that come near it and do not find it. */
  readonly misses: readonly Asked[]
  /** The other values that are found too. Without it: none. */
  readonly alike?: (value: Json) => boolean
}

export type ValuePlace = Pick<SearchParameter, 'kind' | 'code' | 'targets'> & { readonly path: ElementPath }

type Maker = (mark: string, place: ValuePlace) => readonly SampleValue[]

/**
 * Values of a datatype, each with its searches.
 * @param at tells values apart: no two of a resource type have the same
 * @throws Error for a datatype that nobody has made a sample for
 */
export function sampleValues(at: number, place: ValuePlace): readonly SampleValue[] {
  const make = (PLACES[place.code] ?? KINDS[place.kind])[place.path.datatype]
  if (!make)
    throw new Error(`Nobody has made a sample of a ${place.kind} parameter that looks at ${place.path.datatype}.`)
  return make(String(at).padStart(4, '0'), place)
}

/** In a search: the server's FHIR base URL. */
export const BASE = '{base}'

const plain = (text: string): Asked => ({ texts: [text] })
const under = (modifier: string, text: string): Asked => ({ modifier, texts: [text] })
const found = (value: Json, finds: readonly Asked[], misses: readonly Asked[] = []): SampleValue => ({
  value,
  finds,
  misses,
})

/** A code of a value set that the server knows: all codes of its system are found with it. */
function member(place: ValuePlace, shape: (system: string, code: string) => Json): readonly SampleValue[] {
  const known = memberOf(place.path.systems)
  if (!known) return []
  const { system, codes, valueSet } = known
  const [code = ''] = codes
  const holds = (value: Json) => codes.some((one) => JSON.stringify(value) === JSON.stringify(shape(system, one)))
  return [{ ...found(shape(system, code), [under('in', valueSet)]), alike: holds }]
}

/** Under the name of its one system every code is found. */
function anyOfSystem({ path }: ValuePlace): readonly SampleValue[] {
  const [system, ...more] = path.systems ?? []
  if (system === undefined || more.length > 0) return []
  return [{ ...found('some-code', [plain(`${system}|`)], [plain('http://other.example.org|')]), alike: () => true }]
}

const coding: Maker = (mark, place) => {
  const [system, code] = [`http://codes.example.org/${mark}`, `code-${mark}`]
  return [
    found(
      { system, code, display: `Display ${mark} of it` },
      [plain(code), plain(`${system}|${code}`), plain(`${system}|`), under('text', `display ${mark}`)],
      [plain(`|${code}`), plain(`http://codes.example.org/other|${code}`), under('text', mark)],
    ),
    ...member(place, (of, one) => ({ system: of, code: one })),
  ]
}

const concept: Maker = (mark, place) =>
  coding(mark, place).map((sample, at) => ({
    ...sample,
    value: { coding: [sample.value], ...(at === 0 ? { text: `Words ${mark} for it` } : {}) },
    finds: at === 0 ? [...sample.finds, under('text', `WORDS ${mark}`)] : sample.finds,
    ...(sample.alike ? { alike: (value: Json) => sample.alike?.(onlyCoding(value)) ?? false } : {}),
  }))

function onlyCoding(value: Json): Json {
  return typeof value === 'object' && !Array.isArray(value) && Array.isArray(value['coding'])
    ? (value['coding'][0] ?? '')
    : ''
}

const identifier: Maker = (mark) => {
  const [system, value] = [`http://ids.example.org/${mark}`, `id-${mark}`]
  const type = { coding: [{ system: 'http://types.example.org', code: `T${mark}` }], text: `Kind ${mark} of number` }
  return [
    found(
      { system, value, type },
      [
        plain(value),
        plain(`${system}|${value}`),
        plain(`${system}|`),
        under('of-type', `http://types.example.org|T${mark}|${value}`),
        under('text', `kind ${mark}`),
      ],
      [plain(`|${value}`), under('of-type', `http://types.example.org|T|${value}`)],
    ),
  ]
}

const code: Maker = (mark, place) => {
  const [system] = place.path.systems ?? []
  const value = `code-${mark}`
  return [
    found(
      value,
      [plain(value), plain(`|${value}`), ...(system === undefined ? [] : [plain(`${system}|${value}`)])],
      system === undefined ? [] : [plain(`http://other.example.org|${value}`)],
    ),
    ...member(place, (_system, one) => one),
    ...anyOfSystem(place),
  ]
}

const contact: Maker = (mark, { path }) => {
  const system = path.where?.value ?? 'phone'
  const value = system === 'email' ? `name${mark}@example.org` : `+1 (555) 0${mark}`
  return [found({ system, value }, [plain(value), plain(`${system}|${value}`)], [plain(`fax|${value}`)])]
}

const word: Maker = (mark) => [found(`word-${mark}`, [plain(`word-${mark}`)], [plain(`word-${mark.slice(1)}`)])]

const truth: Maker = () => [{ ...found(true, [plain('true')]), alike: (value) => value === true }]

const url: Maker = (mark) => {
  const value = `http://urls.example.org/${mark}/leaf`
  return [
    found(
      value,
      [plain(value), under('below', `http://urls.example.org/${mark}`), under('above', `${value}/deeper`)],
      [plain(`http://urls.example.org/${mark}`), under('above', `http://urls.example.org/${mark}`)],
    ),
  ]
}

/** Every source stands by itself: there is no `:below` for it. */
const source: Maker = (mark, place) =>
  url(mark, place).map((sample) => ({
    ...sample,
    finds: sample.finds.filter(({ modifier }) => modifier !== 'below'),
  }))

const canonicalUrl: Maker = (mark) => {
  const value = `http://urls.example.org/${mark}/leaf`
  return [found(`${value}|2`, [plain(value), plain(`${value}|2`)], [plain(`${value}|3`)]), ...url(`${mark}x`, NOWHERE)]
}

const NOWHERE: ValuePlace = { kind: 'uri', code: '', path: { steps: [], datatype: 'uri' } }

/** Where a reference may lead: the path says, or the parameter, or it may lead anywhere. */
export function targetsOf({ path, targets }: Pick<ValuePlace, 'path' | 'targets'>): readonly string[] {
  return path.target === undefined ? (targets ?? ['Basic']) : [path.target]
}

const reference: Maker = (mark, place) => {
  const [target = ''] = targetsOf(place)
  const id = `ref-${mark}`
  const logical = { system: `http://ids.example.org/${mark}`, value: `id-${mark}` }
  return [
    found(
      { reference: `${target}/${id}`, identifier: logical },
      [
        plain(`${target}/${id}`),
        plain(`${BASE}/${target}/${id}`),
        plain(id),
        under(target, id),
        under('identifier', logical.value),
        under('identifier', `${logical.system}|${logical.value}`),
      ],
      [plain(`http://elsewhere.example.org/fhir/${target}/${id}`), under('identifier', `|${logical.value}`)],
    ),
  ]
}

const canonical: Maker = (mark, place) => {
  const [target = ''] = targetsOf(place)
  const value = `http://canonicals.example.org/${mark}`
  return [
    found(`${value}|2`, [plain(value), plain(`${value}|2`)], [plain(`${value}|3`)]),
    found(`${target}/can-${mark}`, [plain(`${target}/can-${mark}`), under(target, `can-${mark}`)]),
  ]
}

const text: Maker = (mark) => {
  const value = `Some${mark} Énd`
  return [
    found(
      value,
      [plain(`some${mark}`), plain(`SOME${mark} end`), under('exact', value), under('contains', `${mark} e`)],
      [plain(mark), under('exact', `some${mark} end`), under('exact', `Some${mark}`)],
    ),
  ]
}

const name: Maker = (mark) => [
  found(
    {
      family: `Fam${mark}`,
      given: [`Giv${mark}`],
      text: `Text${mark}`,
      prefix: [`Pre${mark}`],
      suffix: [`Suf${mark}`],
    },
    [
      ...['fam', 'giv', 'text', 'pre', 'suf'].map((part) => plain(`${part}${mark}`)),
      under('exact', `Fam${mark}`),
      under('contains', `am${mark}`),
    ],
    [under('exact', `fam${mark}`)],
  ),
]

const address: Maker = (mark) => [
  found(
    {
      line: [`Lin${mark}`],
      city: `Cit${mark}`,
      district: `Dis${mark}`,
      state: `Sta${mark}`,
      postalCode: `Pos${mark}`,
      country: `Cou${mark}`,
    },
    [
      ...['lin', 'cit', 'dis', 'sta', 'pos', 'cou'].map((part) => plain(`${part}${mark}`)),
      under('exact', `Cit${mark}`),
      under('contains', `it${mark}`),
    ],
    [under('exact', `cit${mark}`)],
  ),
]

function dayOf(mark: string, later = 0): string {
  return new Date(Date.UTC(1900, 0, 1 + 3 * Number(mark) + later)).toISOString().slice(0, 10)
}

const onDay =
  (value: (day: string) => Json): Maker =>
  (mark) => [
    found(
      value(dayOf(mark)),
      [
        plain(dayOf(mark)),
        { texts: [`ge${dayOf(mark)}`, `le${dayOf(mark)}`] },
        { texts: [`sa${dayOf(mark, -1)}`, `eb${dayOf(mark, 1)}`] },
        { texts: [`gt${dayOf(mark, -1)}`, `lt${dayOf(mark, 1)}`] },
      ],
      [plain(dayOf(mark, 1)), { texts: [`ne${dayOf(mark)}`, `ge${dayOf(mark)}`, `le${dayOf(mark)}`] }],
    ),
  ]

const lastUpdated: Maker = () => []

const amount =
  (value: (amount: number, mark: string) => Json, units: (mark: string) => readonly string[] = () => []): Maker =>
  (mark) => {
    const number = 10 + 3 * Number(mark)
    return [
      found(
        value(number, mark),
        [
          plain(String(number)),
          { texts: [`ge${number}`, `le${number}`] },
          { texts: [`gt${number - 1}`, `lt${number + 1}`] },
          { texts: [`sa${number - 1}`, `eb${number + 1}`] },
          ...units(mark).map((unit) => plain(`${number}|${unit}`)),
        ],
        [
          plain(String(number + 1)),
          { texts: [`ne${number}`, `ge${number}`, `le${number}`] },
          ...units(mark).map(() => plain(`${number}||other`)),
        ],
      ),
    ]
  }

const UCUM = 'http://unitsofmeasure.org'
const measured = (value: number, mark: string) => ({ value, unit: `unit ${mark}`, system: UCUM, code: `c${mark}` })
const unitsOf = (mark: string) => [`${UCUM}|c${mark}`, `|c${mark}`, `|unit ${mark}`]
const quantity = amount(measured, unitsOf)

const TOKENS: Readonly<Record<string, Maker>> = {
  CodeableConcept: concept,
  Coding: coding,
  Identifier: identifier,
  ContactPoint: contact,
  Reference: reference,
  code,
  id: word,
  string: word,
  uri: word,
  boolean: truth,
}

const KINDS: Readonly<Record<SearchParameter['kind'], Readonly<Record<string, Maker>>>> = {
  token: TOKENS,
  reference: { Reference: reference, canonical, uri: canonical },
  string: { string: text, markdown: text, HumanName: name, Address: address },
  uri: { uri: url, url, canonical: canonicalUrl },
  date: {
    date: onDay((day) => day),
    dateTime: onDay((day) => `${day}T10:00:00Z`),
    instant: onDay((day) => `${day}T10:00:00.000Z`),
    Period: onDay((day) => ({ start: day, end: day })),
    Timing: (mark, place) => [
      ...onDay((day) => ({ event: [`${day}T01:00:00Z`, `${day}T23:00:00Z`] }))(mark, place),
      ...onDay((day) => ({ repeat: { boundsPeriod: { start: day, end: day } } }))(`${Number(mark) + 5000}`, place),
    ],
  },
  number: { integer: amount((value) => value), decimal: amount((value) => value) },
  quantity: {
    Quantity: quantity,
    Age: quantity,
    Duration: quantity,
    Range: amount((value, mark) => ({ low: measured(value, mark), high: measured(value, mark) }), unitsOf),
    Money: amount(
      (value) => ({ value, currency: 'USD' }),
      () => ['urn:iso:std:iso:4217|USD', '|USD'],
    ),
    SampledData: amount(
      (value, mark) => ({ origin: measured(0, mark), lowerLimit: value, upperLimit: value }),
      unitsOf,
    ),
  },
  composite: {},
  special: {},
}

/** What every resource has anyway, or what is told apart by more than its datatype. */
const PLACES: Readonly<Record<string, Readonly<Record<string, Maker>>>> = {
  _source: { uri: source },
  _lastUpdated: { instant: lastUpdated },
  _id: { id: lastUpdated },
}
