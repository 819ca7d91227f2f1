import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../../server/ports/access.ts'
import { statement } from '../../../server/store/connection/statement.ts'
import { typeNumber } from '../../../server/store/fhir/resource-columns.ts'
import { existsForAccess } from '../../../server/store/search/access-test.ts'
import { runSearch } from '../../../server/store/search/run-search.ts'
import { searchScope } from '../../../server/store/search/search-scope.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { idsOf, includedOf, openSearchStore, parsed, type SearchStore } from './search-store.ts'
import { practice } from './shared-practice.ts'

let db: TestDatabase
let store: SearchStore
let neighbour: SearchStore
let onlyA: Access

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database, 'north')
  neighbour = await openSearchStore(db.database, 'south')
  await neighbour.put(practice('South'))
  await store.put(practice('North'))
  onlyA = { tenant: store.tenant, compartment: { patients: ['a'] } }
})

afterAll(async () => {
  await db.drop()
})

const found = async (type: string, query: string, access?: Access) => idsOf(await store.search(type, query, access))

describe('a practice', () => {
  test.each([
    ['Patient', ''],
    ['Patient', 'family=south'],
    ['Patient', '_id=a'],
    ['Condition', 'patient=a'],
    ['Condition', 'patient.family=south'],
    ['Patient', '_has:Condition:patient:code=secret'],
    ['Practitioner', 'family:exact=South'],
  ])('sees nothing of another: %s?%s', async (type, query) => {
    const { matches } = await store.search(type, query)
    expect(matches.filter(({ content }) => content.includes('South'))).toEqual([])
  })

  test('nothing comes for another one, even when it is asked with its own keys', async () => {
    const stranger = { ...store.searchRun(), access: { ...store.everything, tenant: { key: 999_999, slug: 'none' } } }
    expect((await runSearch(stranger, parsed('Patient', ''))).matches).toEqual([])
    expect((await runSearch(stranger, parsed('Condition', 'code=secret'))).matches).toEqual([])
    // The statement names one practice, the connection serves another: row-level security shows nothing.
    const mixed = {
      ...store.searchRun(),
      run: (made: ReturnType<typeof statement>, values: readonly (string | number)[]) =>
        db.database.searches.query(neighbour.tenant.key, made, values),
    } as ReturnType<SearchStore['searchRun']>
    for (const query of ['', '_id=a', 'family=north', '_has:Condition:patient:code=secret'])
      expect((await runSearch(mixed, parsed('Patient', query))).matches).toEqual([])
  })

  test('includes its own only', async () => {
    const page = await store.search('Patient', '_id=a&_include=*&_revinclude=Condition:patient')
    expect(page.included.every(({ content }) => !content.includes('South'))).toBe(true)
    expect(includedOf(page)).toEqual(['Condition/ca', 'Condition/cx', 'Organization/org'])
  })
})

