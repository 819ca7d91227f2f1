import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { TOKEN_EXCHANGE } from '../../../server/auth/exchange/exchange-parameters.ts'
import { startEhr, type EhrKind, type FakeEhr } from '../../support/ehr.ts'
import { launchOf } from '../../support/ehr-sign-in.ts'
import { ehrPatient, ehrPractitioner, parametersOf } from '../../support/exchange.ts'
import { askSession } from '../../support/smart/app-sessions.ts'
import { SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

/** What clinicians of three kinds of EHR go through, over HTTP from end to end. */
const KINDS = ['epic', 'oracle', 'launcher'] as const

let app: TestApp
let url: string
let ehrs: Readonly<Record<EhrKind, FakeEhr>>

beforeAll(async () => {
  const [epic, oracle, launcher] = await Promise.all(KINDS.map((kind) => startEhr(kind)))
  ehrs = { epic: epic!, oracle: oracle!, launcher: launcher! }
  for (const ehr of Object.values(ehrs))
    ehr.put(ehrPractitioner('doctor', '1234567893'), ehrPatient('eRx-1', '1EG4-TE5-MK73'))
  app = await startTestApp({ EHRS: JSON.stringify(KINDS.map((kind) => settingOf(ehrs[kind]))) })
  url = app.url.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  await app.stop()
  await Promise.all(Object.values(ehrs).map((ehr) => ehr.stop()))
})
beforeEach(() => {
  for (const ehr of Object.values(ehrs)) ehr.broken.clear()
})

function settingOf(ehr: FakeEhr) {
  const { name, kind, issuers, fhirBase, clientId, algorithms } = ehr.registered()
  return { name, kind, tenant: DEMO_TENANT, issuers, fhirBase, clientId, algorithms }
}

const exchange = (form: Readonly<Record<string, string>>) =>
  new SmartClient(url).token({ grant_type: TOKEN_EXCHANGE, client_id: 'ccm-app', ...form })

async function loggedIn(kind: EhrKind, user = 'doctor') {
  return parametersOf(await ehrs[kind].login(user), { patient: 'eRx-1' }) as Readonly<Record<string, string>>
}

/** Kinds of what is kept of grants for more than two hours. */
async function keptGrants(): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: app.database })
  await client.connect()
  const { rows } = await client.query<{ model: string }>(
    `select distinct model from ccm.oauth_record where model in ('Grant', 'GrantContext') and expires > $1`,
    [Date.now() + 2.1 * 3_600_000],
  )
  await client.end()
  return rows.map(({ model }) => model)
}

const read = (path: string, token: string) =>
  fetch(`${url}/fhir/r4/${path}`, { headers: { authorization: `Bearer ${token}` } })

test('a clinician who asks for scopes of which none opens anything gets no token', async () => {
  for (const scope of [
    'patient/Patient.rs?bogus=1',
    'openid fhirUser patient/Patient.rs?bogus=1',
    'patient/Patients.rs',
  ])
    expect(await exchange({ ...(await loggedIn('epic')), scope }), scope).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    })
  const some = await exchange({ ...(await loggedIn('epic')), scope: 'patient/Patient.rs?bogus=1 patient/Goal.rs' })
  expect(some).toMatchObject({ status: 200, body: { scope: 'patient/Goal.rs' } })
})

