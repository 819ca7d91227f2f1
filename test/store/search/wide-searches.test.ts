import type { Observation } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { idsOf, openSearchStore, parsed, type SearchStore } from './search-store.ts'

let db: TestDatabase
let store: SearchStore

const COUNT = 10_400
const FIRST = Date.UTC(2000, 0, 1)
const DAY = 86_400_000

/** One a day; each is of the code `each`, every hundredth of `some`, every third has a value. */
function observation(at: number): Observation {
  const codes = ['each', ...(at % 100 === 0 ? ['some'] : [])]
  return {
    resourceType: 'Observation',
    id: `o${String(at).padStart(5, '0')}`,
    status: 'final',
    code: { coding: codes.map((code) => ({ code })) },
    effectiveDateTime: dayOf(at),
    ...(at % 3 === 0 ? { valueQuantity: { value: at, code: 'u' } } : {}),
  }
}

const dayOf = (at: number) => new Date(FIRST + at * DAY).toISOString().slice(0, 10)

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database)
  const all = Array.from({ length: COUNT }, (_, at) => observation(at))
  for (let from = 0; from < COUNT; from += 1300) await store.put(all.slice(from, from + 1300))
}, 180_000)

afterAll(async () => {
  await db.drop()
})

const places = Array.from({ length: COUNT }, (_, at) => at)

/**
 * Whatever way is taken (the few that an index leads to, the few of a second one, or going through all), the same is found,
 * counted and shown page by page.
 */
test.each<[string, (at: number) => boolean]>([
  [`date=ge${dayOf(0)}`, () => true],
  [`date=ge${dayOf(10)}`, (at) => at >= 10],
  [`date=ge${dayOf(COUNT - 9)}`, (at) => at >= COUNT - 9],
  [`date=gt${dayOf(5)}&date=lt${dayOf(9)}`, (at) => at > 5 && at < 9],
  [`date=${dayOf(77)},${dayOf(7000)}`, (at) => at === 77 || at === 7000],
  [`date=sa${dayOf(COUNT - 3)}`, (at) => at > COUNT - 3],
  [`date=lt${dayOf(4)}`, (at) => at < 4],
  [`date=ne${dayOf(4)}&code=some`, (at) => at % 100 === 0],
  ['code=each', () => true],
  ['code=some', (at) => at % 100 === 0],
  [`code=each&date=ge${dayOf(COUNT - 9)}`, (at) => at >= COUNT - 9],
  [`code=each&date=ge${dayOf(3)}`, (at) => at >= 3],
  [`code=some&date=ge${dayOf(3)}`, (at) => at >= 3 && at % 100 === 0],
  [`status=final&date=ge${dayOf(3)}&code:not=some`, (at) => at >= 3 && at % 100 !== 0],
  ['value-quantity=gt10395', (at) => at > 10_395 && at % 3 === 0],
  ['value-quantity=gt10', (at) => at > 10 && at % 3 === 0],
  ['value-quantity=lt10||u', (at) => at < 10 && at % 3 === 0],
  ['code=some&value-quantity=ge9000', (at) => at % 100 === 0 && at % 3 === 0 && at >= 9000],
  ['code=each,some&value-quantity=le30', (at) => at % 3 === 0 && at <= 30],
  ['code-value-quantity=some$ge9000', (at) => at % 100 === 0 && at % 3 === 0 && at >= 9000],
  ['code-value-quantity=some$ge9000,each$6', (at) => (at % 300 === 0 && at >= 9000) || at === 6],
])('Observation?%s', async (query, holds) => {
  const expected = places.filter(holds).map((at) => observation(at).id)
  const first = await store.search('Observation', `${query}&_count=30&_total=accurate`)
  expect(first.total).toBe(expected.length)
  expect(idsOf(first)).toEqual(expected.slice(0, 30))
  if (first.next !== undefined) {
    const second = await store.run({ ...parsed('Observation', `${query}&_count=30`), cursor: first.next })
    expect(idsOf(second)).toEqual(expected.slice(30, 60))
  }
  expect(idsOf(await store.search('Observation', `${query}&_count=30&_sort=-date`))).toEqual(
    expected.toReversed().slice(0, 30),
  )
})
