import type { AuditEvent, AuditEventAgent, AuditEventEntity, Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEntry, AuditNote } from '../../server/ports/audit-trail.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import { securityEntry, SECURITY_EVENTS, type SecurityEntry } from '../../server/ports/security-entry.ts'
import { createFhirStore } from '../../server/store/fhir/fhir-store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createOf, openStore, putOf, type OpenedStore } from '../support/stored.ts'
import { parsed } from './search/search-store.ts'

const BASE = 'https://ccm.test/fhir/r4'

let db: TestDatabase
let one: OpenedStore
let tenant: number
let repository: FhirRepository

beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  const practice = await one.tenant('practice')
  tenant = practice.key
  const clock = { now: () => Date.now() }
  const store = createFhirStore({ db: db.database, audit: one.audit, clock, base: BASE })
  repository = store.as({ tenant: practice, compartment: 'unrestricted' })
})
afterAll(() => db.drop())

const AGENT = { user: 'Practitioner/nurse', role: 'clinical-staff', client: 'app', address: '192.0.2.7' }
const PROGRAM = { role: 'payer', client: 'payer', address: '192.0.2.8' }

let requests = 0
const noteOf = (interaction: string, agent: AuditNote['agent'] = AGENT): AuditNote => ({
  agent,
  request: `request-${++requests}`,
  interaction,
})

/** The events of a request. */
async function eventsOf(request: string): Promise<readonly AuditEvent[]> {
  await one.audit.flush()
  const { matches } = await repository.search(parsed('AuditEvent', '_count=1000'))
  return matches
    .map(({ content }) => JSON.parse(content) as AuditEvent)
    .filter(({ entity = [] }) => entity.some(({ what }) => what?.identifier?.value === request))
}

async function recorded(entry: Partial<AuditEntry> & Pick<AuditEntry, 'interaction' | 'action'>): Promise<AuditEvent> {
  const note = noteOf(entry.interaction)
  one.audit.record({ ...note, tenant, outcome: '0', ...entry })
  const [event] = await eventsOf(note.request)
  return event!
}

async function written(interaction: string, work: (note: AuditNote) => Promise<unknown>, agent = AGENT) {
  const note = noteOf(interaction, agent)
  await work(note)
  const [event] = await eventsOf(note.request)
  return event!
}

/** What a profile of Basic Audit Log Patterns 1.1.4 demands beside what it has in common with the others. */
interface Demanded {
  readonly subtypes: readonly string[]
  readonly action: string
  readonly client: string
  readonly server: string
  readonly users: readonly string[]
  /** Role of the entity with type 2, and what it must and must not have. */
  readonly role: string
  readonly has: readonly (keyof AuditEventEntity)[]
  readonly hasNot: readonly (keyof AuditEventEntity)[]
}

const DATA = { role: '4', has: ['what'], hasNot: [] } as const
const SOURCES = ['AUT', 'INF', 'CST']

const PROFILES: Readonly<Record<string, Demanded>> = {
  Create: { subtypes: ['create'], action: 'C', client: '110153', server: '110152', users: SOURCES, ...DATA },
  Read: { subtypes: ['read', 'vread'], action: 'R', client: '110152', server: '110153', users: ['IRCP'], ...DATA },
  Update: { subtypes: ['update', 'patch'], action: 'U', client: '110153', server: '110152', users: SOURCES, ...DATA },
  Delete: { subtypes: ['delete'], action: 'D', client: '110150', server: 'custodian', users: SOURCES, ...DATA },
  Query: {
    subtypes: ['search', 'search-type', 'search-system'],
    action: 'E',
    client: '110153',
    server: '110152',
    users: ['IRCP'],
    role: '24',
    has: ['query'],
    hasNot: ['what', 'lifecycle', 'detail'],
  },
}

const codeIn = ({ type }: AuditEventAgent) => type?.coding?.[0]?.code ?? ''

