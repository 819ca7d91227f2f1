import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statement } from '../../../server/store/connection/statement.ts'
import { runSearch } from '../../../server/store/search/run-search.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { includedOf, openSearchStore, parsed, type SearchStore } from './search-store.ts'
import { practice } from './shared-practice.ts'

let db: TestDatabase
let store: SearchStore

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database, 'north')
  await store.put(practice('North'))
})

afterAll(async () => {
  await db.drop()
})

describe('includes', () => {
  test.each([
    ['Condition', '_id=ca&_include=Condition:encounter', ['Encounter/ea']],
    ['Condition', '_id=ca&_include=Condition:subject:Patient', ['Patient/a']],
    ['Condition', '_id=ca&_include=Condition:subject:Group', []],
    ['Condition', '_id=ca&_include=*', ['Encounter/ea', 'Patient/a', 'Practitioner/dr']],
    ['Condition', '_id=ca&_include=Condition:*', ['Encounter/ea', 'Patient/a', 'Practitioner/dr']],
    ['Condition', '_id=ca&_include=Condition:patient&_include=Patient:organization', ['Patient/a']],
    [
      'Condition',
      '_id=ca&_include=Condition:patient&_include:iterate=Patient:organization',
      ['Organization/org', 'Patient/a'],
    ],
    [
      'Condition',
      '_id=ca&_include=Condition:patient&_include:iterate=Patient:organization&_include:iterate=Organization:partof',
      ['Organization/org', 'Organization/top', 'Patient/a'],
    ],
    ['Organization', '_id=top&_revinclude=Organization:partof', ['Organization/org']],
    [
      'Organization',
      '_id=top&_revinclude:iterate=Organization:partof&_revinclude:iterate=Patient:organization',
      ['Organization/org', 'Patient/a'],
    ],
    ['Patient', '_id=a&_revinclude=Condition:*', ['Condition/ca', 'Condition/cx']],
    ['Patient', '_id=a,b&_revinclude=Appointment:actor', ['Appointment/both']],
    ['Organization', '_id=org,top&_include=Organization:partof', []],
  ])('%s?%s', async (type, query, expected) => {
    expect(includedOf(await store.search(type, query))).toEqual(expected)
  })

  test('stop at the limit, and say so', async () => {
    const search = { ...store.searchRun(), limits: { included: 1, iterations: 10 } }
    const cut = await runSearch(search, parsed('Condition', '_id=ca&_include=*'))
    expect(cut.included).toHaveLength(1)
    expect(cut.left).toEqual({ limit: 'resources', most: 1 })
    const whole = await runSearch(search, parsed('Condition', '_id=ca&_include=Condition:encounter'))
    expect(includedOf(whole)).toEqual(['Encounter/ea'])
    expect(whole.left).toBeUndefined()
  })

  test('see what a transaction has written and nobody else sees yet', async () => {
    const seen = await db.database.writes.use(async (client) => {
      await client.control('begin')
      await client.run(
        store.tenant.key,
        statement(`update resource set deleted = true where tenant = $1 and id = 'ea'`),
        [store.tenant.key],
      )
      const run = {
        ...store.searchRun(),
        run: (made: ReturnType<typeof statement>, values: Parameters<typeof client.run>[2]) =>
          client.run(store.tenant.key, made, values),
      }
      const page = await runSearch(run, parsed('Condition', '_id=ca&_include=Condition:encounter'))
      await client.control('rollback')
      return includedOf(page)
    })
    expect(seen).toEqual([])
    expect(includedOf(await store.search('Condition', '_id=ca&_include=Condition:encounter'))).toEqual(['Encounter/ea'])
  })
})
