import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SearchNotSupported } from '../../../server/ports/search.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { cases } from './criteria-cases.ts'
import { idsOf, openSearchStore, type SearchStore } from './search-store.ts'
import { observation, smallChart } from './small-chart.ts'

let db: TestDatabase
let store: SearchStore

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database)
  await store.put(smallChart)
  // A superseded version and a deleted resource: neither may be found.
  await store.put([
    {
      resourceType: 'Patient',
      id: 'p9',
      name: [{ family: 'Old' }],
      identifier: [{ value: 'old' }],
      birthDate: '1900-01-01',
    },
  ])
  await store.put([{ resourceType: 'Patient', id: 'p9', name: [{ family: 'New' }], birthDate: '2000-01-01' }])
  await store.put([observation('gone', { effectiveDateTime: '2026-03-15', valueQuantity: { value: 120 } })])
  await store.remove('Observation', 'gone')
})

afterAll(async () => {
  await db.drop()
})

for (const [name, rows] of Object.entries(cases)) {
  const [type = ''] = name.split(':')
  describe(name, () => {
    test.each(rows)('%s', async (query, expected) => {
      const page = await store.search(type, query)
      expect(idsOf(page).toSorted()).toEqual([...expected].toSorted())
      expect((await store.search(type, `${query}&_summary=count`)).total).toBe(expected.length)
    })
  })
}

test('_lastUpdated compares with the instant of the last change', async () => {
  const at = Date.parse('2026-02-03T04:05:06.789Z')
  await store.put([{ resourceType: 'Basic', id: 'b1', code: { text: 'x' } }], at)
  await store.put([{ resourceType: 'Basic', id: 'b2', code: { text: 'x' } }], at + 1)
  const found = async (query: string) => idsOf(await store.search('Basic', query))
  expect(await found('_lastUpdated=2026-02-03T04:05:06.789Z')).toEqual(['b1'])
  expect(await found('_lastUpdated=gt2026-02-03T04:05:06.789Z')).toEqual(['b2'])
  expect(await found('_lastUpdated=ge2026-02-03T04:05:06.789Z')).toEqual(['b1', 'b2'])
  expect(await found('_lastUpdated=lt2026-02-03T04:05:06.790Z')).toEqual(['b1'])
  expect(await found('_lastUpdated=2026-02')).toEqual(['b1', 'b2'])
  expect(await found('_lastUpdated=ne2026-02')).toEqual([])
  expect(await found('_lastUpdated=eb2026-02-03T04:05:06.789Z')).toEqual([])
})

test('what comes out is the stored text, and whose it is', async () => {
  const [match] = (await store.search('Condition', '_id=c1')).matches
  expect(JSON.parse(match?.content ?? '')).toMatchObject({
    resourceType: 'Condition',
    id: 'c1',
    meta: { versionId: '1' },
  })
  expect(match).toMatchObject({ type: 'Condition', id: 'c1', version: 1, deleted: false, patient: 'p1' })
})

test('refuses what it cannot do, by name', async () => {
  await expect(store.search('Observation', 'code-value-quantity=http://loinc.org|$5')).rejects.toThrow(
    SearchNotSupported,
  )
  await expect(store.search('Observation', '_sort=code-value-quantity')).rejects.toThrow(SearchNotSupported)
})
