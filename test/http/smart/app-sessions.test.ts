import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../../support/chart.ts'
import { askSession, begunAlone, begunInChart, openFromChart } from '../../support/smart/app-sessions.ts'
import { SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let app: TestApp
let url: string

beforeAll(async () => {
  const reader = {
    id: 'reader',
    name: 'A reader',
    redirectUris: ['https://reader.example/back'],
    scopes: ['openid', 'launch', 'launch/patient', 'patient/Patient.rs'],
  }
  app = await startTestApp({ CLIENTS: JSON.stringify([reader]) })
  url = app.url.replace('127.0.0.1', 'localhost')
  const admin = await app.client({ role: 'administrator' })
  await putAll(admin, [aPatient('p1', 'One'), aPatient('p2', 'Two')])
})
afterAll(() => app.stop())

const nurse = () => app.token({ role: 'clinical-staff', user: 'Practitioner/alvarez' })

async function inChart(patient = 'p1') {
  const launch = await openFromChart(url, await nurse(), { patient, intent: 'plan', needPatientBanner: false })
  const begun = await begunInChart(url, launch)
  return { ...begun, session: await askSession(url, 'redeem', pick(begun)) }
}

const pick = ({ code, state, proof }: { code: string; state: string; proof: string }) => ({ code, state, proof })

/** What half a minute does to the handles before. */
async function halfAMinuteLater(): Promise<void> {
  const client = new pg.Client({ connectionString: app.database })
  await client.connect()
  await client.query('update ccm.app_session set previous_until = previous_until - 31000')
  await client.end()
}

const read = (path: string, token: string) =>
  fetch(`${url}/fhir/r4/${path}`, { headers: { authorization: `Bearer ${token}` } })

describe('the app opened from a chart of this server', () => {
  test('has a session for that patient and person, and for nobody else', async () => {
    const { session } = await inChart()
    expect(session).toMatchObject({
      status: 200,
      body: {
        fhir: { baseUrl: '/fhir/r4', expiresIn: 3600 },
        context: { patient: 'p1', needPatientBanner: false, intent: 'plan' },
        user: { reference: 'Practitioner/alvarez', role: 'clinical-staff' },
        confirm: false,
        renews: false,
      },
    })
    expect(session.body.user.name).toMatch(/Alvarez/)
    expect(session.body).not.toHaveProperty('ehr')
    expect(JSON.stringify(session.body)).not.toMatch(/refresh/i)
    expect(session.headers.get('cache-control')).toBe('no-store')
    const { accessToken } = session.body.fhir
    expect((await read('Patient/p1', accessToken)).status).toBe(200)
    expect((await read('Patient/p2', accessToken)).status).toBe(404)
  })

  test('redeems once, and not from another browser', async () => {
    const begun = await inChart()
    expect(await askSession(url, 'redeem', pick(begun))).toMatchObject({ status: 410, body: { code: 'launch-used' } })
    const launch = await openFromChart(url, await nurse(), { patient: 'p1' })
    const other = await begunInChart(url, launch)
    expect(await askSession(url, 'redeem', { ...pick(other), proof: 'made-up' })).toMatchObject({
      status: 403,
      body: { code: 'other-browser' },
    })
  })

  test('a launch works once, and for the app that it was made for', async () => {
    const launch = await openFromChart(url, await nurse(), { patient: 'p1' })
    await begunInChart(url, launch)
    const again = await begunInChart(url, launch)
    expect(again.back?.searchParams.get('code') ?? null).toBeNull()
  })

  test('asks who it is where nothing shows that this browser began', async () => {
    const launch = await openFromChart(url, await nurse(), { patient: 'p1' })
    const { code, state } = await begunInChart(url, launch)
    expect((await askSession(url, 'redeem', { code, state })).body.confirm).toBe(true)
  })

  test('goes on by its handle, once; the one before gives the same again', async () => {
    const { session } = await inChart()
    const first = await askSession(url, 'resume', { handle: session.body.handle })
    expect(first).toMatchObject({ status: 200, body: { context: { patient: 'p1' }, user: session.body.user } })
    expect(first.body.fhir.accessToken).not.toBe(session.body.fhir.accessToken)
    expect((await read('Patient/p1', first.body.fhir.accessToken)).status).toBe(200)
    const repeated = await askSession(url, 'resume', { handle: session.body.handle })
    expect(repeated.body.handle).toBe(first.body.handle)
    const next = await askSession(url, 'resume', { handle: first.body.handle })
    expect(next.status).toBe(200)
    expect(await askSession(url, 'resume', { handle: 'made-up' })).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    })
  })

  test('a handle that comes when it is long over ends the session and its tokens: somebody may have stolen it', async () => {
    const { session } = await inChart()
    const next = await askSession(url, 'resume', { handle: session.body.handle })
    const { accessToken } = next.body.fhir
    expect((await read('Patient/p1', accessToken)).status).toBe(200)
    await halfAMinuteLater()
    expect((await askSession(url, 'resume', { handle: session.body.handle })).status).toBe(401)
    await expect.poll(async () => (await read('Patient/p1', accessToken)).status).toBe(401)
    expect((await askSession(url, 'resume', { handle: next.body.handle })).status).toBe(401)
    const auditor = await app.client({ role: 'auditor' })
    const ended = async () => JSON.stringify((await auditor('/AuditEvent?subtype=logout&outcome=4')).body.entry ?? [])
    await expect.poll(ended).toContain('handle-used')
    expect(await ended()).toContain('Practitioner/alvarez')
  })

  test('ends for good: its tokens are worth nothing from then on', async () => {
    const { session } = await inChart()
    const { accessToken } = session.body.fhir
    expect((await read('Patient/p1', accessToken)).status).toBe(200)
    expect((await askSession(url, 'end', { handle: session.body.handle })).status).toBe(204)
    await expect.poll(async () => (await read('Patient/p1', accessToken)).status).toBe(401)
    expect((await askSession(url, 'resume', { handle: session.body.handle })).status).toBe(401)
    expect((await askSession(url, 'end', { handle: 'made-up' })).status).toBe(204)
  })
})

