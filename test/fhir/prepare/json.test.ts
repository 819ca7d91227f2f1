import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FhirError } from '../../../server/fhir/fault.ts'
import { cutBundle } from '../../../server/fhir/prepare/bundle/cut-bundle.ts'
import { decodeText, parseJson } from '../../../server/fhir/prepare/json/parse-json.ts'

const LIMITS = { jsonDepth: 100, jsonValues: 1000 }

function faultOf(text: string, jsonDepth = LIMITS.jsonDepth): FhirError {
  try {
    parseJson(text, { ...LIMITS, jsonDepth })
  } catch (error) {
    if (error instanceof FhirError) return error
    throw error
  }
  throw new Error(`${text} was taken`)
}

describe('JSON that is none', () => {
  test.each([
    ['', 'The body is empty; this wants a resource.'],
    ['{', 'at line 1, column 2 a property name in double quotes or } was expected'],
    ['{"a":1,}', 'at line 1, column 8 a property name in double quotes was expected'],
    ['{"a" 1}', 'at line 1, column 6 a colon was expected'],
    ['{"a":tru}', 'at line 1, column 6 a value was expected'],
    ['{"a":01}', 'at line 1, column 6 a value was expected'],
    ['{"a":1 "b":2}', 'at line 1, column 8 a comma or the end of the list or object was expected'],
    ['[1,2', 'at line 1, column 5 a comma or the end of the list or object was expected'],
    ['[1,]', 'at line 1, column 4 a value was expected'],
    ['{"a":"x\ny"}', 'at line 1, column 6 a value was expected'],
    ['{"a":"\\x"}', 'at line 1, column 6 a value was expected'],
    ['{}\n\n  {}', 'at line 3, column 3 nothing more was expected'],
    ["{'a':1}", 'at line 1, column 2 a property name in double quotes or } was expected'],
  ])('%j', (text, words) => {
    const { status, issues } = faultOf(text)
    expect(status).toBe(400)
    expect(issues[0]?.diagnostics).toContain(words)
  })

  test('is told by its place, never by what it says', () => {
    expect(JSON.stringify(faultOf('{"name":"Quillfeather" "x":1}').issues)).not.toContain('Quillfeather')
  })

  test('every text that JSON.parse refuses is refused with a place within it', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('"', '{', ']', ',', ':', 'x', '\\', '\u0001'))
      .map(([text, at, bad]) => text.slice(0, at % (text.length + 1)) + bad + text.slice(at % (text.length + 1)))
    fc.assert(
      fc.property(damaged, (text) => {
        let fine = true
        try {
          JSON.parse(text)
        } catch {
          fine = false
        }
        fc.pre(!fine && text.trim() !== '')
        const place = /at line (\d+), column (\d+)/.exec(faultOf(text).message)
        expect(place, text).not.toBeNull()
        const line = text.split('\n')[Number(place?.[1]) - 1]
        expect(Number(place?.[2])).toBeLessThanOrEqual((line?.length ?? -1) + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('nesting without end is refused, and so is text in another encoding', () => {
    expect(faultOf('['.repeat(200) + ']'.repeat(200)).issues[0]).toMatchObject({ code: 'too-costly' })
    expect(faultOf('['.repeat(1_000_000)).status).toBe(400)
    expect(() => decodeText(Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow('UTF-8')
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBe('{}')
  })

  test.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"b":[{"x":{},"y":0,"x":"}"}]}', 'x'],
    ['{"a\\"":1,"a\\"":2}', 'a'],
  ])('a name that stands twice in an object is refused: %s', (text, name) => {
    expect(faultOf(text).message).toMatch(new RegExp(`"${name}.*" stands twice in one object`))
  })

  test('the same name in different objects is fine, also within strings', () => {
    const text = '{"a":{"a":"\\"a\\":1"},"b":[{"a":1},{"a":2}]}'
    expect(parseJson(text, LIMITS)).toEqual({ value: JSON.parse(text) as unknown })
  })
})

describe('JSON that is some', () => {
  test('comes out as JSON.parse gives it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, 3), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        expect(parseJson(text, LIMITS).value).toEqual(JSON.parse(text))
      }),
    )
  })

  test.each(['1.50', '0.0', '1e3', '12345678901234567890', '-0', '0.0000001', '100.00'])(
    'a number keeps its digits: %s',
    (number) => {
      const { value, exact } = parseJson(`{"a":${number},"b":1}`, LIMITS)
      expect(value).toEqual({ a: Number(number), b: 1 })
      expect(JSON.stringify(exact)).toBe(`{"a":${number},"b":1}`)
    },
  )

  test('numbers that print as they were written need no second reading', () => {
    expect(parseJson('{"a":[1,-12,70.5,0.25,123456789]}', LIMITS).exact).toBeUndefined()
  })
})

describe('a Bundle cut apart', () => {
  const entry = fc.record(
    {
      fullUrl: fc.string(),
      resource: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        fc.jsonValue({ maxDepth: 3 }),
      ),
      request: fc.record({ method: fc.string(), url: fc.string() }),
    },
    { requiredKeys: ['request'] },
  )

  test('is the Bundle again when put together', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(0, 2), fc.jsonValue(), (entries, indent, other) => {
        const text = JSON.stringify({ link: [{ resource: { a: 1 } }], entry: entries, other }, null, indent)
        const bundle = JSON.parse(text) as { entry: { resource?: unknown }[] }
        const { frame, resources } = cutBundle(text)
        const left = JSON.parse(frame) as typeof bundle
        for (const [at, resource] of resources) {
          expect(left.entry[at]?.resource).toBeNull()
          left.entry[at] = { ...left.entry[at], resource: JSON.parse(resource) as unknown }
        }
        expect(left).toEqual(bundle)
        expect(resources.size).toBe(bundle.entry.filter(({ resource }) => resource !== undefined).length)
      }),
    )
  })
})

test('JSON that holds too much is refused before it is read, whatever stands in texts', () => {
  const many = (item: string) => `{"a":[${Array.from({ length: 600 }, () => item).join(',')}]}`
  for (const item of ['{"b":1}', '[1,2]', '[]x']) {
    const { status, message } = faultOf(many(item))
    expect(status, item).toBe(400)
    expect(message).toContain('MAX_JSON_VALUES')
  }
  for (const item of ['1', '"x"', '"[,,{"']) expect(parseJson(many(item), LIMITS).value, item).toBeDefined()
})
