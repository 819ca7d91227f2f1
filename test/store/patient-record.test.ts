import type { Appointment, Observation, Patient, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access, Tenant } from '../../server/ports/access.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import type { RecordPage, RecordQuery } from '../../server/ports/patient-record.ts'
import { InvalidCursor } from '../../server/ports/search.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NOTE, openStore, preparedResource, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let one: OpenedStore
let tenant: Tenant
let practice: FhirRepository

const DAY = 86_400_000
const START = Date.parse('2026-01-01T00:00:00Z')

const patient = (id: string, more: Partial<Patient> = {}): Patient => ({ resourceType: 'Patient', id, ...more })
const observation = (id: string, of: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'pulse' },
  subject: { reference: `Patient/${of}` },
  ...more,
})
const visitOf = (id: string, ...of: readonly string[]): Appointment => ({
  resourceType: 'Appointment',
  id,
  status: 'booked',
  participant: of.map((actor) => ({ actor: { reference: `Patient/${actor}` }, status: 'accepted' })),
})

/** Two patients, who share a visit, a doctor and a clinic. */
const RESOURCES: readonly Resource[] = [
  { resourceType: 'Organization', id: 'holding', name: 'Holding' },
  {
    resourceType: 'Organization',
    id: 'clinic',
    partOf: { reference: 'Organization/holding' },
    endpoint: [{ reference: 'Endpoint/fhir' }],
  },
  { resourceType: 'Endpoint', id: 'unnamed', status: 'active', connectionType: {}, payloadType: [{}], address: 'x' },
  { resourceType: 'Practitioner', id: 'dr' },
  { resourceType: 'Practitioner', id: 'other-dr' },
  {
    resourceType: 'PractitionerRole',
    id: 'role',
    practitioner: { reference: 'Practitioner/dr' },
    organization: { reference: 'Organization/clinic' },
  },
  { resourceType: 'Medication', id: 'pill' },
  observation('before', 'a', { performer: [{ reference: 'PractitionerRole/role' }] }),
  patient('a', { generalPractitioner: [{ reference: 'Practitioner/dr' }] }),
  patient('b', { generalPractitioner: [{ reference: 'Practitioner/other-dr' }] }),
  { resourceType: 'Condition', id: 'ca', subject: { reference: 'Patient/a' }, onsetDateTime: '2019-05-01' },
  { resourceType: 'Condition', id: 'cb', subject: { reference: 'Patient/b' } },
  {
    resourceType: 'MedicationRequest',
    id: 'rx',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/a' },
    authoredOn: '2026-02-01',
    medicationReference: { reference: 'Medication/pill' },
  },
  observation('march', 'a', {
    effectiveDateTime: '2026-03-10',
    // Somebody else's resource, one that is not there, and one elsewhere.
    hasMember: [{ reference: 'Observation/ob' }, { reference: 'Observation/nowhere' }],
    focus: [{ reference: 'https://elsewhere.example.org/fhir/Patient/b' }],
  }),
  observation('ob', 'b'),
  observation('april', 'a', { effectiveDateTime: '2026-04-20' }),
  visitOf('both', 'b', 'a'),
  visitOf('not-a', 'b'),
  {
    resourceType: 'Provenance',
    id: 'of-ca',
    target: [{ reference: 'Condition/ca' }],
    recorded: '2026-01-02',
    agent: [],
  } as unknown as Resource,
  observation('gone', 'a', { performer: [{ reference: 'Practitioner/other-dr' }] }),
]

beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  tenant = await one.tenant('practice')
  practice = one.store.as({ tenant, compartment: 'unrestricted' })
  for (const [at, resource] of RESOURCES.entries()) await put(resource, START + at * DAY)
  await practice.write([{ kind: 'delete', type: 'Observation', id: 'gone' }], NOTE)
})

afterAll(async () => {
  await db.drop()
})

function put(resource: Resource, updated = Date.now(), into = practice) {
  return into.write([{ kind: 'put', resource: preparedResource(resource, updated) }], NOTE)
}

const query = (more: Partial<RecordQuery> = {}): RecordQuery => ({ patient: 'a', count: 100, bytes: 1e9, ...more })
const names = (page: Pick<RecordPage, 'own' | 'referred'>) =>
  [...page.own, ...page.referred].map(({ type, id }) => `${type}/${id}`)

