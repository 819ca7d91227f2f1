import type { AuditEvent, Observation, Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../server/ports/access.ts'
import type { AuditEntry, AuditNote } from '../../server/ports/audit-trail.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import type { SearchQuery } from '../../server/ports/search.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createOf, openStore, putOf, type OpenedStore } from '../support/stored.ts'
import { parsed } from './search/search-store.ts'

let db: TestDatabase
let one: OpenedStore
let access: Access
let repository: FhirRepository

const nurse = (interaction: string, request: string): AuditNote => ({
  agent: { user: 'Practitioner/nurse', role: 'clinical-staff', client: 'app', address: '192.0.2.7' },
  request,
  interaction,
})

const patient = (id: string): Patient => ({ resourceType: 'Patient', id })
const pulse = (id: string, of: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'pulse' },
  subject: { reference: `Patient/${of}` },
})

const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  ...nurse('read', 'r-read'),
  tenant: access.tenant.key,
  action: 'R',
  outcome: '0',
  ...over,
})

const search = (query: string): SearchQuery => parsed('AuditEvent', query)

async function found(query: string, repo = repository): Promise<string[]> {
  const { matches } = await repo.search(search(query))
  return matches.map(({ content }) => summary(JSON.parse(content) as AuditEvent))
}

/** `create Patient/p/_history/1` */
function summary({ subtype = [], entity = [], outcome }: AuditEvent): string {
  const [{ what, name, query = '' } = {}] = entity
  const [searched] = Buffer.from(query, 'base64').toString().split('?')
  const codes = subtype.map(({ code }) => code)
  return [...codes, what?.reference ?? name ?? searched, ...(outcome === '0' ? [] : [`(${outcome})`])].join(' ')
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 3))

/** One day of a practice: each line at an instant of its own. */
beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  access = { tenant: await one.tenant('practice'), compartment: 'unrestricted' }
  repository = one.store.as(access)
  await repository.write([createOf(patient('p'))], nurse('create', 'r-1'))
  await tick()
  const both = [putOf(patient('q')), createOf(pulse('o', 'p'))]
  await repository.write(both, { ...nurse('transaction', 'r-2'), agent: { role: 'administrator', client: 'import' } })
  await tick()
  await repository.write([{ kind: 'delete', type: 'Observation', id: 'o' }], {
    ...nurse('$ccm-correct', 'r-3'),
    reason: 'entered twice',
  })
  await tick()
  one.audit.record(entry({ type: 'Patient', id: 'p', version: 1, patient: 'p' }))
  await tick()
  one.audit.record(
    entry({ interaction: 'search-type', action: 'E', type: 'Observation', query: 'patient=p&code=äöü', patient: 'p' }),
  )
  await tick()
  one.audit.record(
    entry({
      interaction: 'read',
      outcome: '4',
      refusal: 'forbidden',
      type: 'Observation',
      id: 'x',
      agent: { user: 'Patient/p', role: 'patient', client: 'phone' },
    }),
  )
  await tick()
  const foreign = await one.tenant('elsewhere')
  one.audit.record(entry({ tenant: foreign.key, type: 'Patient', id: 'p', patient: 'p', request: 'r-foreign' }))
  await one.audit.flush()
})

afterAll(async () => {
  await db.drop()
})

const ALL = [
  'read Observation/x (4)',
  'search-type Observation',
  'read Patient/p/_history/1',
  'delete operation $ccm-correct Observation/o/_history/2',
  'create transaction Observation/o/_history/1',
  'update transaction Patient/q/_history/1',
  'create Patient/p/_history/1',
]

