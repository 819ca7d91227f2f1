import type { Appointment, Observation, Patient, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../server/ports/access.ts'
import type { FhirRepository, HistoryQuery } from '../../server/ports/fhir-store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NOTE, openStore, preparedResource, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let one: OpenedStore
let access: Access
let repository: FhirRepository

const MORNING = Date.parse('2026-03-05T08:00:00Z')
const hour = (at: number) => MORNING + at * 3_600_000

const patient = (id: string): Patient => ({ resourceType: 'Patient', id })
const pulse = (id: string, of: string, text = 'pulse'): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text },
  subject: { reference: `Patient/${of}` },
})
const visitOf = (...patients: readonly string[]): Appointment => ({
  resourceType: 'Appointment',
  id: 'visit',
  status: 'booked',
  participant: patients.map((id) => ({ actor: { reference: `Patient/${id}` }, status: 'accepted' })),
})

const put = (resource: Resource, updated: number) =>
  repository.write([{ kind: 'put', resource: preparedResource(resource, updated) }], NOTE)

/** A day: p at eight, o at nine and ten, q at ten, o gone (now), a visit of both. */
beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  access = { tenant: await one.tenant('practice'), compartment: 'unrestricted' }
  repository = one.store.as(access)
  await put(patient('p'), hour(0))
  await put(pulse('o', 'p'), hour(1))
  await put(pulse('o', 'p', 'pulse again'), hour(2))
  await put(patient('q'), hour(2))
  await repository.write([{ kind: 'delete', type: 'Observation', id: 'o' }], NOTE)
  await put(pulse('o2', 'q'), hour(3))
  await put(visitOf('p', 'q'), hour(4))
})

afterAll(async () => {
  await db.drop()
})

async function versions(query: Partial<HistoryQuery>, of = repository): Promise<string[]> {
  const page = await of.history({ count: 50, ...query })
  return page.versions.map(({ type, id, version, deleted }) => `${type}/${id}/${version}${deleted ? ' gone' : ''}`)
}

const EVERYTHING = [
  'Observation/o/3 gone',
  'Appointment/visit/1',
  'Observation/o2/1',
  'Patient/q/1',
  'Observation/o/2',
  'Observation/o/1',
  'Patient/p/1',
]

describe('a history', () => {
  test('of the practice has every version of everything, newest first', async () => {
    expect(await versions({})).toEqual(EVERYTHING)
  })

  test('of a type has that type’s', async () => {
    expect(await versions({ type: 'Observation' })).toEqual(EVERYTHING.filter((one) => one.startsWith('Observation')))
    expect(await versions({ type: 'Condition' })).toEqual([])
  })

  test('of a resource has its versions and their number', async () => {
    expect(await versions({ type: 'Observation', id: 'o' })).toEqual([
      'Observation/o/3 gone',
      'Observation/o/2',
      'Observation/o/1',
    ])
    const { total, versions: none } = await repository.history({ type: 'Observation', id: 'o', count: 0 })
    expect([total, none]).toEqual([3, []])
    expect(await repository.history({ type: 'Observation', id: 'nobody', count: 5 })).toEqual({
      versions: [],
      total: 0,
    })
  })

  test('since an instant begins with it; up to an instant ends with it', async () => {
    expect(await versions({ since: hour(3) })).toEqual(EVERYTHING.slice(0, 3))
    expect(await versions({ since: hour(3) + 1 })).toEqual(EVERYTHING.slice(0, 2))
    expect(await versions({ at: hour(1) })).toEqual(EVERYTHING.slice(5))
    expect(await versions({ at: hour(2) - 1 })).toEqual(EVERYTHING.slice(5))
    expect(await versions({ since: hour(1), at: hour(2), type: 'Observation' })).toEqual(EVERYTHING.slice(4, 6))
    expect(await versions({ type: 'Observation', id: 'o', at: hour(1) })).toEqual(['Observation/o/1'])
  })

  test.each([{}, { type: 'Observation' }, { type: 'Observation', id: 'o' }])(
    'goes on page by page without losing or repeating a version: %o',
    async (query) => {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await repository.history({ ...query, count: 1, ...(cursor === undefined ? {} : { cursor }) })
        seen.push(...page.versions.map(({ type, id, version }) => `${type}/${id}/${version}`))
        cursor = page.next
      } while (cursor !== undefined)
      expect(seen).toEqual((await versions(query)).map((version) => version.replace(' gone', '')))
    },
  )

  test('refuses a page link of another history, or one that is damaged', async () => {
    const { next = '' } = await repository.history({ type: 'Observation', count: 1 })
    for (const query of [{ type: 'Patient' }, {}, { type: 'Observation', since: hour(0) }])
      await expect(repository.history({ ...query, count: 1, cursor: next })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      })
    for (const cursor of ['', 'x', next.slice(0, -4), Buffer.from('[1,2,3,4]').toString('base64url')])
      await expect(repository.history({ type: 'Observation', count: 1, cursor })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      })
  })

  test('of a caller confined to a patient has that record’s', async () => {
    const confined = one.store.as({ ...access, compartment: { patients: ['q'] } })
    expect(await versions({}, confined)).toEqual(['Appointment/visit/1', 'Observation/o2/1', 'Patient/q/1'])
    expect(await versions({ type: 'Observation', id: 'o' }, confined)).toEqual([])
    const owner = one.store.as({ ...access, compartment: { patients: ['p'] } })
    expect(await versions({ type: 'Observation', id: 'o' }, owner)).toHaveLength(3)
  })
})

