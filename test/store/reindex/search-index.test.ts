import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Access } from '../../../server/ports/access.ts'
import type { FhirRepository } from '../../../server/ports/fhir-store.ts'
import type { LogFields } from '../../../server/ports/log.ts'
import { IndexOutdated } from '../../../server/ports/search.ts'
import { createFhirStore } from '../../../server/store/fhir/fhir-store.ts'
import { typeNumber } from '../../../server/store/fhir/resource-columns.ts'
import { indexResource } from '../../../server/store/index/indexer.ts'
import { rebuildIndex } from '../../../server/store/reindex/rebuild-index.ts'
import { openSearchIndex, type SearchIndex } from '../../../server/store/reindex/search-index.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { until } from '../../support/locked-rows.ts'
import { NOTE, openStore, preparedResource, putOf, systemClock, type OpenedStore } from '../../support/stored.ts'
import { parsed } from '../search/search-store.ts'
import { practice } from '../search/shared-practice.ts'
import { sayOld } from './old-index.ts'

let db: TestDatabase
let one: OpenedStore
let access: Access
let said: [string, LogFields | undefined][]
let opened: SearchIndex[]

const say = (message: string, fields?: LogFields) => said.push([message, fields])
const log = { debug: () => undefined, info: say, warn: say, error: say }

/** What a process does at its start. */
async function open(): Promise<SearchIndex> {
  const index = await openSearchIndex(db.database, log)
  opened.push(index)
  return index
}

/** A repository of a process that has just started. */
async function guarded(to: Access = access): Promise<FhirRepository> {
  const index = await open()
  return createFhirStore({ db: db.database, audit: one.audit, clock: systemClock, index }).as(to)
}

const search = (repository: FhirRepository, type: string, query: string) => repository.search(parsed(type, query))

beforeEach(async () => {
  said = []
  opened = []
  db = await createTestDatabase()
  ;(await open()).close()
  one = await openStore(db.database)
  access = { tenant: await one.tenant('north'), compartment: 'unrestricted' }
  await one.store.as(access).write(
    practice('North').map((resource) => ({ kind: 'put', resource: preparedResource(resource) })),
    NOTE,
  )
})

afterEach(async () => {
  for (const index of opened) index.close()
  await db.drop()
})

describe('what the index was made by', () => {
  test('is written down at the first start; at the next ones nothing is different', async () => {
    expect((await open()).outdated).toBeUndefined()
    expect(said).toEqual([])
    const { rows } = await db.database.owner.query(
      'select count(*)::int as types from ccm.search_index where target is null',
    )
    expect(rows).toEqual([{ types: 145 }])
  })

  test('is taken over without a word for types that have no resources', async () => {
    await sayOld(db.database, 'Goal', 'start-date', '*')
    expect((await open()).outdated).toBeUndefined()
    expect(said).toEqual([])
  })

  test('is noticed, and said, where it differs from what this version does', async () => {
    await sayOld(db.database, 'Observation', 'code')
    await sayOld(db.database, 'Patient', '*')
    expect((await open()).outdated?.types).toEqual(['Observation', 'Patient'])
    expect(said).toEqual([['search index outdated', { types: 2, remedy: 'npm run reindex' }]])
  })

  test('is still different when the version that it was made by comes back: there are rows of both', async () => {
    const parts = async () => {
      const { rows } = await db.database.owner.query<{ parts: string }>(
        'select parts from ccm.search_index where type = $1',
        [typeNumber('Observation')],
      )
      return JSON.parse(rows[0]?.parts ?? '') as Record<string, string>
    }
    const mine = await parts()
    // As another version left it, which knew one parameter more and took one for something else.
    await sayOld(db.database, 'Observation', 'code', 'further')
    await open()
    expect(await parts()).toEqual({ ...mine, code: '', further: '' })
    // And as that version finds it now: neither is what it writes.
    expect((await open()).outdated?.types).toEqual(['Observation'])
  })

  test('is current again for every process as soon as it has been rebuilt', async () => {
    await sayOld(db.database, 'Observation', 'code')
    await sayOld(db.database, 'Condition', 'code')
    const index = await open()
    const repository = await guarded()
    await expect(search(repository, 'Observation', 'code=x')).rejects.toThrow(IndexOutdated)
    await rebuildIndex({ db: db.database, store: one.store, index: (resource) => indexResource(resource) })
    await until(() => index.outdated === undefined)
    expect(said.at(-1)).toEqual(['search index rebuilt', undefined])
    expect((await search(await guarded(), 'Observation', 'code=x')).matches).toEqual([])
  })
})