describe('the trail', () => {
  test('has every write, with its version, and every read, newest first, of the practice alone', async () => {
    expect(await found('')).toEqual(ALL)
    expect((await repository.search(search('_total=accurate&_count=1'))).total).toBe(7)
  })

  test('has a write’s entry if and only if the write was done', async () => {
    const before = (await repository.search(search('_summary=count'))).total
    await expect(repository.write([createOf(patient('p'))], nurse('create', 'r-no'))).rejects.toThrow()
    const two = [createOf(patient('never')), createOf(patient('p'))]
    await expect(repository.write(two, nurse('transaction', 'r-no'))).rejects.toThrow()
    await expect(repository.write([putOf(patient('p'), 7)], nurse('update', 'r-no'))).rejects.toThrow()
    await repository.write([{ kind: 'delete', type: 'Observation', id: 'o' }], nurse('delete', 'r-nothing'))
    expect((await repository.search(search('_summary=count'))).total).toBe(before)
  })

  test('shows who, from where, by which program, what, and why', async () => {
    const [match] = (await repository.search(search('subtype=$ccm-correct'))).matches
    const event = JSON.parse(match?.content ?? '') as AuditEvent
    expect(match).toMatchObject({ type: 'AuditEvent', version: 1, deleted: false, patient: 'p', id: event.id })
    expect(event).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { versionId: '1', lastUpdated: event.recorded },
      type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
      action: 'D',
      outcome: '0',
      purposeOfEvent: [{ text: 'entered twice' }],
      agent: [
        {
          who: { reference: 'Practitioner/nurse' },
          role: [{ coding: [{ code: 'clinical-staff' }], text: 'clinical-staff' }],
          requestor: true,
        },
        {
          who: { identifier: { value: 'app' } },
          altId: 'app',
          requestor: false,
          network: { address: '192.0.2.7', type: '2' },
        },
        { who: { display: 'CCM on FHIR' }, requestor: false },
      ],
      entity: [
        { what: { reference: 'Observation/o/_history/2' } },
        { what: { reference: 'Patient/p' }, role: { code: '1' } },
        { what: { identifier: { value: 'r-3' } }, type: { code: 'XrequestId' } },
      ],
    })
    expect(match?.updated).toBe(Date.parse(event.recorded))
  })

  test('shows what was searched, and what was refused', async () => {
    const events = (await repository.search(search('action=E'))).matches.map(
      ({ content }) => JSON.parse(content) as AuditEvent,
    )
    expect(events).toHaveLength(1)
    expect(Buffer.from(events[0]?.entity?.[0]?.query ?? '', 'base64').toString()).toBe('Observation?patient=p&code=äöü')
    const [refused] = (await repository.search(search('outcome=4'))).matches
    expect(JSON.parse(refused?.content ?? '')).toMatchObject({ outcome: '4', outcomeDesc: 'forbidden' })
  })
})

describe('a search', () => {
  const system = 'http://hl7.org/fhir/audit-event-action'

  test.each([
    ['patient=p', [0, 1, 2, 3, 4, 6].map((at) => ALL[at])],
    ['entity=Patient/p', [1, 2, 3, 4, 6].map((at) => ALL[at])],
    ['agent-role=patient', [ALL[0]]],
    ['agent-role=https://ccm-on-fhir.org/ig/CodeSystem/ccm-role|administrator', ALL.slice(4, 6)],
    ['agent-role:not=clinical-staff', [0, 4, 5].map((at) => ALL[at])],
    ['agent=Practitioner/nurse', [1, 2, 3, 6].map((at) => ALL[at])],
    ['agent=Patient/p', ['read Observation/x (4)']],
    ['agent=nurse', [1, 2, 3, 6].map((at) => ALL[at])],
    ['action=C', [ALL[4], ALL[6]]],
    [`action=${system}|D`, [ALL[3]]],
    ['action=http://example.org|D', []],
    ['action=D,E', [ALL[1], ALL[3]]],
    ['action:not=R,E,D', ALL.slice(4)],
    ['outcome=4', ['read Observation/x (4)']],
    ['outcome:not=0', ['read Observation/x (4)']],
    ['type=rest', ALL],
    ['type=login', []],
    ['subtype=transaction', ALL.slice(4, 6)],
    ['subtype=create', [ALL[4], ALL[6]]],
    ['subtype=http://hl7.org/fhir/restful-interaction|operation', [ALL[3]]],
    ['subtype:not=create,update,delete', ALL.slice(0, 3)],
    ['subtype=http://hl7.org/fhir/restful-interaction|read', [ALL[0], ALL[2]]],
    ['subtype=http://hl7.org/fhir/restful-interaction|$ccm-correct', []],
    ['entity=Observation/o', [ALL[3], ALL[4]]],
    ['entity=Patient/q', [ALL[5]]],
    ['address=192.0.2', [ALL[1], ALL[2], ALL[3], ALL[6]]],
    ['altid=app', [1, 2, 3, 6].map((at) => ALL[at])],
    ['altid=|app&action=R', [ALL[2]]],
    ['altid=http://x|app', []],
    ['entity-type=2', ALL],
    ['entity-type=http://terminology.hl7.org/CodeSystem/audit-entity-type|1', ALL.slice(1)],
    ['entity-type=https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType|XrequestId', ALL],
    ['entity-role=1', ALL.slice(1)],
    ['entity-role=24', [ALL[1]]],
    ['entity-role=4', [0, 2, 3, 4, 5, 6].map((at) => ALL[at])],
    ['entity-role:missing=true', []],
    ['entity-name=obs', []],
    ['agent:missing=true', ALL.slice(4, 6)],
    ['agent:Practitioner=nurse&action=R', [ALL[2]]],
    ['patient:missing=false&address:missing=true', [0, 4, 5].map((at) => ALL[at])],
    ['date:missing=true', []],
    ['patient=p&action=R', [ALL[0], ALL[2]]],
    ['date=lt2000-01-01', []],
    ['date=ge2000-01-01', ALL],
    ['_sort=date', ALL.toReversed()],
    ['_sort=-date', ALL],
  ] as const)('finds %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  test('by an instant finds what happened then', async () => {
    const [newest] = (await repository.search(search(''))).matches
    const at = new Date(newest?.updated ?? 0).toISOString()
    expect(await found(`date=${at}`)).toEqual([ALL[0]])
    expect(await found(`date=lt${at}`)).toEqual(ALL.slice(1))
    expect(await found(`_lastUpdated=ge${at}`)).toEqual([ALL[0]])
  })

  test('goes on page by page, in either direction, whatever is entered meanwhile', async () => {
    for (const [order, expected] of [
      ['', ALL],
      ['&_sort=date', ALL.toReversed()],
    ] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await repository.search({
          ...search(`date=le${new Date(Date.now() + 1000).toISOString().slice(0, 4)}&_count=2${order}`),
          ...(cursor === undefined ? {} : { cursor }),
        })
        seen.push(...page.matches.map(({ content }) => summary(JSON.parse(content) as AuditEvent)))
        cursor = page.next
      } while (cursor !== undefined)
      expect(seen).toEqual(expected)
    }
  })

  test('refuses the page link of another search, and parameters that it has not', async () => {
    const { next } = await repository.search(search('_count=2'))
    await expect(repository.search({ ...search('_count=2&action=R'), cursor: next ?? '' })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    })
    await expect(repository.search({ ...search(''), cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
    const odd = { ...search(''), where: [{ kind: 'uri', param: 'policy', values: ['x'] }] } as const
    for (const asked of [odd, search('_sort=patient'), search('_sort=-date,patient')])
      await expect(repository.search(asked)).rejects.toMatchObject({ code: 'SEARCH_NOT_SUPPORTED' })
  })
})

