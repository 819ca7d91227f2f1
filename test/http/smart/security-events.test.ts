import type { AuditEvent } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { aPatient, putAll } from '../../support/chart.ts'
import { askSession, begunInChart, openFromChart } from '../../support/smart/app-sessions.ts'
import { SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let url: string
let auditor: TestClient

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'true' })
  url = app.url.replace('127.0.0.1', 'localhost')
  const admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p1', 'One')])
  auditor = await app.client({ role: 'auditor' })
})
afterAll(() => app.stop())

const APP = {
  client: 'ccm-app',
  redirectUri: '',
  scope: 'launch/patient openid profile fhirUser offline_access patient/*.rs',
}
const asked = () => ({ ...APP, redirectUri: `${url}/app/` })

/** The trail's entries of one kind, the newest last. */
async function events(subtype: string): Promise<readonly AuditEvent[]> {
  const { body } = await auditor(`/AuditEvent?subtype=${subtype}&_sort=date&_count=200`)
  return (body.entry ?? []).map(({ resource }) => resource as unknown as AuditEvent)
}

async function lastOf(subtype: string): Promise<AuditEvent> {
  await expect.poll(async () => (await events(subtype)).length).toBeGreaterThan(0)
  return (await events(subtype)).at(-1)!
}

test('a launch, its token, its renewal and its end stand in the trail, each with person, patient and client', async () => {
  const nurse = await app.token({ role: 'clinical-staff', user: 'Practitioner/alvarez' })
  const begun = await begunInChart(url, await openFromChart(url, nurse, { patient: 'p1' }))
  const { code, state, proof } = begun
  const session = await askSession(url, 'redeem', { code, state, proof })
  const launch = JSON.stringify(await lastOf('launch'))
  const issued = JSON.stringify(await lastOf('token-issued'))
  for (const entry of [launch, issued]) {
    expect(entry).toContain('Practitioner/alvarez')
    expect(entry).toContain('Patient/p1')
    expect(entry).toContain('ccm-app')
    expect(entry).not.toContain(session.body.fhir.accessToken)
  }
  await askSession(url, 'end', { handle: session.body.handle })
  expect(JSON.stringify(await lastOf('token-revoked'))).toContain('ccm-app')
  const logout = JSON.stringify(await lastOf('logout'))
  for (const said of ['Practitioner/alvarez', 'Patient/p1', 'ccm-app']) expect(logout).toContain(said)
  // What is over cannot end a second time.
  await askSession(url, 'end', { handle: session.body.handle })
  expect(await events('logout')).toHaveLength(1)
})

test('somebody who signs in on the page stands in it, too', async () => {
  await new SmartClient(url).tokensOf(asked(), { user: 'alvarez', patient: 'p1' })
  const entry = JSON.stringify(await lastOf('login'))
  expect(entry).toContain('Practitioner/alvarez')
})

test('UserInfo says who a token speaks for, as far as it was asked', async () => {
  const { body } = await new SmartClient(url).tokensOf(asked(), { user: 'alvarez', patient: 'p1' })
  const ask = (token: string) => fetch(`${url}/auth/userinfo`, { headers: { authorization: `Bearer ${token}` } })
  const info = await ask(body.access_token ?? '')
  expect(info.status).toBe(200)
  expect(await info.json()).toMatchObject({
    sub: `${DEMO_TENANT}/Practitioner/alvarez`,
    fhirUser: `${url}/fhir/r4/Practitioner/alvarez`,
    name: expect.stringContaining('Alvarez') as string,
  })
  expect((await ask('made-up')).status).toBe(401)
})

/** What came without a valid token, as the database's owner sees it: how often, by where it was sent from. */
async function unproven(): Promise<readonly (string | null)[]> {
  const client = new pg.Client({ connectionString: app.database })
  await client.connect()
  const { rows } = await client.query<{ said: string | null }>(
    `select concat_ws(' ', address, refusal) as said from ccm.audit where interaction = 'access-refused' and tenant = 0`,
  )
  await client.end()
  return rows.map(({ said }) => said)
}

test.each([
  ['UserInfo', '/auth/userinfo', 'GET'],
  ['opening an app', '/auth/launch', 'POST'],
  ['the figures', '/metrics', 'GET'],
])('%s without a valid token stands in it, as anywhere', async (_what, path, method) => {
  const address = `203.0.113.${String(++last)}`
  for (const authorization of [undefined, 'Bearer made-up']) {
    const headers = { 'x-forwarded-for': address, ...(authorization === undefined ? {} : { authorization }) }
    const answer = await fetch(`${url}${path}`, { method, headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)])
  }
  await expect.poll(unproven).toEqual(expect.arrayContaining([`${address} no-token`, `${address} invalid_token`]))
})

let last = 0

test('an app that is not to be opened does: for whom, and why', async () => {
  const token = await app.token({
    role: 'clinical-staff',
    user: 'Practitioner/alvarez',
    patient: 'p1',
    scope: 'patient/*.rs',
  })
  const refused = await fetch(`${url}/auth/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ client: 'ccm-app', patient: 'p2' }),
  })
  expect(refused.status).toBe(403)
  await expect.poll(async () => (await events('launch')).filter(({ outcome }) => outcome === '4').length).toBe(1)
  const [entry] = (await events('launch')).filter(({ outcome }) => outcome === '4')
  expect(entry).toMatchObject({ outcomeDesc: 'forbidden' })
  expect(JSON.stringify(entry)).toContain('Practitioner/alvarez')
})

test('metadata says where to ask for tokens', async () => {
  const statement = (await (await fetch(`${url}/fhir/r4/metadata`)).json()) as { rest: { security: unknown }[] }
  const discovery = (await (await fetch(`${url}/fhir/r4/.well-known/smart-configuration`)).json()) as Record<
    string,
    string
  >
  const said = JSON.stringify(statement.rest[0]?.security)
  expect(said).toContain('SMART-on-FHIR')
  for (const endpoint of ['authorization_endpoint', 'token_endpoint'])
    expect(said).toContain(`"${discovery[endpoint] ?? '-'}"`)
})