describe.each(KINDS)('a clinician of %s', (kind) => {
  test('exchanges the id_token of the EHR for a token of ours, for the patient in context alone', async () => {
    const { status, body, headers } = await exchange(await loggedIn(kind))
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: 3600,
        patient: expect.any(String) as string,
      },
    })
    expect(headers.get('cache-control')).toContain('no-store')
    const token = body.access_token ?? ''
    const patient = await read(`Patient/${String(body['patient'])}`, token)
    expect(patient.status).toBe(200)
    expect(await patient.text()).toContain('Lopez')
    const all = (await (await read('Patient', token)).json()) as { entry?: readonly unknown[] }
    expect(all.entry).toHaveLength(1)
  })

  test('need not say which client it is: then it is our own app', async () => {
    const { body } = await new SmartClient(url).token({ grant_type: TOKEN_EXCHANGE, ...(await loggedIn(kind)) })
    expect((await read(`Patient/${String(body['patient'])}`, body.access_token ?? '')).status).toBe(200)
  })

  test('opens the app in the chart, goes on with it, and ends it', async () => {
    const ehr = ehrs[kind]
    const launch = launchOf({ user: 'doctor', patient: 'eRx-1' })
    const { body: begun } = await askSession(url, 'launches', { iss: ehr.fhirBase, launch })
    const sent = await fetch(begun.authorizeUrl, { redirect: 'manual' })
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code')
    const session = await askSession(url, 'redeem', { code, state: begun.state, proof: begun.proof })
    expect(session).toMatchObject({
      status: 200,
      body: {
        fhir: { baseUrl: '/fhir/r4' },
        ehr: { baseUrl: ehr.fhirBase },
        context: { ehrPatient: 'eRx-1', patient: expect.any(String) as string },
        user: { name: expect.stringContaining('Ng') as string },
      },
    })
    const { patient } = session.body.context
    expect((await read(`Patient/${String(patient)}`, session.body.fhir.accessToken)).status).toBe(200)
    const next = await askSession(url, 'resume', { handle: session.body.handle })
    expect(next).toMatchObject({ status: 200, body: { context: { patient }, user: session.body.user } })
    // Each renewal has a grant: it is kept no longer than its token can live.
    expect(await keptGrants()).toEqual([])
    expect((await askSession(url, 'end', { handle: next.body.handle })).status).toBe(204)
    for (const { accessToken } of [next.body.fhir, session.body.fhir])
      await expect.poll(async () => (await read(`Patient/${String(patient)}`, accessToken)).status).toBe(401)
  })
})

describe('an exchange is refused', () => {
  test('for a patient whom the clinician’s own token cannot read', async () => {
    const login = await ehrs.epic.login('doctor', { reads: [] })
    const form = parametersOf(login, { patient: 'eRx-1' }) as Readonly<Record<string, string>>
    expect(await exchange(form)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('with a token of an EHR that is not registered', async () => {
    const stranger = await startEhr('epic')
    stranger.put(ehrPractitioner('doctor'), ehrPatient('eRx-1'))
    const form = parametersOf(await stranger.login('doctor'), { patient: 'eRx-1' }) as Readonly<Record<string, string>>
    expect(await exchange(form)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(stranger.seen).toEqual([])
    await stranger.stop()
  })

  test('while the EHR cannot be reached, with 503: it may be asked again', async () => {
    const form = await loggedIn('oracle')
    ehrs.oracle.broken.set(`${new URL(ehrs.oracle.fhirBase).pathname}/Patient/eRx-1`, 503)
    expect(await exchange(form)).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
  })

  test('and stands in the trail of its practice, however often it is tried, twice a minute at most', async () => {
    const forged = {
      ...(await loggedIn('epic')),
      subject_token: `${(await loggedIn('epic'))['subject_token'] ?? ''}AAAA`,
    }
    const told = await Promise.all(Array.from({ length: 25 }, () => exchange(forged)))
    expect(told.map(({ status }) => status)).toEqual(Array.from({ length: 25 }, () => 400))
    const client = new pg.Client({ connectionString: app.database })
    await client.connect()
    const entries = async () => {
      const { rows } = await client.query<Record<string, unknown>>(
        `select tenant > 0 as own, outcome, refusal, count(*)::int from ccm.audit
           where interaction = 'token-exchange' and refusal = 'signature' group by 1, 2, 3`,
      )
      return rows
    }
    await vi.waitFor(async () => {
      expect(await entries()).toEqual([{ own: true, outcome: '4', refusal: 'signature', count: 1 }])
    }, 5000)
    // What waited is stored within 250 ms.
    await setTimeout(600)
    expect(await entries()).toMatchObject([{ count: 1 }])
    await client.end()
  })

  test('with an access token that cannot be one, before the EHR is asked', async () => {
    const form = await loggedIn('epic')
    ehrs.epic.seen.length = 0
    for (const token of ['a\r\nX-Evil: 1', 'a\u0000', 'tökén', '\n']) {
      const { status, body } = await exchange({ ...form, ehr_access_token: token })
      expect({ status, body }).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      expect(body['error_description']).toContain('ehr_access_token')
    }
    expect(ehrs.epic.seen).toEqual([])
  })

  test('without the token, naming the parameter', async () => {
    const form = { ...(await loggedIn('epic')), subject_token: '' }
    const { status, body } = await exchange(form)
    expect({ status, body }).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(JSON.stringify(body)).toContain('subject_token')
  })
})

test('our token outlives the EHR’s: Oracle’s is over after 570 seconds', async () => {
  const { body } = await exchange(await loggedIn('oracle'))
  expect(Number(body['expires_in'])).toBeGreaterThan(570)
})