describe('access', () => {
  test('reads one entry by its id, sealed or not yet, and of no other practice', async () => {
    for (const { id, content } of (await repository.search(search(''))).matches) {
      expect(await repository.read('AuditEvent', id)).toMatchObject({ id, content })
      expect(await repository.readVersion('AuditEvent', id, 1)).toMatchObject({ content })
      expect(await repository.readVersion('AuditEvent', id, 2)).toBeUndefined()
      const foreign = one.store.as({ tenant: await one.tenant('elsewhere'), compartment: 'unrestricted' })
      expect(await foreign.read('AuditEvent', id)).toBeUndefined()
    }
    expect(await repository.read('AuditEvent', '1-999999')).toBeUndefined()
    expect(await repository.read('AuditEvent', 'nonsense')).toBeUndefined()
    const other = one.store.as({ tenant: await one.tenant('fresh'), compartment: 'unrestricted' })
    await other.write([createOf(patient('p'))], nurse('create', 'r-fresh'))
    const [unsealed] = (await other.search(search(''))).matches
    expect(await other.read('AuditEvent', unsealed?.id ?? '')).toBeDefined()
  })

  test('confined to a patient sees what concerns that patient', async () => {
    const confined = one.store.as({ ...access, compartment: { patients: ['q'] } })
    expect(await found('', confined)).toEqual([ALL[5]])
    const [other] = (await repository.search(search('patient=p'))).matches
    expect(await confined.read('AuditEvent', other?.id ?? '')).toBeUndefined()
  })

  test('narrowed by a granular scope sees what the scope names', async () => {
    const narrow = one.store.as({
      ...access,
      narrowed: new Map([
        ['AuditEvent', [search('action=R&outcome=0').where, search('altid=app&subtype=create').where]],
      ]),
    })
    expect(await found('', narrow)).toEqual(['read Patient/p/_history/1', 'create Patient/p/_history/1'])
    expect((await narrow.search(search('_summary=count'))).total).toBe(2)
    const [refused] = (await repository.search(search('outcome=4'))).matches
    expect(await narrow.read('AuditEvent', refused?.id ?? '')).toBeUndefined()
    const [read] = (await repository.search(search('altid=app&subtype=create'))).matches
    expect(await narrow.read('AuditEvent', read?.id ?? '')).toBeDefined()
    const nothing = one.store.as({ ...access, narrowed: new Map([['AuditEvent', []]]) })
    expect(await found('', nothing)).toEqual([])
  })
})