describe('the app opened for itself', () => {
  test('has a session for the whole practice', async () => {
    const begun = await begunAlone(url, { user: 'alvarez' })
    const session = await askSession(url, 'redeem', pick(begun))
    expect(session).toMatchObject({ status: 200, body: { user: { reference: 'Practitioner/alvarez' } } })
    expect(session.body.context).not.toHaveProperty('patient')
    expect((await read('Patient/p2', session.body.fhir.accessToken)).status).toBe(200)
    expect((await askSession(url, 'resume', { handle: session.body.handle })).status).toBe(200)
  })
})

test('an app that was given little opens none that is given more', async () => {
  const little = { client: 'ccm-app', redirectUri: `${url}/app/`, scope: 'launch/patient openid patient/Patient.rs' }
  const { body } = await new SmartClient(url).tokensOf(
    { ...little, client: 'reader', redirectUri: 'https://reader.example/back' },
    { user: 'alvarez', patient: 'p1' },
  )
  expect(body.scope).toContain('patient/Patient.rs')
  await expect(openFromChart(url, body.access_token ?? '', { patient: 'p1' })).rejects.toThrow('No launch: 403')
  const own = await new SmartClient(url).tokensOf(little, { user: 'alvarez', patient: 'p1' })
  expect(await openFromChart(url, own.body.access_token ?? '', { patient: 'p1', client: 'reader' })).not.toBe('')
})

describe('what is asked wrongly', () => {
  test.each([
    ['launches', { iss: 'https://unknown.example/fhir' }, 400, 'unknown-issuer'],
    ['launches', { iss: 7 }, 400, 'bad-request'],
    ['redeem', { code: 'x' }, 400, 'bad-request'],
    ['redeem', { code: 'x', state: 'made-up' }, 410, 'launch-used'],
    ['resume', { handle: 'x'.repeat(20_000) }, 413, 'bad-request'],
  ])('%s %j', async (path, body, status, code) => {
    expect(await askSession(url, path, body)).toMatchObject({ status, body: { code } })
  })

  test('from another site’s page, or as a form', async () => {
    expect((await askSession(url, 'launches', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await askSession(url, 'launches', {}, { 'content-type': 'text/plain' })).status).toBe(403)
  })

  test('is traced in the log, without what was sent', async () => {
    const { body } = await askSession(url, 'redeem', { code: 'secret-code', state: 'secret-state' })
    expect(body.trace).toMatch(/^[0-9A-Z]{4,8}$/)
    const line = app.log.find((each) => each.includes(body.trace ?? '-'))
    expect(line).toContain('launch-used')
    expect(app.log.join('')).not.toMatch(/secret-(code|state)/)
  })
})