const CLAIM = /^https:\/\/profiles\.ihe\.net\/ITI\/BALP\/StructureDefinition\/IHE\.BasicAudit\.(Patient)?(\w+)$/

/** The name of the one profile that an event claims, every demand of which it meets. */
function claimed(event: AuditEvent): string {
  const [claim = '', ...more] = event.meta?.profile ?? []
  expect(more).toEqual([])
  const [, patient = '', name = ''] = CLAIM.exec(claim) ?? []
  const profile = PROFILES[name]
  if (!profile) throw new Error(`No profile is claimed: ${JSON.stringify(event)}`)
  expectCodes(event, profile)
  expectAgents(event, profile)
  expectEntities(event, profile, patient !== '')
  return `${patient}${name}`
}

function expectCodes({ type, subtype, action, outcome }: AuditEvent, profile: Demanded): void {
  expect(type).toMatchObject({ system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' })
  expect([action, outcome]).toEqual([profile.action, '0'])
  const rest = (subtype ?? []).filter(({ system }) => system === 'http://hl7.org/fhir/restful-interaction')
  expect(rest.filter(({ code = '' }) => profile.subtypes.includes(code))).toHaveLength(1)
}

function expectAgents({ agent }: AuditEvent, profile: Demanded): void {
  for (const code of [profile.client, profile.server]) {
    const found = agent.filter((one) => codeIn(one) === code)
    expect(found).toHaveLength(1)
    const [{ who, network, media } = {} as AuditEventAgent] = found
    expect(who).toBeDefined()
    expect(network?.address).toMatch(/./)
    expect(media).toBeUndefined()
  }
  const users = agent.filter((one) => profile.users.includes(codeIn(one)))
  expect(users).toHaveLength(agent.length - 2)
  for (const { requestor, who, network, media } of users) {
    expect(requestor).toBe(true)
    expect(who?.reference).toMatch(/./)
    expect([network, media]).toEqual([undefined, undefined])
  }
}

function expectEntities({ entity = [] }: AuditEvent, profile: Demanded, ofPatient: boolean): void {
  const ofType = (code: string) => entity.filter(({ type }) => type?.code === code)
  const objects = ofType('2')
  expect(objects).toHaveLength(1)
  expect(objects[0]?.role).toMatchObject({
    system: 'http://terminology.hl7.org/CodeSystem/object-role',
    code: profile.role,
  })
  for (const key of profile.has) expect(objects[0]?.[key]).toBeDefined()
  for (const key of profile.hasNot) expect(objects[0]?.[key]).toBeUndefined()
  const patients = ofType('1')
  expect(patients.map(({ role }) => role?.code)).toEqual(ofPatient ? ['1'] : [])
  for (const { what } of patients) expect(what?.reference).toMatch(/^Patient\/[^/]+$/)
  expect(ofType('XrequestId')).toHaveLength(1)
}

const patient = (id: string): Patient => ({ resourceType: 'Patient', id })
const organization = (id: string) => ({ resourceType: 'Organization', id, name: 'x' }) as const

describe('what succeeded is by a pattern, and claims it', () => {
  const search = { action: 'E', interaction: 'search-type', type: 'Condition' } as const

  test.each([
    ['Read', { action: 'R', interaction: 'read', type: 'Organization', id: 'o', version: 2 }],
    ['PatientRead', { action: 'R', interaction: 'read', type: 'Patient', id: 'p', version: 1, patient: 'p' }],
    ['PatientRead', { action: 'R', interaction: 'vread', type: 'Task', id: 't', version: 3, patient: 'p' }],
    ['Query', { ...search, query: 'code=I10' }],
    ['Query', search],
    ['Query', { action: 'E', interaction: 'search-system', query: '_type=Patient,Task' }],
    ['Query', { action: 'E', interaction: 'search-system' }],
    ['PatientQuery', { ...search, query: 'patient=p', patient: 'p' }],
    ['PatientQuery', { ...search, query: 'patient=p', patient: 'p', agent: PROGRAM }],
  ] as const)('%s', async (profile, entry) => {
    expect(claimed(await recorded(entry))).toBe(profile)
  })

  test('a change, whichever way it came', async () => {
    const created = await written('create', (note) => repository.write([createOf(patient('a'))], note))
    expect(claimed(created)).toBe('PatientCreate')
    const imported = await written('transaction', (note) =>
      repository.write([createOf(organization('a')), createOf(organization('b'))], note),
    )
    expect(claimed(imported)).toBe('Create')
    expect(imported.subtype?.map(({ code }) => code)).toEqual(['create', 'transaction'])
    const enrolled = await written('$ccm-enroll', (note) => repository.write([createOf(patient('b'))], note))
    expect(claimed(enrolled)).toBe('PatientCreate')
    expect(enrolled.subtype?.map(({ code }) => code)).toEqual(['create', 'operation', '$ccm-enroll'])
    const updated = await written('update', (note) => repository.write([putOf(patient('c'))], note))
    expect(claimed(updated)).toBe('PatientUpdate')
    const patched = await written('patch', (note) =>
      repository.write([putOf({ ...organization('a'), name: 'y' })], note),
    )
    expect(claimed(patched)).toBe('Update')
    expect(patched.entity?.[0]?.what?.reference).toBe('Organization/a/_history/2')
    const program = { ...AGENT, user: 'Device/d' }
    const deleted = await written(
      'delete',
      (note) => repository.write([{ kind: 'delete', type: 'Organization', id: 'a' }], note),
      program,
    )
    expect(claimed(deleted)).toBe('Delete')
  })

  test('the query is the request below the base, as it came', async () => {
    const { entity = [] } = await recorded({ ...search, query: 'patient=p&code=%C3%A4' })
    expect(Buffer.from(entity[0]?.query ?? '', 'base64').toString()).toBe('Condition?patient=p&code=%C3%A4')
  })

  test('the server is named by its base, and the source by its host', async () => {
    const { agent, source } = await recorded({ ...search })
    expect(agent.at(-1)).toMatchObject({ who: { display: 'CCM on FHIR' }, network: { address: BASE, type: '5' } })
    expect(source).toMatchObject({ site: 'ccm.test', observer: { display: 'CCM on FHIR' }, type: [{ code: '4' }] })
  })
})

test.each([
  ['a refusal', { action: 'R', interaction: 'read', type: 'Task', id: 't', outcome: '4', refusal: 'forbidden' }],
  ['a failure', { action: 'E', interaction: 'search-type', type: 'Task', outcome: '8', refusal: 'timeout' }],
  [
    'what came from nowhere',
    { action: 'R', interaction: 'read', type: 'Task', id: 't', agent: { role: 'x', client: 'x' } },
  ],
  ['an operation', { action: 'E', interaction: '$ccm-month', type: 'Patient', id: 'p', patient: 'p' }],
  ['a history', { action: 'R', interaction: 'history-instance', type: 'Task', id: 't', patient: 'p' }],
] as const)('%s claims no profile, but has its agents and entities', async (_what, entry) => {
  const event = await recorded(entry)
  expect(event.meta?.profile).toBeUndefined()
  expect(event.type.code).toBe('rest')
  expect(event.agent.length).toBeGreaterThanOrEqual(2)
  expect(event.entity?.[0]).toMatchObject({ type: { code: '2' } })
})

describe('what happens to somebody’s access', () => {
  async function entered(entry: Omit<SecurityEntry, 'request' | 'outcome'> & Partial<SecurityEntry>) {
    const request = `request-${++requests}`
    one.audit.record(securityEntry({ outcome: '0', request, ...entry }))
    const [event] = await eventsOf(request)
    return event
  }

  test.each([
    ['login', '110114', ['110122', 'login']],
    ['logout', '110114', ['110123', 'logout']],
    ['launch', '110114', ['launch']],
    ['token-issued', '110114', ['ITI-71', 'token-issued']],
    ['token-refused', '110114', ['ITI-71', 'token-refused']],
    ['token-revoked', '110114', ['token-revoked']],
    ['token-exchange', '110114', ['ITI-71', 'token-exchange']],
    ['client-refused', '110113', ['110126', 'client-refused']],
    ['access-refused', '110113', ['access-refused']],
    ['rate-limited', '110113', ['rate-limited']],
  ] as const)('%s is a %s', async (event, type, subtypes) => {
    const found = await entered({ event, tenant, user: 'Practitioner/nurse', role: 'clinical-staff', client: 'app' })
    expect(found?.meta?.profile).toBeUndefined()
    expect(found).toMatchObject({ type: { code: type }, action: 'E', source: { type: [{ code: '6' }] } })
    expect(found?.subtype?.map(({ code }) => code)).toEqual(subtypes)
    expect(found?.agent.map(codeIn)).toEqual(['IRCP', '110150', '110152'])
  })

  test('every event has codes', () => {
    expect(SECURITY_EVENTS).toHaveLength(10)
  })

  test('shows the token by its id, and what else is known', async () => {
    const found = await entered({
      event: 'token-issued',
      tenant,
      ...PROGRAM,
      patient: 'p',
      token: 'token-id',
      details: { grant: 'client_credentials', scope: 'system/Patient.rs' },
    })
    expect(found?.entity).toMatchObject([
      {
        type: { code: '2' },
        role: { code: '13' },
        what: { identifier: { value: 'token-id' } },
        detail: [
          { type: 'grant', valueString: 'client_credentials' },
          { type: 'scope', valueString: 'system/Patient.rs' },
        ],
      },
      { what: { reference: 'Patient/p' } },
      { type: { code: 'XrequestId' } },
    ])
  })

  test('what came with nothing but an address is shown, too', async () => {
    const found = await entered({
      event: 'access-refused',
      tenant,
      outcome: '4',
      refusal: 'no-token',
      address: '192.0.2.9',
    })
    expect(found).toMatchObject({ outcome: '4', outcomeDesc: 'no-token' })
    expect(found?.agent[0]).toMatchObject({ altId: 'unknown', network: { address: '192.0.2.9' } })
    expect(found?.entity).toHaveLength(1)
  })

  test('of no practice is read by none', async () => {
    expect(await entered({ event: 'access-refused', address: '192.0.2.66' })).toBeUndefined()
    const { rows } = await db.database.owner.query(`select tenant from ccm.audit where address = '192.0.2.66'`)
    expect(rows).toEqual([{ tenant: 0 }])
  })

  test('is searched by type, subtype, patient, role and the token’s kind of entity', async () => {
    const request = `request-${++requests}`
    const entry = { event: 'token-exchange', outcome: '8', tenant, role: 'unconfirmed', client: 'searched' } as const
    one.audit.record(securityEntry({ ...entry, request, patient: 's', token: 'jti', details: { ehr: 'e' } }))
    await one.audit.flush()
    const found = async (query: string) =>
      (await repository.search(parsed('AuditEvent', `altid=searched&${query}`))).matches.length
    for (const query of [
      'type=http://dicom.nema.org/resources/ontology/DCM|110114',
      'type:not=rest',
      'subtype=urn:ihe:event-type-code|ITI-71',
      'subtype=https://ccm-on-fhir.org/ig/CodeSystem/ccm-interaction|token-exchange',
      'patient=s',
      'entity-role=13',
      'entity-type=2',
      'agent-role=unconfirmed',
      'outcome=8',
      'address=https://ccm',
    ])
      expect(await found(query), query).toBe(1)
    for (const query of ['type=rest', 'type=110113', 'subtype=110122', 'entity=jti', 'entity-role=4', 'entity-name=j'])
      expect(await found(query), query).toBe(0)
  })
})
