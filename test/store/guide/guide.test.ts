import type { CarePlan, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../../server/ports/access.ts'
import { CanonicalTaken, OfTheGuide, type FhirRepository } from '../../../server/ports/fhir-store.ts'
import { InvalidCursor } from '../../../server/ports/search.ts'
import { GUIDE_TENANT, GuideCatalog } from '../../../server/store/guide/guide-catalog.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { createOf, NOTE, openStore, putOf, type OpenedStore } from '../../support/stored.ts'
import { parsed } from '../search/search-store.ts'
import { activity, GUIDE, load, plan, URL } from './small-guide.ts'

let db: TestDatabase
let loader: OpenedStore
let one: OpenedStore
let north: FhirRepository
let south: FhirRepository

const carePlan = (id: string, canonical: string): CarePlan => ({
  resourceType: 'CarePlan',
  id,
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/p' },
  instantiatesCanonical: [canonical],
})

const open = async (slug: string, more: Partial<Access> = {}) =>
  one.store.as({ tenant: await one.tenant(slug), compartment: 'unrestricted', ...more })

beforeAll(async () => {
  db = await createTestDatabase()
  loader = await openStore(db.database)
  await load(db, loader, GUIDE)
  one = await openStore(db.database, new GuideCatalog(GUIDE))
  north = await open('north')
  south = await open('south')
  await north.write(
    [
      putOf({ resourceType: 'Patient', id: 'p' }),
      putOf(plan('own', { url: 'https://north.example/own', date: '2026-02-15' })),
      putOf(plan('b-own', { url: 'https://north.example/b', date: '2025-12-01' })),
      putOf(carePlan('cp', `${URL}/asthma`)),
      putOf(carePlan('cp-9', `${URL}/copd|9`)),
      putOf(carePlan('cp-any', `${URL}/copd`)),
      putOf(carePlan('cp-own', 'https://north.example/own')),
      putOf({
        resourceType: 'Provenance',
        id: 'why',
        recorded: '2026-03-01T10:00:00Z',
        target: [{ reference: 'CarePlan/cp' }],
        entity: [{ role: 'source', what: { reference: 'PlanDefinition/asthma' } }],
        agent: [{ who: { display: 'A. Nurse' } }],
      }),
    ],
    NOTE,
  )
})
afterAll(async () => {
  await db.drop()
})

async function found(repository: FhirRepository, type: string, query: string): Promise<string[]> {
  const page = await repository.search(parsed(type, query))
  return page.matches.map((match) => `${match.type}/${match.id}`)
}

async function included(repository: FhirRepository, type: string, query: string): Promise<string[]> {
  const page = await repository.search(parsed(type, query))
  return page.included.map((one) => `${one.type}/${one.id}`).toSorted()
}

/** Every page of a search, one after the other. */
async function paged(repository: FhirRepository, type: string, query: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await repository.search({ ...parsed(type, query), ...(cursor === undefined ? {} : { cursor }) })
    ids.push(...page.matches.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== undefined)
  return ids
}

describe('the guide’s resources beside a practice’s own', () => {
  test('are read by id and version by every practice', async () => {
    for (const repository of [north, south]) {
      const stored = await repository.read('PlanDefinition', 'asthma')
      expect(JSON.parse(stored!.content)).toMatchObject({ url: `${URL}/asthma`, meta: { versionId: '1' } })
      expect(await repository.readVersion('PlanDefinition', 'asthma', 1)).toEqual(stored)
      expect(await repository.readVersion('PlanDefinition', 'asthma', 2)).toBeUndefined()
      expect((await repository.history({ type: 'PlanDefinition', id: 'asthma', count: 10 })).total).toBe(1)
    }
    const many = await north.readMany(['PlanDefinition/asthma', 'Patient/p', 'PlanDefinition/own', 'PlanDefinition/no'])
    expect(many.map(({ id }) => id).toSorted()).toEqual(['asthma', 'own', 'p'])
  })

  test('are read within a transaction too, which sees its own writes beside them', async () => {
    await expect(
      south.transaction(async (tx) => {
        await tx.write([createOf(plan('fresh', { url: 'https://south.example/fresh' }))], NOTE)
        expect(await tx.read('PlanDefinition', 'asthma')).toMatchObject({ version: 1 })
        const page = await tx.search(parsed('PlanDefinition', '_total=accurate'))
        expect(page.total).toBe(5)
        expect(page.matches.at(-1)?.id).toBe('fresh')
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    expect(await found(south, 'PlanDefinition', 'url=https://south.example/fresh')).toEqual([])
  })

  test.each([
    [`url=${URL}/asthma`, ['asthma']],
    [`url=${URL}/copd`, ['copd-1', 'copd-10', 'copd-9']],
    [`url=${URL}/copd|9`, ['copd-9']],
    [`url=${URL}/copd&version=10`, ['copd-10']],
    [`url:below=${URL}`, ['asthma', 'copd-1', 'copd-10', 'copd-9']],
    ['url=https://north.example/own', ['own']],
    ['date=ge2026-02', ['asthma', 'copd-10', 'own']],
    ['date:missing=true', ['copd-9']],
    ['title=asth', ['asthma']],
    ['title:exact=own', ['own']],
    ['_id=asthma,own,none', ['asthma', 'own']],
    ['status:not=active', []],
    [`definition=${URL}/walk`, ['asthma']],
  ])('are found together with them: PlanDefinition?%s', async (query, ids) => {
    const matches = await found(north, 'PlanDefinition', query)
    expect(matches.map((match) => match.replace('PlanDefinition/', '')).toSorted()).toEqual(ids)
  })

  test('another practice finds the guide’s and nothing of this one', async () => {
    expect(await found(south, 'PlanDefinition', 'status=active')).toHaveLength(4)
    expect(await south.read('PlanDefinition', 'own')).toBeUndefined()
    expect(await found(south, 'PlanDefinition', '_id=own')).toEqual([])
  })

  test.each([
    ['', ['asthma', 'copd-1', 'copd-10', 'copd-9', 'own', 'b-own']],
    ['_sort=date', ['b-own', 'copd-1', 'asthma', 'own', 'copd-10', 'copd-9']],
    ['_sort=-date', ['copd-10', 'own', 'asthma', 'copd-1', 'b-own', 'copd-9']],
    ['_sort=title', ['asthma', 'b-own', 'copd-1', 'copd-10', 'copd-9', 'own']],
    ['_sort=-_id', ['own', 'copd-9', 'copd-10', 'copd-1', 'b-own', 'asthma']],
    ['_sort=-url,version', ['own', 'b-own', 'copd-1', 'copd-10', 'copd-9', 'asthma']],
  ])('come in one order, page by page, none twice and none left out: %s', async (query, ids) => {
    for (const count of [1, 2, 3, 50])
      expect(await paged(north, 'PlanDefinition', `${query}&_count=${count}`)).toEqual(ids)
  })

  test('are found by their last change, newest first, page by page', async () => {
    const all = await north.search(parsed('PlanDefinition', '_sort=-_lastUpdated'))
    const ordered = all.matches.map(({ updated }) => updated)
    expect(ordered).toEqual(ordered.toSorted((a, b) => b - a))
    const ids = all.matches.map(({ id }) => id)
    expect(ids).toHaveLength(6)
    expect(await paged(north, 'PlanDefinition', '_sort=-_lastUpdated&_count=2')).toEqual(ids)
    const forwards = await paged(north, 'PlanDefinition', '_sort=_lastUpdated&_count=2')
    expect(forwards.toSorted()).toEqual(ids.toSorted())
  })

  test('are counted with them', async () => {
    expect(await north.search(parsed('PlanDefinition', '_summary=count'))).toMatchObject({ total: 6 })
    expect(await north.search(parsed('PlanDefinition', `url=${URL}/copd&_total=accurate`))).toMatchObject({ total: 3 })
  })

  test('are found by a search over all types', async () => {
    const ids = await paged(north, 'Resource', '_type=PlanDefinition,CarePlan,ActivityDefinition&_count=3')
    expect(ids.toSorted()).toEqual(
      [...GUIDE.map(({ id }) => id), 'own', 'b-own', 'cp', 'cp-9', 'cp-any', 'cp-own'].toSorted(),
    )
    expect(await found(south, 'Resource', '_id=asthma')).toEqual(['PlanDefinition/asthma'])
  })

  test('stand in the history of their type, page by page, and not in that of the practice', async () => {
    const read = async (repository: FhirRepository, type?: string) => {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await repository.history({
          count: 2,
          ...(type === undefined ? {} : { type }),
          ...(cursor === undefined ? {} : { cursor }),
        })
        ids.push(...page.versions.map((version) => `${version.type}/${version.id}`))
        cursor = page.next
      } while (cursor !== undefined)
      return ids
    }
    expect((await read(north, 'PlanDefinition')).toSorted()).toEqual(
      ['asthma', 'b-own', 'copd-1', 'copd-10', 'copd-9', 'own'].map((id) => `PlanDefinition/${id}`),
    )
    expect(await read(north)).toHaveLength(8)
    expect(await read(north, 'CarePlan')).toHaveLength(4)
    expect(await read(south)).toEqual([])
    expect(await read(south, 'PlanDefinition')).toHaveLength(4)
    const page = await north.history({ type: 'PlanDefinition', count: 1 })
    await expect(south.history({ type: 'PlanDefinition', count: 1, cursor: page.next! })).rejects.toThrow(InvalidCursor)
  })

  test('are included where they are named by canonical, with a version that one, without the latest', async () => {
    const by = (id: string) => included(north, 'CarePlan', `_id=${id}&_include=CarePlan:instantiates-canonical`)
    expect(await by('cp')).toEqual(['PlanDefinition/asthma'])
    expect(await by('cp-9')).toEqual(['PlanDefinition/copd-9'])
    expect(await by('cp-any')).toEqual(['PlanDefinition/copd-10'])
    expect(await by('cp-own')).toEqual(['PlanDefinition/own'])
    expect(await included(north, 'CarePlan', '_id=cp&_include=CarePlan:instantiates-canonical:Measure')).toEqual([])
    const deep = '_id=cp&_include=CarePlan:instantiates-canonical&_include:iterate=PlanDefinition:definition'
    expect(await included(north, 'CarePlan', deep)).toEqual(['ActivityDefinition/walk', 'PlanDefinition/asthma'])
  })

  test('bring what names them: only versions that it means, and only the practice’s', async () => {
    const by = (id: string, repository = north) =>
      included(repository, 'PlanDefinition', `_id=${id}&_revinclude=CarePlan:instantiates-canonical`)
    expect(await by('asthma')).toEqual(['CarePlan/cp'])
    expect(await by('copd-9')).toEqual(['CarePlan/cp-9', 'CarePlan/cp-any'])
    expect(await by('copd-1')).toEqual(['CarePlan/cp-any'])
    expect(await by('own')).toEqual(['CarePlan/cp-own'])
    expect(await by('asthma', south)).toEqual([])
  })

  test('are included where a practice’s resource refers to them by id, and bring it', async () => {
    expect(await included(north, 'Provenance', '_id=why&_include=Provenance:entity')).toEqual(['PlanDefinition/asthma'])
    expect(await included(north, 'Provenance', '_id=why&_include=*')).toEqual(['CarePlan/cp', 'PlanDefinition/asthma'])
    expect(await included(north, 'PlanDefinition', '_id=asthma&_revinclude=Provenance:entity')).toEqual([
      'Provenance/why',
    ])
  })

  test('exist for a caller who is confined to a patient, and are narrowed by granular scopes', async () => {
    const confined = await open('south', { compartment: { patients: ['p'] } })
    expect(await confined.read('PlanDefinition', 'asthma')).toBeDefined()
    expect(await found(confined, 'PlanDefinition', `url=${URL}/asthma`)).toEqual(['PlanDefinition/asthma'])
    const { where } = parsed('PlanDefinition', `url=${URL}/copd`)
    const narrowed = await open('south', { narrowed: new Map([['PlanDefinition', [where]]]) })
    expect(await found(narrowed, 'PlanDefinition', '')).toHaveLength(3)
    expect(await narrowed.read('PlanDefinition', 'asthma')).toBeUndefined()
    expect(await narrowed.history({ type: 'PlanDefinition', id: 'asthma', count: 5 })).toMatchObject({ versions: [] })
  })
})

describe('chains', () => {
  test.each([
    ['CarePlan', 'instantiates-canonical:PlanDefinition.title=asthma', ['cp']],
    ['CarePlan', 'instantiates-canonical:PlanDefinition.date=ge2026-03', ['cp-9', 'cp-any']],
    ['CarePlan', 'instantiates-canonical:PlanDefinition.date=2026-02-15', ['cp-own']],
    ['CarePlan', `instantiates-canonical:PlanDefinition.definition:ActivityDefinition.url=${URL}/walk`, ['cp']],
    ['CarePlan', 'instantiates-canonical:PlanDefinition.title=nothing', []],
    ['Provenance', 'entity:PlanDefinition.title=asthma', ['why']],
    ['Provenance', 'entity:PlanDefinition.title=copd', []],
    ['PlanDefinition', 'definition:ActivityDefinition.status=active', ['asthma']],
    ['Patient', '_has:CarePlan:patient:instantiates-canonical:PlanDefinition.title=asthma', ['p']],
    ['Patient', '_has:CarePlan:patient:instantiates-canonical:PlanDefinition.title=nothing', []],
  ])('lead to the guide’s resources and through them: %s?%s', async (type, query, ids) => {
    const matches = await found(north, type, query)
    expect(matches.map((match) => match.split('/')[1]).toSorted()).toEqual(ids)
    if (type !== 'PlanDefinition') expect(await found(south, type, query)).toEqual([])
  })
})

describe('what is the guide’s', () => {
  test.each([
    ['changed', putOf(plan('asthma'))],
    ['made anew', createOf(plan('asthma'))],
    ['deleted', { kind: 'delete', type: 'PlanDefinition', id: 'asthma' }],
  ] as const)('is not %s by a practice, alone or among other changes', async (_how, change) => {
    await expect(north.write([change], NOTE)).rejects.toThrow(OfTheGuide)
    const other = createOf(plan('beside', { url: 'https://north.example/beside' }))
    await expect(north.write([other, change], NOTE)).rejects.toThrow(OfTheGuide)
    await expect(north.transaction((tx) => tx.write([other, change], NOTE))).rejects.toThrow(OfTheGuide)
    expect(await north.read('PlanDefinition', 'beside')).toBeUndefined()
    expect(await south.read('PlanDefinition', 'asthma')).toMatchObject({ version: 1, deleted: false })
  })

  test('gives its canonical URL to nobody else, of whatever type', async () => {
    const same = plan('mine', { url: `${URL}/asthma`, version: '77' })
    await expect(north.write([createOf(same)], NOTE)).rejects.toThrow(CanonicalTaken)
    const another: Resource = { ...activity('mine'), url: `${URL}/asthma` }
    await expect(north.write([createOf(another)], NOTE)).rejects.toThrow(CanonicalTaken)
    const longer = plan('longer', { url: `${URL}/asthma/north` })
    await south.write([createOf(longer), { kind: 'delete', type: 'PlanDefinition', id: 'none' }], NOTE)
    expect(await found(south, 'PlanDefinition', `url=${URL}/asthma/north`)).toEqual(['PlanDefinition/longer'])
    await south.write([{ kind: 'delete', type: 'PlanDefinition', id: 'longer' }], NOTE)
  })

  test('keeps its id in its own type only', async () => {
    await south.write([createOf({ resourceType: 'Patient', id: 'asthma' })], NOTE)
    expect(await south.read('Patient', 'asthma')).toMatchObject({ version: 1 })
  })

  test('lies behind row-level security as anybody’s rows do: a practice’s connection sees none of them', async () => {
    const { key } = await one.tenant('north')
    const count = (tenant: number) =>
      db.database.reads.queryOnce(tenant, 'select count(*)::int, count(distinct tenant)::int from resource', [])
    expect(await count(key)).toEqual([[8, 1]])
    expect(await count(GUIDE_TENANT.key)).toEqual([[5, 1]])
    const write = `update resource set content = '' where tenant = $1`
    await db.database.writes.use((client) => client.runOnce(key, write, [GUIDE_TENANT.key]))
    expect((await south.read('PlanDefinition', 'asthma'))?.content).toContain('"asthma"')
  })
})