/** All pages, one after the other. */
async function pages(asked: RecordQuery, of = practice, between: () => Promise<unknown> = () => Promise.resolve()) {
  const read: RecordPage[] = []
  for (let cursor: string | undefined; ;) {
    const page = await of.everything({ ...asked, ...(cursor === undefined ? {} : { cursor }) })
    read.push(page)
    if (page.next === undefined) return read
    cursor = page.next
    await between()
  }
}

const OWN = [
  'Patient/a',
  'Observation/before',
  'Condition/ca',
  'MedicationRequest/rx',
  'Observation/march',
  'Observation/april',
  'Appointment/both',
  'Provenance/of-ca',
]
const REFERRED = [
  'Organization/holding',
  'Organization/clinic',
  'Practitioner/dr',
  'PractitionerRole/role',
  'Medication/pill',
]

describe('a patient’s record', () => {
  test('is the patient first, the whole compartment, and then what it refers to, and what that refers to, once each', async () => {
    const page = await practice.everything(query())
    expect(page.own.map(({ type, id }) => `${type}/${id}`)).toEqual(OWN)
    expect(page.referred.map(({ type, id }) => `${type}/${id}`)).toEqual(REFERRED)
    expect(page.next).toBeUndefined()
  })

  test('goes out as the text that is stored', async () => {
    const { own, referred } = await practice.everything(query())
    for (const { type, id, content } of [...own, ...referred])
      expect(content).toBe((await practice.read(type, id))?.content)
  })

  test.each([1, 2, 3, 7, 8, 9, 12, 13])('is the same, page by page, %i a page', async (count) => {
    const read = await pages(query({ count }))
    expect(read.flatMap(names)).toEqual([...OWN, ...REFERRED])
    for (const page of read.slice(0, -1)) expect(names(page).length).toBeGreaterThan(0)
    for (const page of read) expect(names(page).length).toBeLessThanOrEqual(count)
  })

  test('ends a page with the resource that reaches the number of bytes', async () => {
    const read = await pages(query({ bytes: 1 }))
    expect(read.flatMap(names)).toEqual([...OWN, ...REFERRED])
    for (const page of read) expect(names(page).length).toBeLessThanOrEqual(1)
    const [first = { own: [], referred: [] }] = read
    const bytes = Buffer.byteLength(first.own[0]?.content ?? '')
    expect(names(await practice.everything(query({ bytes: bytes + 1 }))).length).toBe(2)
  })

  test('of a patient who is not there is empty', async () => {
    expect(names(await practice.everything(query({ patient: 'nobody' })))).toEqual([])
  })

  test('is nobody else’s business: not another practice’s', async () => {
    const elsewhere = one.store.as({ tenant: await one.tenant('elsewhere'), compartment: 'unrestricted' })
    expect(names(await elsewhere.everything(query()))).toEqual([])
  })

  test('refuses a link of another patient, other types or other times', async () => {
    const { next = '' } = await practice.everything(query({ count: 2 }))
    for (const other of [{ patient: 'b' }, { types: ['Condition'] }, { since: START }, { care: { from: START } }])
      await expect(practice.everything(query({ ...other, cursor: next }))).rejects.toThrow(InvalidCursor)
    await expect(practice.everything(query({ cursor: 'x' }))).rejects.toThrow(InvalidCursor)
  })
})

