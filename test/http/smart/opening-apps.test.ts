import type { Encounter } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoTokenClaims } from '../../../server/auth/demo-tokens.ts'
import { aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestBody } from '../../support/test-app.ts'

let app: TestApp

const visit = (id: string, patient: string): Encounter & { id: string } => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code: '308335008' }] }],
  subject: { reference: `Patient/${patient}` },
})

beforeAll(async () => {
  app = await startTestApp()
  const admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p1', 'One'), aPatient('p2', 'Two'), aPatient('gone', 'Gone')])
  for (const one of [visit('e1', 'p1'), visit('e2', 'p2'), visit('over', 'p1')])
    expect((await admin(`/Encounter/${one.id}`, { method: 'PUT', json: one })).status).toBe(201)
  for (const path of ['/Patient/gone', '/Encounter/over'])
    expect((await admin(path, { method: 'DELETE' })).status).toBeLessThan(300)
  await app.openPractice('lakeside')
  const elsewhere = await app.client({ tenant: 'lakeside', role: 'administrator' })
  await putAll(elsewhere, [aPatient('theirs', 'Theirs')])
  expect(
    (await elsewhere('/Encounter/their-visit', { method: 'PUT', json: visit('their-visit', 'theirs') })).status,
  ).toBe(201)
})
afterAll(() => app.stop())

const NURSE = { role: 'clinical-staff', user: 'Practitioner/alvarez' } as const

async function open(on: object, claims: Omit<DemoTokenClaims, 'tenant'> = NURSE) {
  const answer = await fetch(`${app.url}/auth/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.token(claims)}` },
    body: JSON.stringify({ client: 'ccm-app', ...on }),
  })
  return { status: answer.status, body: (await answer.json()) as TestBody & { readonly launch?: string } }
}

/** Status, field and text of the refusals, each once. */
async function refusalsOf(
  contexts: readonly object[],
  claims?: Omit<DemoTokenClaims, 'tenant'>,
): Promise<readonly string[]> {
  const answers = await Promise.all(contexts.map((context) => open(context, claims)))
  return [...new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body.issue)}`))]
}

test.each([[{}], [{ patient: 'p1' }], [{ patient: 'p1', encounter: 'e1' }]])(
  'an app is opened on what there is: %j',
  async (on) => {
    expect(await open(on)).toMatchObject({ status: 201, body: { launch: expect.any(String) as string } })
  },
)

test('on a patient who is not there, was deleted or is of another practice it is not, and which is not told', async () => {
  const said = await refusalsOf([{ patient: 'nobody' }, { patient: 'gone' }, { patient: 'theirs' }])
  expect(said).toEqual([expect.stringMatching(/^400 .*"expression":\["patient"\]/)])
})

test('a visit is one of the patient: another’s, none, a deleted one, another practice’s, none told from the others', async () => {
  const others = ['e2', 'none', 'over', 'their-visit'].map((encounter) => ({ patient: 'p1', encounter }))
  expect(await refusalsOf(others)).toEqual([expect.stringMatching(/^400 .*"expression":\["encounter"\]/)])
})

test('a visit without a patient opens nothing', async () => {
  const said = await refusalsOf([{ encounter: 'e1' }, { encounter: 'none' }])
  expect(said).toEqual([expect.stringMatching(/^400 .*"expression":\["encounter"\]/)])
})

test('what the scopes of whoever opens it do not reach is as if it were not there', async () => {
  const birthday = { ...NURSE, scope: 'user/Patient.rs?family=One user/Encounter.rs?status=planned' }
  expect((await open({ patient: 'p1' }, birthday)).status).toBe(201)
  expect(await refusalsOf([{ patient: 'p2' }, { patient: 'nobody' }], birthday)).toHaveLength(1)
  const visits = ['e1', 'none'].map((encounter) => ({ patient: 'p1', encounter }))
  expect(await refusalsOf(visits, birthday)).toEqual([expect.stringMatching(/^400 .*"encounter"/)])
  const conditions = { ...NURSE, scope: 'user/Condition.rs' }
  expect(await refusalsOf([{ patient: 'p1' }, { patient: 'nobody' }], conditions)).toHaveLength(1)
})

test('the sandbox’s token, which is there to open apps alone, opens them on what its role reads', async () => {
  const chart = { ...NURSE, scope: 'launch' }
  expect((await open({ patient: 'p1', encounter: 'e1' }, chart)).status).toBe(201)
  expect((await open({ patient: 'nobody' }, chart)).status).toBe(400)
  const patient = { role: 'patient', user: 'Patient/p1', patient: 'p1', scope: 'launch' } as const
  expect((await open({ patient: 'p1' }, patient)).status).toBe(201)
  expect((await open({ patient: 'p2' }, patient)).status).toBe(403)
})
