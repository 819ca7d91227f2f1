import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonPatch, patched, refusalOf } from './patching.ts'

const apply = (document: unknown, ...operations: readonly object[]) => patched(jsonPatch(operations), document)

/** Documents, and every pointer into one. */
const documents = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4, depthSize: 'small' }), {
  maxKeys: 5,
  noNullPrototype: true,
})

function pointersOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([name, item]) =>
    pointersOf(item, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
  return [path, ...below]
}

const places = documents.chain((document) =>
  fc.record({
    document: fc.constant(document),
    path: fc.constantFrom(...pointersOf(document)),
    other: fc.jsonValue({ maxDepth: 2 }),
  }),
)

/** As text and back: what JSON cannot tell apart (-0) is the same. */
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('of any document', () => {
  test('what is at a place passes a test, and replacing it by itself changes nothing', () => {
    fc.assert(
      fc.property(places, ({ document, path }) => {
        const found = valueAt(document, path)
        const both = [
          { op: 'test', path, value: found },
          { op: 'replace', path, value: found },
        ]
        expect(apply(document, ...both)).toEqual(json(document))
      }),
    )
  })

  test('what was added can be removed again', () => {
    fc.assert(
      fc.property(places, ({ document, path, other }) => {
        const holder = valueAt(document, path)
        const into = Array.isArray(holder) ? `${path}/0` : `${path}/added~0`
        fc.pre(typeof holder === 'object' && holder !== null && !Object.hasOwn(holder, 'added~'))
        const added = apply(document, { op: 'add', path: into, value: other })
        expect(valueAt(added, into)).toEqual(json(other))
        expect(apply(added, { op: 'remove', path: into })).toEqual(json(document))
      }),
    )
  })

  test('a move is a removal and an addition, a copy leaves the original', () => {
    fc.assert(
      fc.property(places, ({ document, path }) => {
        fc.pre(path !== '' && !Object.hasOwn(document, 'new'))
        const value = valueAt(document, path)
        const moved = apply(document, { op: 'move', from: path, path: '/new' })
        expect(moved).toEqual(apply(document, { op: 'remove', path }, { op: 'add', path: '/new', value }))
        const copied = apply(document, { op: 'copy', from: path, path: '/new' })
        expect(copied).toEqual({ ...(json(document) as object), new: json(value) })
      }),
    )
  })

  test('a value that differs fails the test, whatever it is', () => {
    fc.assert(
      fc.property(places, ({ document, path, other }) => {
        fc.pre(JSON.stringify(json(other)) !== JSON.stringify(json(valueAt(document, path))))
        const differs = isDifferent(json(valueAt(document, path)), json(other))
        fc.pre(differs)
        expect(refusalOf(() => apply(document, { op: 'test', path, value: other })).status).toBe(409)
      }),
    )
  })

  test('any operations whatever end in a document or in a refusal', () => {
    const pointer = fc.oneof(fc.constantFrom('', '/a', '/a/0', '/a/-', '/a/b', '/~1', '/__proto__'), fc.string())
    const operation = fc.record(
      {
        op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'x'),
        path: pointer,
        from: pointer,
        value: fc.jsonValue(),
      },
      { requiredKeys: ['op', 'path'] },
    )
    fc.assert(
      fc.property(
        fc.constantFrom({ a: [1] }, { a: { b: {} } }),
        fc.array(operation, { maxLength: 6 }),
        (document, operations) => {
          const before = JSON.stringify(document)
          try {
            apply(document, ...operations)
          } catch {
            expect([400, 409, 422]).toContain(refusalOf(() => apply(document, ...operations)).status)
          }
          expect(JSON.stringify(document)).toBe(before)
        },
      ),
    )
  })
})

function valueAt(document: unknown, pointer: string): unknown {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document)
}

/** By their printed form with sorted names: another way than the product's. */
function isDifferent(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_name, item: unknown) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    )
  return sorted(one) !== sorted(other)
}
