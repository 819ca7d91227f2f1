import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../../server/ports/access.ts'
import { SearchTooCostly } from '../../../server/ports/search.ts'
import { statement } from '../../../server/store/connection/statement.ts'
import { existsForAccess } from '../../../server/store/search/access-test.ts'
import { runSearch } from '../../../server/store/search/run-search.ts'
import { searchScope } from '../../../server/store/search/search-scope.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { idsOf, includedOf, openSearchStore, parsed, type SearchStore } from './search-store.ts'

/** The same small practice twice: ids are equal, so that any mixing of practices would show. */
const practice = (name: string): Resource[] =>
  [
    { resourceType: 'Organization', id: 'org', name, partOf: { reference: 'Organization/top' } },
    { resourceType: 'Organization', id: 'top', name: `${name} group` },
    { resourceType: 'Practitioner', id: 'dr', name: [{ family: name }] },
    {
      resourceType: 'PractitionerRole',
      id: 'role',
      practitioner: { reference: 'Practitioner/dr' },
      organization: { reference: 'Organization/org' },
    },
    {
      resourceType: 'Patient',
      id: 'a',
      name: [{ family: `${name}-a` }],
      managingOrganization: { reference: 'Organization/org' },
    },
    {
      resourceType: 'Patient',
      id: 'b',
      name: [{ family: `${name}-b` }],
      link: [{ type: 'seealso', other: { reference: 'Patient/a' } }],
    },
    { resourceType: 'Patient', id: 'c', name: [{ family: `${name}-c` }] },
    {
      resourceType: 'Condition',
      id: 'ca',
      subject: { reference: 'Patient/a' },
      code: { text: name },
      encounter: { reference: 'Encounter/ea' },
      asserter: { reference: 'Practitioner/dr' },
    },
    {
      resourceType: 'Condition',
      id: 'cb',
      subject: { reference: 'Patient/b' },
      code: { coding: [{ code: 'secret' }] },
      encounter: { reference: 'Encounter/eb' },
    },
    // Says of itself that another patient's Encounter is where it was found.
    {
      resourceType: 'Condition',
      id: 'cx',
      subject: { reference: 'Patient/a' },
      encounter: { reference: 'Encounter/eb' },
    },
    {
      resourceType: 'Encounter',
      id: 'ea',
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: 'Patient/a' },
    },
    {
      resourceType: 'Encounter',
      id: 'eb',
      status: 'planned',
      class: { code: 'IMP' },
      subject: { reference: 'Patient/b' },
    },
    {
      resourceType: 'Appointment',
      id: 'both',
      status: 'booked',
      participant: [
        { status: 'accepted', actor: { reference: 'Patient/b' } },
        { status: 'accepted', actor: { reference: 'Patient/a' } },
      ],
    },
    {
      resourceType: 'Observation',
      id: 'lab',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Patient/a' },
      category: [{ coding: [{ system: 'http://c', code: 'laboratory' }] }],
    },
    {
      resourceType: 'Observation',
      id: 'vital',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Patient/a' },
      category: [{ coding: [{ system: 'http://c', code: 'vital-signs' }] }],
      hasMember: [{ reference: 'Observation/lab' }],
    },
    {
      resourceType: 'Provenance',
      id: 'of-ca',
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ who: { reference: 'Practitioner/dr' } }],
      target: [{ reference: 'Condition/ca' }],
    },
    {
      resourceType: 'Provenance',
      id: 'of-cb',
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ who: { reference: 'Practitioner/dr' } }],
      target: [{ reference: 'Condition/cb' }],
    },
    { resourceType: 'Bundle', id: 'sent', type: 'collection' },
    { resourceType: 'Device', id: 'pump', patient: { reference: 'Patient/a' } },
  ] as Resource[]

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
      const { number } = {
        number: (
          await db.database.owner.query<{ type: number }>('select type from ccm.resource where id = $1 limit 1', [id])
        ).rows[0]!,
      }
      const text = `select 1 from resource r where r.tenant = $1 and r.type = ${number.type} and r.id = $2 and ${existsForAccess(scope, type, 'r')}`
      return (await db.database.reads.query(store.tenant.key, statement(text), scope.values.list)).length === 1
    }
    expect(await exists(narrowed, 'Observation', 'lab')).toBe(true)
    expect(await exists(narrowed, 'Observation', 'vital')).toBe(false)
    expect(await exists(onlyA, 'Condition', 'ca')).toBe(true)
    expect(await exists(onlyA, 'Condition', 'cb')).toBe(false)
    expect(await exists(onlyA, 'Organization', 'org')).toBe(true)
  })
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

  test('are refused when they are too many', async () => {
    const search = { ...store.searchRun(), limits: { included: 1 } }
    await expect(runSearch(search, parsed('Condition', '_id=ca&_include=*'))).rejects.toThrow(SearchTooCostly)
    expect(includedOf(await runSearch(search, parsed('Condition', '_id=ca&_include=Condition:encounter')))).toEqual([
      'Encounter/ea',
    ])
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