describe('while a parameter is outdated', () => {
  test.each([
    ['Observation', 'code=x'],
    ['Observation', 'code:missing=true'],
    ['Observation', 'patient=a&code=x&date=2026'],
    ['Observation', '_sort=code'],
    ['Observation', '_has:Provenance:target:agent=x&code:not=x'],
    ['Patient', '_has:Observation:patient:code=x'],
    ['Provenance', 'target:Observation.code=x'],
  ])('%s?%s is refused: it would miss some', async (type, query) => {
    await sayOld(db.database, 'Observation', 'code')
    await expect(search(await guarded(), type, query)).rejects.toThrow(
      /Observation cannot be searched by code until its index has been rebuilt/,
    )
  })

  test.each([
    ['Observation', 'patient=a'],
    ['Observation', 'patient=a&category=vital-signs'],
    ['Observation', '_id=lab'],
    ['Observation', '_lastUpdated=gt2020&_sort=_lastUpdated'],
    ['Condition', 'code=secret'],
    ['Patient', '_has:Observation:patient:status=final'],
    ['Patient', '_revinclude=Observation:patient'],
  ])('%s?%s does not ask it and is answered', async (type, query) => {
    await sayOld(db.database, 'Observation', 'code')
    expect((await search(await guarded(), type, query)).matches.length).toBeGreaterThan(0)
  })

  test.each([
    ['Patient', '_revinclude=Observation:patient'],
    ['Observation', '_include=Observation:patient'],
    ['Observation', '_include=*'],
    ['Observation', 'patient=a'],
    ['Observation', 'patient.family=north'],
  ])('a reference: %s?%s is refused', async (type, query) => {
    await sayOld(db.database, 'Observation', 'patient')
    await expect(search(await guarded(), type, query)).rejects.toThrow(IndexOutdated)
  })

  test('of every type: a search of several types with it is refused', async () => {
    await sayOld(db.database, 'Observation', '_tag')
    const repository = await guarded()
    for (const query of ['_tag=x', '_type=Observation,Patient&_tag=x'])
      await expect(search(repository, 'Resource', query)).rejects.toThrow(IndexOutdated)
    expect((await search(repository, 'Resource', '_type=Patient&_tag=x')).matches).toEqual([])
  })

  test('of a granular scope nothing is shown or written under that scope', async () => {
    await sayOld(db.database, 'Observation', 'code')
    const narrowed = new Map([['Observation', [[{ kind: 'token' as const, param: 'code', values: [{ code: 'x' }] }]]]])
    const repository = await guarded({ ...access, narrowed })
    await expect(repository.read('Observation', 'lab')).rejects.toThrow(IndexOutdated)
    await expect(repository.readMany(['Patient/a', 'Observation/lab'])).rejects.toThrow(IndexOutdated)
    await expect(repository.history({ count: 5 })).rejects.toThrow(IndexOutdated)
    await expect(repository.write([putOf({ resourceType: 'Group', id: 'g' } as never)], NOTE)).rejects.toThrow(
      IndexOutdated,
    )
    expect((await repository.read('Patient', 'a'))?.id).toBe('a')
  })
})

describe('while it is outdated whose a type’s rows are', () => {
  beforeEach(() => sayOld(db.database, 'Observation', '*'))

  test('the type is not searched, and no whole record is read', async () => {
    const repository = await guarded()
    await expect(search(repository, 'Observation', '')).rejects.toThrow('Observation cannot be searched until')
    await expect(repository.records(['a'], ['Observation'])).rejects.toThrow(IndexOutdated)
    await expect(repository.everything({ patient: 'a', count: 10, bytes: 1e6 })).rejects.toThrow(IndexOutdated)
    const seen = ['Patient', 'Condition']
    const page = await repository.everything({ patient: 'a', count: 10, bytes: 1e6, types: seen, seen })
    expect(page.own.map(({ id }) => id)).toEqual(['a', 'b', 'ca', 'cx'])
    expect((await repository.records(['a'], ['Condition'])).get('a')).toHaveLength(2)
    expect((await search(repository, 'Condition', 'patient=a')).matches).toHaveLength(2)
  })

  test('by id it is read and written, also in transactions', async () => {
    const repository = await guarded()
    expect((await repository.read('Observation', 'lab'))?.id).toBe('lab')
    expect((await repository.history({ type: 'Observation', id: 'lab', count: 5 })).versions).toHaveLength(1)
    await repository.transaction(async (tx) => {
      await tx.lock(['x'])
      expect(await tx.readForUpdate(['Observation/lab'])).toHaveLength(1)
      await expect(tx.search(parsed('Observation', 'patient=a'))).rejects.toThrow(IndexOutdated)
      await tx.write(
        [putOf({ resourceType: 'Observation', id: 'lab', status: 'final', code: { text: 'again' } })],
        NOTE,
      )
    })
    expect((await repository.readVersion('Observation', 'lab', 2))?.content).toContain('again')
  })

  test('nobody who is confined to patients is told or writes anything of it', async () => {
    const repository = await guarded({ ...access, compartment: { patients: ['a'] } })
    await expect(repository.read('Observation', 'lab')).rejects.toThrow(IndexOutdated)
    await expect(repository.write([putOf({ resourceType: 'Patient', id: 'a' })], NOTE)).rejects.toThrow(IndexOutdated)
    expect((await repository.read('Condition', 'ca'))?.id).toBe('ca')
  })
})
