import { createHash, randomBytes } from 'node:crypto'
import type { Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../../support/chart.ts'
import { startProductionApp } from '../../support/production-app.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let app: TestApp

const MBI = { system: 'http://hl7.org/fhir/sid/us-mbi', value: '1EG4TE5MK09' }

beforeAll(async () => {
  app = await startTestApp()
  const known: Patient & { id: string } = {
    ...aPatient('p1', 'Quillfeather'),
    identifier: [MBI],
    birthDate: '1950-01-01',
  }
  await putAll(await app.client({ role: 'administrator' }), [known, aPatient('p2', 'Otherwise')])
})
afterAll(() => app.stop())

type Kind = 'epic' | 'oracle'
const base = (kind: Kind) => `${app.url}/demo/ehr/${kind}/r4`
const own = () => app.url.replace('127.0.0.1', 'localhost')

async function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const fromPage = () => ({ origin: app.url })

interface Session {
  readonly handle: string
  readonly fhir: { readonly accessToken: string; readonly baseUrl: string }
  readonly ehr?: { readonly accessToken: string; readonly expiresIn: number; readonly name: string }
  readonly context: { readonly patient?: string; readonly needPatientBanner: boolean }
  readonly user: { readonly reference: string; readonly name: string; readonly role?: string }
}

/** The app's way in, step by step, as its pages go. */
async function openApp(kind: Kind, person: string, patient = 'p1'): Promise<Session> {
  const opened = await post(`/demo/ehr/${kind}/launch`, { person, patient, banner: false }, fromPage())
  const { launch } = (await opened.json()) as { readonly launch: string }
  const begun = await post('/app-session/launches', { iss: base(kind), launch })
  const { authorizeUrl, proof } = (await begun.json()) as { readonly authorizeUrl: string; readonly proof: string }
  const sent = await fetch(authorizeUrl, { redirect: 'manual' })
  const back = new URL(sent.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe(`${own()}/app/`)
  const [code, state] = [back.searchParams.get('code'), back.searchParams.get('state')]
  const redeemed = await post('/app-session/redeem', { code, state, proof })
  expect(redeemed.status).toBe(200)
  return (await redeemed.json()) as Session
}

const read = (url: string, token: string, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' } })

describe('an app that is opened at the second EHR', () => {
  test.each([
    ['epic', 'alvarez', 'billing-practitioner', 3600],
    ['oracle', 'whitfield', 'clinical-staff', 570],
  ] as const)('%s-like: %s is %s by the exchange of tokens', async (kind, person, role, seconds) => {
    const session = await openApp(kind, person)
    expect(session.user).toMatchObject({ reference: `Practitioner/${person}`, role })
    expect(session.context).toMatchObject({ patient: 'p1', needPatientBanner: false })
    expect(session.ehr?.expiresIn).toBe(seconds)
    const ours = await read(`${app.fhir}/Patient/p1`, session.fhir.accessToken)
    const theirs = await read(`${base(kind)}/Patient/p1`, session.ehr?.accessToken ?? '')
    expect([ours.status, theirs.status]).toEqual([200, 200])
    expect((await read(`${base(kind)}/Patient/p2`, session.ehr?.accessToken ?? '')).status).not.toBe(200)
    // Neither side takes the other's token.
    expect((await read(`${app.fhir}/Patient/p1`, session.ehr?.accessToken ?? '')).status).toBe(401)
    expect((await read(`${base(kind)}/Patient/p1`, session.fhir.accessToken)).status).toBe(401)
  })

  test('somebody whom nobody has given a role has none, and logs time only', async () => {
    const session = await openApp('epic', 'novak')
    expect(session.user.name).toBe('Petra Novak')
    expect(session.user.role).toBeUndefined()
    expect((await read(`${app.fhir}/Patient/p1`, session.fhir.accessToken)).status).toBe(200)
    const body = JSON.stringify({
      resourceType: 'CarePlan',
      status: 'draft',
      intent: 'plan',
      subject: { reference: 'Patient/p1' },
    })
    expect((await read(`${app.fhir}/CarePlan`, session.fhir.accessToken, { method: 'POST', body })).status).toBe(403)
  })

  test('a token that is ended is dead at once, here and there; the session goes on by its refresh token', async () => {
    const session = await openApp('oracle', 'whitfield')
    // Of the second in which a token is made it is not known what came first.
    await expect
      .poll(() => Math.floor(Date.now() / 1000), { timeout: 3000 })
      .toBeGreaterThan(Math.floor(Date.now() / 1000))
    expect((await post('/demo/ehr/oracle/end', { patient: 'p1' }, fromPage())).status).toBe(204)
    const theirs = await read(`${base('oracle')}/Patient/p1`, session.ehr?.accessToken ?? '')
    expect([theirs.status, theirs.headers.get('access-control-allow-origin')]).toEqual([401, null])
    expect((await read(`${app.fhir}/Patient/p1`, session.fhir.accessToken)).status).toBe(401)
    const resumed = await post('/app-session/resume', { handle: session.handle })
    expect(resumed.status).toBe(200)
    const next = (await resumed.json()) as Session
    expect((await read(`${app.fhir}/Patient/p1`, next.fhir.accessToken)).status).toBe(200)
    expect((await post('/demo/ehr/oracle/end', { patient: 'p1', signIn: true }, fromPage())).status).toBe(204)
    const over = await post('/app-session/resume', { handle: next.handle })
    expect([over.status, ((await over.json()) as { readonly code: string }).code]).toEqual([401, 'session-ended'])
  })
})

describe('what such EHRs refuse', () => {
  test.each([
    ['epic', 'GET', '/CarePlan?patient=p1', 400],
    ['epic', 'GET', '/CarePlan?patient=p1&category=38717003', 200],
    ['epic', 'GET', '/Observation?patient=p1', 400],
    ['epic', 'GET', '/Observation?patient=p1&category=vital-signs', 200],
    ['epic', 'GET', '/Condition?patient=p1&_sort=-recorded-date', 400],
    ['epic', 'GET', '/Condition?patient=p1', 200],
    ['epic', 'POST', '/CarePlan', 405],
    ['epic', 'POST', '/DocumentReference', 400],
    ['epic', 'GET', '/ChargeItem?patient=p1', 404],
    ['oracle', 'GET', '/CarePlan?patient=p1', 400],
    ['oracle', 'GET', '/CarePlan?patient=p1&category=assess-plan', 200],
    ['oracle', 'GET', '/Condition?patient=p1&_include=Condition:subject', 400],
    ['oracle', 'POST', '/CarePlan', 405],
    ['oracle', 'GET', '/Task?patient=p1', 404],
  ] as const)('%s-like: %s %s is %i', async (kind, method, path, status) => {
    const { ehr } = await openApp(kind, 'alvarez')
    const answer = await read(`${base(kind)}${path}`, ehr?.accessToken ?? '', {
      method,
      ...(method === 'POST' ? { body: '{}' } : {}),
    })
    expect(answer.status).toBe(status)
  })
})

describe('its sign-in', () => {
  const verifier = randomBytes(32).toString('base64url')
  const authorize = (over: Readonly<Record<string, string>>) => {
    const query = {
      response_type: 'code',
      client_id: 'ccm-at-epic-like',
      redirect_uri: `${own()}/app/`,
      aud: base('epic'),
      scope: 'launch openid',
      state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...over,
    }
    const url = `${app.url}/demo/ehr/epic/authorize?${new URLSearchParams(query).toString()}`
    return fetch(url, { redirect: 'manual' })
  }
  const launch = async () => {
    const asked = await post('/demo/ehr/epic/launch', { person: 'alvarez', patient: 'p1', banner: true }, fromPage())
    return ((await asked.json()) as { readonly launch: string }).launch
  }

  test('a launch works once, a code works once and for its verifier alone', async () => {
    const opened = await launch()
    const back = new URL((await authorize({ launch: opened })).headers.get('location') ?? '')
    const again = new URL((await authorize({ launch: opened })).headers.get('location') ?? '')
    expect(again.searchParams.get('error')).toBe('invalid_request')
    const form = { grant_type: 'authorization_code', client_id: 'ccm-at-epic-like', redirect_uri: `${own()}/app/` }
    const redeem = (code: string, proof: string) =>
      fetch(`${app.url}/demo/ehr/epic/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, code, code_verifier: proof }),
      })
    const code = back.searchParams.get('code') ?? ''
    expect((await redeem(code, verifier)).status).toBe(200)
    expect((await redeem(code, verifier)).status).toBe(400)
    const other = new URL((await authorize({ launch: await launch() })).headers.get('location') ?? '')
    expect((await redeem(other.searchParams.get('code') ?? '', 'guessed')).status).toBe(400)
  })

  test('sends nobody to another address, and wants aud and PKCE', async () => {
    for (const over of [{ redirect_uri: 'https://attacker.example/' }, { client_id: 'other' }])
      expect((await authorize({ ...over, launch: await launch() })).status).toBe(400)
    for (const over of [{ aud: app.fhir }, { code_challenge_method: 'plain' }, { response_type: 'token' }]) {
      const back = new URL((await authorize({ ...over, launch: await launch() })).headers.get('location') ?? '')
      expect(back.searchParams.get('error'), JSON.stringify(over)).toBe('invalid_request')
    }
  })
})

describe('its doors', () => {
  test.each(['/demo/ehr/epic/launch', '/demo/ehr/epic/end', '/demo/end'])('%s is for its own page', async (path) => {
    for (const headers of [{ origin: 'https://attacker.example' }, { origin: own() }, {}])
      expect((await post(path, { person: 'alvarez', patient: 'p1' }, headers)).status, JSON.stringify(headers)).toBe(
        403,
      )
  })

  test('its pages are at its own origin', async () => {
    const sent = await fetch(`${own()}/demo/chart/p1/ccm?behaves=epic`, { redirect: 'manual' })
    expect(sent.headers.get('location')).toBe(`${app.url}/demo/chart/p1/ccm?behaves=epic`)
    const page = await fetch(`${app.url}/demo/chart/p1/ccm?behaves=epic&person=hale`)
    expect(await page.text()).not.toContain('data-person="hale"')
  })

  test('production has none of it', async () => {
    const production = await startProductionApp(app.database, app.dataDir)
    try {
      for (const path of ['r4/.well-known/smart-configuration', 'keys', 'authorize', 'r4/Patient/p1'])
        expect((await fetch(`${production.url}/demo/ehr/epic/${path}`)).status, path).toBe(404)
      for (const path of ['/demo/ehr/epic/launch', '/demo/ehr/epic/token', '/demo/end'])
        expect((await fetch(`${production.url}${path}`, { method: 'POST', body: '{}' })).status, path).toBe(404)
    } finally {
      await production.stop()
    }
  })
})