describe('what was read', () => {
  test('is the text as it was stored, and says whose it is where it is one patient’s', async () => {
    expect(await repository.read('Observation', 'o2')).toMatchObject({
      patient: 'q',
      updated: hour(3),
      content: expect.stringContaining(new Date(hour(3)).toISOString()) as string,
    })
    expect((await repository.read('Appointment', 'visit'))?.patient).toBeUndefined()
    expect((await repository.read('Patient', 'p'))?.patient).toBe('p')
    expect(await repository.read('Observation', 'o')).toMatchObject({ deleted: true, patient: 'p', version: 3 })
    expect(await repository.readVersion('Observation', 'o', 3)).toMatchObject({ deleted: true, content: '' })
    expect(await repository.readVersion('Observation', 'o', 4)).toBeUndefined()
    expect(await repository.readVersion('Observation', 'nobody', 1)).toBeUndefined()
  })

  test('is one patient’s or several patients’ as its current version says, also when it was written with others', async () => {
    const elsewhere = one.store.as({ ...access, tenant: await one.tenant('elsewhere') })
    const together = (...resources: readonly Resource[]) =>
      elsewhere.write(
        resources.map((resource) => ({ kind: 'put', resource: preparedResource(resource) })),
        NOTE,
      )
    await together(patient('p'), patient('q'), visitOf('p', 'q'))
    expect((await elsewhere.read('Appointment', 'visit'))?.patient).toBeUndefined()
    await together(patient('p'), visitOf('q'))
    expect((await elsewhere.read('Appointment', 'visit'))?.patient).toBe('q')
    await together(patient('p'), visitOf('q', 'p'))
    expect((await elsewhere.read('Appointment', 'visit'))?.patient).toBeUndefined()
  })

  test('of many references is what is there now, each once', async () => {
    const found = await repository.readMany([
      'Patient/p',
      'Patient/p',
      'Observation/o',
      'Patient/nobody',
      'Observation/o2',
      'urn:uuid:x',
      'Nonsense/1',
      'Patient/p/_history/1',
    ])
    expect(found.map(({ type, id }) => `${type}/${id}`).toSorted()).toEqual(['Observation/o2', 'Patient/p'])
    expect(await repository.readMany([])).toEqual([])
  })
})

describe('records', () => {
  test('have a resource of several patients with each of them; nothing deleted; an empty one for a stranger', async () => {
    const found = await repository.records(['p', 'q', 'nobody'], ['Patient', 'Observation', 'Appointment'])
    const ids = Object.fromEntries([...found].map(([whose, record]) => [whose, record.map(({ id }) => id)]))
    expect(ids).toEqual({ p: ['p', 'visit'], q: ['q', 'o2', 'visit'], nobody: [] })
  })

  test('have the types asked for only', async () => {
    expect((await repository.records(['q'], ['Observation'])).get('q')?.map(({ id }) => id)).toEqual(['o2'])
    expect((await repository.records(['q'], [])).get('q')).toEqual([])
    expect((await repository.records([], ['Patient'])).size).toBe(0)
  })

  test('lose a patient who no longer takes part', async () => {
    await put(visitOf('q'), hour(5))
    expect((await repository.records(['p'], ['Appointment'])).get('p')).toEqual([])
    expect((await repository.records(['q'], ['Appointment'])).get('q')?.map(({ version }) => version)).toEqual([2])
  })
})
