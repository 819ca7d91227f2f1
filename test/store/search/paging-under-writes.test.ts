import type { Patient, Resource, Task } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchPage } from '../../../server/ports/fhir-store.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { NOW, openSearchStore, parsed, type SearchStore } from './search-store.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(async () => {
  await db.drop()
})

/** What a resource is sorted by. Few values, so that many are equal; some have none. */
interface Made {
  readonly family: string | undefined
  readonly born: string | undefined
  readonly code: string | undefined
  readonly at: number
}

const made = fc.record<Made>({
  family: fc.constantFrom(undefined, 'Adler', 'berg', 'Önder'),
  born: fc.constantFrom(undefined, '1940', '1950-03', '1950-03-01'),
  code: fc.constantFrom(undefined, 'female', 'male'),
  at: fc.integer({ min: 0, max: 5 }),
})

/** What somebody else does while a page is read: to one that was there from the start, or a new one. */
type Write =
  | { readonly kind: 'touch' | 'delete' | 'restore'; readonly one: number }
  | { readonly kind: 'change'; readonly one: number; readonly to: Made }
  | { readonly kind: 'create'; readonly to: Made }

const write = fc.oneof<fc.Arbitrary<Write>[]>(
  fc.record({ kind: fc.constantFrom('touch', 'delete', 'restore'), one: fc.nat() }),
  fc.record({ kind: fc.constant('change'), one: fc.nat(), to: made }),
  fc.record({ kind: fc.constant('create'), to: made }),
)

const story = fc.record({
  made: fc.array(made, { minLength: 8, maxLength: 30 }),
  size: fc.integer({ min: 1, max: 7 }),
  writes: fc.array(fc.array(write, { maxLength: 3 }), { minLength: 30, maxLength: 30 }),
})

const patient = (id: string, { family, born, code }: Made, active: boolean): Patient => ({
  resourceType: 'Patient',
  id,
  active,
  ...(family === undefined ? {} : { name: [{ family }] }),
  ...(born === undefined ? {} : { birthDate: born }),
  ...(code === undefined ? {} : { gender: code as 'male' | 'female' }),
})

const task = (id: string, { born, code }: Made, active: boolean): Task => ({
  resourceType: 'Task',
  id,
  status: 'in-progress',
  intent: 'order',
  description: String(active),
  ...(born === undefined ? {} : { executionPeriod: { start: born } }),
  ...(code === undefined ? {} : { code: { coding: [{ code }] } }),
})

type Make = (id: string, made: Made, active: boolean) => Resource

interface Order {
  readonly type: string
  readonly query: string
  readonly make: Make
  /** Whether touching a resource moves it in this order. */
  readonly moves?: boolean
}

const ORDERS: readonly Order[] = [
  { type: 'Patient', query: '', make: patient },
  { type: 'Patient', query: 'name=a,b,o&_sort=family', make: patient },
  { type: 'Patient', query: '_sort=-family', make: patient },
  { type: 'Patient', query: '_sort=birthdate', make: patient },
  { type: 'Patient', query: '_sort=-birthdate,family', make: patient },
  { type: 'Patient', query: '_sort=gender,-birthdate,_id', make: patient },
  { type: 'Patient', query: '_sort=_lastUpdated', make: patient, moves: true },
  { type: 'Patient', query: '_sort=-_lastUpdated', make: patient, moves: true },
  { type: 'Patient', query: '_sort=-_lastUpdated,family', make: patient, moves: true },
  { type: 'Patient', query: '_sort=_lastUpdated,family', make: patient, moves: true },
  { type: 'Patient', query: '_sort=family,_lastUpdated', make: patient, moves: true },
  { type: 'Task', query: 'status=in-progress', make: task },
  { type: 'Task', query: 'status=in-progress&_sort=-_lastUpdated', make: task, moves: true },
  { type: 'Task', query: 'status=in-progress&_sort=-period,code', make: task },
  {
    type: 'Resource',
    query: '_type=Patient,Task',
    make: (id, one, active) => (one.at % 2 ? task : patient)(id, one, active),
  },
  {
    type: 'Resource',
    query: '_type=Patient,Task&_sort=-_id',
    make: (id, one, active) => (one.at % 2 ? task : patient)(id, one, active),
  },
]

let practices = 0

/** What happened to the resources that were there from the start. */
interface Happened {
  readonly deleted: Set<string>
  readonly moved: Set<string>
}

describe.each(ORDERS)('$type?$query', ({ type, query, make, moves = false }) => {
  test('pages show each resource once, whatever is written meanwhile', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ made: all, size, writes }) => {
        const store = await openSearchStore(db.database, `practice-${++practices}`)
        const idOf = (at: number) => `r${String(at).padStart(3, '0')}`
        // Several were changed at once, others in between.
        for (const at of [0, 1, 2, 3, 4, 5])
          await store.put(
            all.flatMap((one, place) => (one.at === at ? [make(idOf(place), one, true)] : [])),
            NOW - 10_000 + at * 1000,
          )
        const search = parsed(type, `${query}&_count=${size}`)
        const before = await idsFound(store, type, query)
        const happened: Happened = { deleted: new Set(), moved: new Set() }

        const seen: string[] = []
        let page: SearchPage = await store.run(search)
        for (let at = 0; ; at++) {
          seen.push(...page.matches.map(({ id }) => id))
          if (page.next === undefined) break
          const cursor = page.next
          // Read and written at the same time.
          const [next] = await Promise.all([
            store.run({ ...search, cursor }),
            apply(store, { all, make, idOf, at }, writes[at] ?? [], happened),
          ])
          page = next
        }

        const { deleted, moved } = happened
        const steady = (id: string) => !moved.has(id)
        const twice = seen.filter((id, at) => seen.indexOf(id) !== at)
        // In the order of changes even what moves comes once: it moves to where the list has begun, or ends.
        expect(moves ? twice : twice.filter(steady)).toEqual([])
        expect(before.filter((id) => steady(id) && !deleted.has(id) && !seen.includes(id))).toEqual([])
      }),
      { numRuns: 10 },
    )
  })

  /** Does what a story says, and notes what may be missed for it. */
  async function apply(
    store: SearchStore,
    { all, make: makeOne, idOf, at }: { all: readonly Made[]; make: Make; idOf: (at: number) => string; at: number },
    writes: readonly Write[],
    { deleted, moved }: Happened,
  ): Promise<void> {
    for (const [place, one] of writes.entries()) {
      const now = NOW + 1 + at * 10 + place
      if (one.kind === 'create') {
        await store.put([makeOne(`n${at}-${place}`, one.to, true)], now)
        continue
      }
      const which = one.one % all.length
      const [id, was] = [idOf(which), all[which]]
      if (!was) continue
      if (one.kind === 'delete') {
        const { resourceType } = makeOne(id, was, true)
        deleted.add(id)
        await store.remove(resourceType, id)
      } else if (one.kind === 'change') {
        moved.add(id)
        await store.put([makeOne(id, { ...one.to, at: was.at }, true)], now)
      } else {
        if (moves) moved.add(id)
        // What was changed once goes back to what it was: it has moved already.
        await store.put([makeOne(id, was, one.kind === 'touch')], now)
      }
    }
  }
})

async function idsFound(store: SearchStore, type: string, query: string): Promise<readonly string[]> {
  return (await store.search(type, `${query}&_count=1000`)).matches.map(({ id }) => id)
}
