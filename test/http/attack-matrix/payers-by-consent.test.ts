import type { Consent, ConsentProvision } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { aCarePlan, aCondition, aPatient, putAll } from '../../support/chart.ts'
import { asserting, ClientKey, SmartClient } from '../../support/smart/smart-client.ts'
import { clientOf, startTestApp, type TestApp, type TestAnswer, type TestClient } from '../../support/test-app.ts'

/**
 * Payers by what patients said: a permit opens a patient to the payer's program, a denial, a withdrawal or the end of a permit
 * closes them, at once and against the Group, by whatever way it asks.
 */
let app: TestApp
let key: ClientKey
let admin: TestClient
let clients: Readonly<Record<string, TestClient>>

const PATIENTS = ['silent', 'member', 'elsewhere'] as const
const secretOf = (patient: string) => `Zq${patient}qZ`

const REASONS = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
const HPAYMT = { system: REASONS, code: 'HPAYMT' }
const HRESCH = { system: REASONS, code: 'HRESCH' }
const SOMEBODY = { role: { text: 'family' }, reference: { reference: 'RelatedPerson/daughter' } }
const PAST = { end: '2026-01-31' }

const GROUP = { tenant: DEMO_TENANT, role: 'payer', group: 'north' }
const CLIENTS = {
  'by consent': { tenant: DEMO_TENANT, role: 'payer', organization: 'north-plan' },
  'by both': { ...GROUP, organization: 'north-plan' },
  'of another payer': { tenant: DEMO_TENANT, role: 'payer', organization: 'south-plan' },
  'in another practice': { tenant: 'lakeside', role: 'payer', organization: 'north-plan' },
} as const

beforeAll(async () => {
  key = await ClientKey.make('ES384')
  const registered = Object.entries(CLIENTS).map(([id, service]) => ({
    ...{ id: id.replaceAll(' ', '-'), name: id, service },
    ...{ scopes: ['system/*.cruds'], jwks: { keys: [key.jwk] } },
  }))
  app = await startTestApp({ CLIENTS: JSON.stringify(registered) })
  await app.openPractice('lakeside')
  admin = await app.client({ role: 'administrator' })
  await putAll(
    admin,
    PATIENTS.flatMap((id) => [
      aPatient(id, secretOf(id)),
      aCondition(`c-${id}`, id, 'I10'),
      aCarePlan(`plan-${id}`, id, {
        description: secretOf(id),
        addresses: [{ reference: `Condition/c-${id}` }],
      }),
    ]),
  )
  await putAll(admin, [
    {
      resourceType: 'Group',
      id: 'north',
      type: 'person',
      actual: true,
      member: [{ entity: { reference: 'Patient/member' } }],
    },
  ])
  clients = Object.fromEntries(
    await Promise.all(Object.keys(CLIENTS).map(async (id) => [id, await clientFor(id.replaceAll(' ', '-'))] as const)),
  )
})
afterAll(() => app.stop())

beforeEach(async () => {
  for (const id of ['silent-word', 'member-word']) await admin(`/Consent/${id}`, { method: 'DELETE' })
})

