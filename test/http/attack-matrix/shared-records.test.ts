import type { Appointment, Communication, Provenance, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

/**
 * A record that names two patients is in both records. Who is confined to the one reads it there, and neither changes it nor
 * takes it out of the other's.
 */
let app: TestApp
let whole: TestClient
let confined: TestClient

beforeAll(async () => {
  app = await startTestApp()
  whole = await app.client({ role: 'administrator' })
  const nurse = { role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'p1' } as const
  confined = await app.client({ ...nurse, scope: 'patient/*.cruds' })
  await putAll(whole, [
    aPatient('p1', 'One'),
    aPatient('p2', 'Other'),
    aCondition('c1', 'p1', 'I10'),
    aCondition('c2', 'p2', 'I10'),
  ])
})
afterAll(() => app.stop())

type Shared = Resource & { id: string }

const patients = [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }] as const

const visit: Appointment & { id: string } = {
  resourceType: 'Appointment',
  id: 'shared-visit',
  status: 'proposed',
  participant: patients.map((actor) => ({ actor, status: 'accepted' })),
}

const message: Communication & { id: string } = {
  resourceType: 'Communication',
  id: 'shared-message',
  status: 'completed',
  subject: patients[0],
  recipient: [patients[1]],
}

const origin: Provenance & { id: string } = {
  resourceType: 'Provenance',
  id: 'shared-origin',
  target: [{ reference: 'Condition/c1' }, { reference: 'Condition/c2' }],
  recorded: '2026-03-05T10:00:00Z',
  agent: [{ who: { reference: 'Practitioner/whitfield' } }],
}

/** What is shared, what it becomes without the other patient, and how a patch takes them out. */
const SHARED: readonly (readonly [Shared, Shared, string])[] = [
  [visit, { ...visit, participant: visit.participant.slice(0, 1) }, '/participant/1'],
  [message, { ...message, recipient: [patients[0]] }, '/recipient'],
  [origin, { ...origin, target: origin.target.slice(0, 1) }, '/target/1'],
]

const JSON_PATCH = { 'content-type': 'application/json-patch+json' }

const inBundle = (type: 'batch' | 'transaction', method: string, url: string, resource?: Resource) => ({
  method: 'POST',
  json: { resourceType: 'Bundle', type, entry: [{ request: { method, url }, ...(resource ? { resource } : {}) }] },
})

const ways = (
  client: TestClient,
  [shared, alone, path]: (typeof SHARED)[number],
): readonly (readonly [string, () => Promise<TestAnswer>])[] => {
  const { resourceType: type, id } = shared
  const at = `/${type}/${id}`
  const found = `/${type}?_id=${id}`
  const removing = { method: 'PATCH', headers: JSON_PATCH, json: [{ op: 'remove', path }] }
  return [
    ['an update without the other', () => client(at, { method: 'PUT', json: alone })],
    ['an update that leaves both', () => client(at, { method: 'PUT', json: { ...shared, language: 'en' } })],
    ['a conditional update', () => client(found, { method: 'PUT', json: alone })],
    ['a patch', () => client(at, removing)],
    ['a conditional patch', () => client(found, removing)],
    ['a deletion', () => client(at, { method: 'DELETE' })],
    ['a conditional deletion', () => client(found, { method: 'DELETE' })],
    ['an entry of a batch', () => client('/', inBundle('batch', 'DELETE', at.slice(1)))],
    ['an update in a transaction', () => client('/', inBundle('transaction', 'PUT', at.slice(1), alone))],
    ['a deletion in a transaction', () => client('/', inBundle('transaction', 'DELETE', at.slice(1)))],
  ]
}

const NAMES = ways(() => Promise.reject(new Error('not asked')), SHARED[0]!).map(([name]) => name)

const statusOf = ({ status, body }: TestAnswer): number =>
  status === 200 && body.resourceType === 'Bundle'
    ? Number.parseInt(body.entry?.[0]?.response?.status ?? '', 10)
    : status

describe.each(SHARED.map((each) => [each[0].resourceType, each] as const))('a shared %s', (_type, each) => {
  const [shared] = each
  const at = `/${shared.resourceType}/${shared.id}`

  test.each(NAMES)('is not changed by %s of who is confined to one', async (name) => {
    await putAll(whole, [shared])
    const before = (await whole(at)).text
    expect((await confined(at)).status).toBe(200)
    const [, ask] = ways(confined, each).find(([way]) => way === name)!
    const answer = await ask()
    expect(statusOf(answer), answer.text).toBe(403)
    expect((await whole(at)).text).toBe(before)
    // Who is confined to nobody may.
    const [, asAnybody] = ways(whole, each).find(([way]) => way === name)!
    expect(statusOf(await asAnybody())).toBeLessThan(300)
  })
})

test('what is in the own record alone is changed and deleted as ever', async () => {
  const own = { ...visit, id: 'own-visit', participant: visit.participant.slice(0, 1) }
  await putAll(whole, [own])
  const changed = await confined('/Appointment/own-visit', { method: 'PUT', json: { ...own, language: 'en' } })
  expect(changed.status, changed.text).toBe(200)
  expect((await confined('/Appointment/own-visit', { method: 'DELETE' })).status).toBe(204)
})

test('whose Patient is hidden is answered as nobody, also where a Patient that is shown links to them', async () => {
  const both = patients.map((other) => ({ other, type: 'seealso' }))
  await putAll(whole, [{ ...aPatient('linked', 'Linked'), link: both } as Shared])
  expect((await confined('/Patient/linked')).status).toBe(200)
  for (const operation of ['$ccm-month?month=2026-03', '$ccm-audit?month=2026-03', '$ccm-eligibility']) {
    const [hidden, none] = await Promise.all(['p2', 'nobody'].map((id) => confined(`/Patient/${id}/${operation}`)))
    expect(hidden?.status, operation).toBe(404)
    expect(hidden?.text.replaceAll('p2', 'nobody')).toBe(none?.text)
  }
})