describe('a caller confined to a patient', () => {
  test.each([
    ['Patient', '', ['a', 'b']],
    ['Patient', '_id=a,c', ['a']],
    ['Patient', 'family=north', ['a', 'b']],
    ['Condition', '', ['ca', 'cx']],
    ['Condition', 'patient=b', []],
    ['Condition', 'code=secret', []],
    ['Encounter', '_id=ea,eb', ['ea']],
    ['Appointment', '', ['both']],
    ['Appointment', 'patient=b', ['both']],
    ['Provenance', '', ['of-ca']],
    ['Practitioner', '', ['dr']],
    ['Organization', 'name=north', ['org', 'top']],
    ['Bundle', '', []],
    ['Device', '', ['pump']],
    ['Condition', 'encounter.status=finished', ['ca']],
    ['Condition', 'encounter.status=planned', []],
    ['Condition', 'encounter=eb', ['cx']],
    ['Practitioner', '_has:Condition:asserter:code:text=north', ['dr']],
    ['Practitioner', '_has:Provenance:agent:target=Condition/cb', []],
    ['Practitioner', '_has:Provenance:agent:target=Condition/ca', ['dr']],
  ])('finds %s?%s within the compartment and what is shared', async (type, query, expected) => {
    expect(await found(type, query, onlyA)).toEqual(expected)
    const { total } = await store.search(type, `${query}&_summary=count`, onlyA)
    expect(total).toBe(expected.length)
  })

  test('is included nothing of others', async () => {
    const page = await store.search(
      'Condition',
      '_include=Condition:encounter&_include=Condition:asserter&_revinclude=Provenance:target',
      onlyA,
    )
    expect(includedOf(page)).toEqual(['Encounter/ea', 'Practitioner/dr', 'Provenance/of-ca'])
    const back = await store.search(
      'Practitioner',
      '_revinclude=Provenance:agent&_revinclude:iterate=Condition:asserter',
      onlyA,
    )
    expect(includedOf(back)).toEqual(['Condition/ca', 'Provenance/of-ca'])
  })

  test('finds the same on all types at once', async () => {
    const all = await store.search('Resource', '_count=100&_total=accurate', onlyA)
    expect(idsOf(all).toSorted()).toEqual(
      ['a', 'b', 'both', 'ca', 'cx', 'dr', 'ea', 'lab', 'of-ca', 'org', 'pump', 'role', 'top', 'vital'].toSorted(),
    )
    expect(all.total).toBe(14)
  })

  test('is confined the same way when the patients are many, and finds nothing when there are none', async () => {
    const many = { ...onlyA, compartment: { patients: ['c', 'a', ...Array.from({ length: 50 }, (_, at) => `x${at}`)] } }
    expect(await found('Condition', '', many)).toEqual(['ca', 'cx'])
    expect(await found('Condition', 'encounter.status=planned', many)).toEqual([])
    expect(await found('Appointment', '', many)).toEqual(['both'])
    const nobody = { ...onlyA, compartment: { patients: [] } }
    expect(await found('Condition', '', nobody)).toEqual([])
    expect(await found('Organization', 'name=north', nobody)).toEqual(['org', 'top'])
  })
})

describe('a caller narrowed by a granular scope', () => {
  let narrowed: Access

  beforeAll(() => {
    const where = parsed('Observation', 'category=http://c|laboratory').where
    narrowed = {
      ...store.everything,
      narrowed: new Map([
        ['Observation', [where]],
        ['Encounter', []],
      ]),
    }
  })

  test('finds, includes and chains through only what the scope names', async () => {
    expect(await found('Observation', '', narrowed)).toEqual(['lab'])
    expect(await found('Observation', '_id=vital', narrowed)).toEqual([])
    expect(await found('Patient', '_has:Observation:patient:category=vital-signs', narrowed)).toEqual([])
    expect(await found('Patient', '_has:Observation:patient:category=laboratory', narrowed)).toEqual(['a'])
    expect(includedOf(await store.search('Patient', '_id=a&_revinclude=Observation:patient', narrowed))).toEqual([
      'Observation/lab',
    ])
    expect(includedOf(await store.search('Condition', '_include=Condition:encounter', narrowed))).toEqual([])
    expect(await found('Encounter', '', narrowed)).toEqual([])
    expect(await found('Condition', '_id=ca', narrowed)).toEqual(['ca'])
  })

  test('by several searches finds what fulfils one of them; each may chain', async () => {
    const several: Access = {
      ...store.everything,
      narrowed: new Map([
        [
          'Observation',
          [
            parsed('Observation', 'category=laboratory').where,
            parsed('Observation', 'category=vital-signs&has-member=Observation/lab').where,
          ],
        ],
        ['Condition', [parsed('Condition', 'patient.family=north-b').where]],
      ]),
    }
    expect(await found('Observation', '', several)).toEqual(['lab', 'vital'])
    expect(await found('Condition', '', several)).toEqual(['cb'])
  })

  test('reads by the same rule', async () => {
    const exists = async (access: Access, type: string, id: string) => {
      const scope = searchScope(access, store.keys, [id])
      const text = `select 1 from resource r where r.tenant = $1 and r.type = ${typeNumber(type)} and r.id = $2 and ${existsForAccess(scope, type, 'r')}`
      return (await db.database.reads.query(store.tenant.key, statement(text), scope.values.list)).length === 1
    }
    expect(await exists(narrowed, 'Observation', 'lab')).toBe(true)
    expect(await exists(narrowed, 'Observation', 'vital')).toBe(false)
    expect(await exists(onlyA, 'Condition', 'ca')).toBe(true)
    expect(await exists(onlyA, 'Condition', 'cb')).toBe(false)
    expect(await exists(onlyA, 'Organization', 'org')).toBe(true)
  })
})