describe('a part of a record', () => {
  test('by type, with what else the record refers to of these types', async () => {
    const page = await practice.everything(query({ types: ['Condition', 'Practitioner'] }))
    expect(names(page)).toEqual(['Condition/ca', 'Practitioner/dr'])
    const small = await pages(query({ types: ['Condition', 'Practitioner', 'Organization'], count: 1 }))
    expect(small.flatMap(names)).toEqual([
      'Condition/ca',
      'Organization/holding',
      'Organization/clinic',
      'Practitioner/dr',
    ])
  })

  test('of types that the caller may see: nothing that only others refer to', async () => {
    const seen = ['Patient', 'Observation', 'Practitioner', 'Medication', 'Organization']
    expect(names(await practice.everything(query({ types: seen, seen })))).toEqual([
      'Patient/a',
      'Observation/before',
      'Observation/march',
      'Observation/april',
      'Practitioner/dr',
    ])
    // The prescription is not seen, so what it prescribes is not either.
    const paged = await pages(query({ types: seen, seen, count: 2 }))
    expect(paged.flatMap(names)).not.toContain('Medication/pill')
    expect(paged.flatMap(names)).toHaveLength(5)
  })

  test('since an instant: what has changed, and what such a resource names', async () => {
    const at = (name: string) =>
      START + RESOURCES.findIndex(({ resourceType, id }) => `${resourceType}/${id}` === name) * DAY
    const page = await practice.everything(query({ since: at('MedicationRequest/rx') }))
    expect(names(page)).toEqual([...OWN.slice(3), 'Medication/pill'])
    const later = await practice.everything(query({ since: at('PractitionerRole/role') }))
    // The role changed and names the doctor and the clinic, which names its holding.
    expect(names(later)).toEqual([...OWN, ...REFERRED])
    expect(names(await practice.everything(query({ since: at('Provenance/of-ca') })))).toEqual(['Provenance/of-ca'])
    expect((await pages(query({ since: at('MedicationRequest/rx'), count: 2 }))).flatMap(names)).toEqual(names(page))
  })

  test('of a time of care: what has no date and what still holds stays in', async () => {
    const march = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') }
    expect(names(await practice.everything(query({ care: march })))).toEqual([
      'Patient/a',
      'Observation/before',
      'Condition/ca',
      'Observation/march',
      'Appointment/both',
      ...REFERRED.slice(0, 4),
    ])
    const early = { to: Date.parse('2018-01-01T00:00:00Z') }
    expect(names(await practice.everything(query({ care: early })))).not.toContain('Condition/ca')
  })
})

describe('a caller who may not see everything', () => {
  test('confined to the patient has the record, with what is shared by all, and nobody else’s', async () => {
    const confined = one.store.as({ tenant, compartment: { patients: ['a'] } })
    expect(names(await confined.everything(query()))).toEqual([...OWN, ...REFERRED])
    expect(names(await confined.everything(query({ patient: 'b' })))).not.toContain('Condition/cb')
  })

  test('confined by type and code sees what fits, and what that refers to', async () => {
    const only = (text: string): Access => ({
      tenant,
      compartment: 'unrestricted',
      narrowed: new Map([['Observation', [[{ kind: 'date', param: 'date', values: [range(text)] }]]]]),
    })
    const april = one.store.as(only('2026-04'))
    expect(names(await april.everything(query()))).toEqual([
      ...OWN.filter((name) => !name.startsWith('Observation') || name === 'Observation/april'),
      'Practitioner/dr',
      'Medication/pill',
    ])
  })

  function range(month: string) {
    const from = Date.parse(`${month}-01T00:00:00Z`)
    return { prefix: 'eq', from, to: from + 30 * DAY } as const
  }
})

test('pages neither miss nor repeat what is there throughout, whatever is written between them', async () => {
  const own = one.store.as({ tenant: await one.tenant('busy'), compartment: 'unrestricted' })
  const ids = Array.from({ length: 60 }, (_unused, at) => `o${at}`)
  await put(patient('a'), START, own)
  for (const [at, id] of ids.entries())
    await put(observation(id, 'a', { performer: [{ reference: `Practitioner/dr${at % 7}` }] }), START, own)
  for (let at = 0; at < 7; at++) await put({ resourceType: 'Practitioner', id: `dr${at}` }, START, own)
  let round = 0
  const read = await pages(query({ count: 7 }), own, async () => {
    round++
    await put(patient('a', { active: round % 2 === 0 }), Date.now(), own)
    for (const id of [`o${round}`, `o${50 - round}`])
      await put(observation(id, 'a', { issued: '2026-06-01' }), Date.now(), own)
    await put(observation(`new${round}`, 'a'), Date.now(), own)
    await put({ resourceType: 'Practitioner', id: `dr${round % 7}` }, Date.now(), own)
    await own.write([{ kind: 'delete', type: 'Observation', id: `new${round - 1}` }], NOTE)
  })
  const shown = read.flatMap(names)
  expect(shown.length).toBe(new Set(shown).size)
  expect(shown).toEqual(expect.arrayContaining(['Patient/a', ...ids.map((id) => `Observation/${id}`)]))
  // Each is still named by an observation that nobody changed.
  expect(shown.filter((name) => name.startsWith('Practitioner/'))).toHaveLength(7)
})