async function clientFor(id: string): Promise<TestClient> {
  const url = app.url.replace('127.0.0.1', 'localhost')
  const assertion = await key.assertion(id, `${url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...asserting(assertion) }
  return clientOf(app.fhir, (await new SmartClient(url).token(form)).body.access_token ?? '')
}

function wordOf(
  patient: string,
  provision: Partial<ConsentProvision>,
  status: Consent['status'] = 'active',
): Consent & { id: string } {
  return {
    resourceType: 'Consent',
    id: `${patient}-word`,
    status,
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: '2026-01-05T16:00:00Z',
    policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
    provision: {
      actor: [
        {
          role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
          reference: { reference: 'Organization/north-plan' },
        },
      ],
      ...provision,
    },
  }
}

/** Ways to ask for a patient, each of which shows something of one who is permitted. */
const waysTo = (patient: string) => [
  `/Patient/${patient}`,
  `/Patient/${patient}/_history`,
  `/Patient/${patient}/_history/1`,
  `/CarePlan/plan-${patient}`,
  `/Patient?_id=${patient}`,
  `/Patient?family=${secretOf(patient)}`,
  `/CarePlan?patient=${patient}`,
  `/CarePlan?patient.family=${secretOf(patient)}`,
  `/Patient?_has:CarePlan:patient:_id=plan-${patient}`,
  `/CarePlan?_id=plan-${patient}&_include=CarePlan:patient`,
  `/Condition?_id=c-${patient}&_revinclude=CarePlan:condition`,
  `/Patient/${patient}/CarePlan`,
  `/Patient/${patient}/$everything`,
  '/_history',
  '/?_type=Patient,CarePlan',
]

const shows = (answer: TestAnswer, patient: string) =>
  answer.status === 200 && (answer.text.includes(`/${patient}"`) || answer.text.includes(`"id":"${patient}"`))

async function expectSeen(client: TestClient, patient: string): Promise<void> {
  for (const way of waysTo(patient)) {
    const answer = await client(way)
    expect(shows(answer, patient), `${way}: ${answer.status} ${answer.text.slice(0, 300)}`).toBe(true)
  }
}

async function expectUnseen(client: TestClient, patient: string): Promise<void> {
  for (const way of waysTo(patient)) {
    const answer = await client(way)
    expect(shows(answer, patient), way).toBe(false)
    // The links of a search say what was asked.
    expect(JSON.stringify([answer.body.entry, answer.body.issue]), way).not.toContain(secretOf(patient))
    expect([200, 404], way).toContain(answer.status)
  }
  expect((await client(`/Patient?_id=${patient}&_summary=count`)).body.total).toBe(0)
}

/** Waits until the word is known: it is told of at once, and heard of a moment later. */
async function said(client: TestClient, consent: Consent & { id: string }, seen: boolean): Promise<void> {
  await putAll(admin, [consent])
  const patient = consent.id.replace('-word', '')
  await expect.poll(async () => (await client(`/Patient/${patient}`)).status, { timeout: 1500 }).toBe(seen ? 200 : 404)
}

const clientNamed = (name: keyof typeof CLIENTS): TestClient => {
  const client = clients[name]
  if (!client) throw new Error(`No client ${name}.`)
  return client
}

describe.each(['by consent', 'by both'] as const)('a payer %s', (name) => {
  test('sees whom nobody has permitted to it in no way; a permit opens the patient and nobody else', async () => {
    const client = clientNamed(name)
    await expectUnseen(client, 'silent')
    await said(client, wordOf('silent', { type: 'permit', purpose: [HPAYMT] }), true)
    await expectSeen(client, 'silent')
    await expectUnseen(client, 'elsewhere')
    await expectUnseen(clientNamed('of another payer'), 'silent')
    await expectUnseen(clientNamed('in another practice'), 'silent')
  })

  test.each([
    ['is withdrawn', wordOf('silent', { type: 'permit' }, 'inactive')],
    ['is over', wordOf('silent', { type: 'permit', period: PAST })],
    ['becomes a denial', wordOf('silent', { type: 'deny' })],
    ['becomes one for something else', wordOf('silent', { type: 'permit', purpose: [HRESCH] })],
    ['becomes one for a part', wordOf('silent', { type: 'permit', class: [{ code: 'CarePlan' }] })],
  ])('with the same token sees the patient no more when the permit %s', async (_what, word) => {
    const client = clientNamed(name)
    await said(client, wordOf('silent', { type: 'permit' }), true)
    await said(client, word, false)
    await expectUnseen(client, 'silent')
  })
})

describe('the patient’s word counts before the Group', () => {
  test('which counts where nothing is said', async () => {
    await expectSeen(clientNamed('by both'), 'member')
    await expectUnseen(clientNamed('by consent'), 'member')
  })

  test.each([
    ['a denial', wordOf('member', { type: 'deny' })],
    ['a permit that was withdrawn', wordOf('member', { type: 'permit' }, 'inactive')],
    ['a permit that is over', wordOf('member', { type: 'permit', period: PAST })],
    [
      'a denial that is an exception',
      wordOf('member', {
        type: 'permit',
        actor: [SOMEBODY],
        provision: [{ ...wordOf('member', {}).provision, type: 'deny' }],
      }),
    ],
  ])('%s', async (_what, word) => {
    const client = clientNamed('by both')
    await expect.poll(async () => (await client('/Patient/member')).status, { timeout: 1500 }).toBe(200)
    await said(client, word, false)
    await expectUnseen(client, 'member')
  })

  test('and a denial that is withdrawn gives the member back', async () => {
    const client = clientNamed('by both')
    await said(client, wordOf('member', { type: 'deny' }), false)
    await said(client, wordOf('member', { type: 'deny' }, 'inactive'), true)
  })

  test('a member who leaves the Group is gone with the same token', async () => {
    const client = clientNamed('by both')
    const members = (member: string) => ({
      resourceType: 'Group' as const,
      id: 'north',
      type: 'person' as const,
      actual: true,
      member: [{ entity: { reference: `Patient/${member}` } }],
    })
    await putAll(admin, [members('elsewhere')])
    await expect.poll(async () => (await client('/Patient/member')).status, { timeout: 1500 }).toBe(404)
    await putAll(admin, [members('member')])
    await expect.poll(async () => (await client('/Patient/member')).status, { timeout: 1500 }).toBe(200)
  })
})
