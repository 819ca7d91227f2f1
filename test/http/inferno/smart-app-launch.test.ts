import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFromChart } from '../../support/smart/app-sessions.ts'
import { Browser } from '../../support/smart/browser.ts'
import {
  CLIENT_KINDS,
  INFERNO_REDIRECT,
  startInfernoApp,
  type ClientKind,
  type InfernoApp,
} from '../../support/smart/inferno-app.ts'
import type { Asked, TokenAnswer } from '../../support/smart/smart-client.ts'

/** What Inferno's SMART App Launch STU2.2 suite asks, test by test, under its ids. */
let inferno: InfernoApp

beforeAll(async () => {
  inferno = await startInfernoApp()
})
afterAll(() => inferno.stop())

const EHR_SCOPE = 'launch openid fhirUser offline_access patient/*.rs'
const STANDALONE_SCOPE = 'launch/patient openid fhirUser offline_access patient/*.rs'

const fhir = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${inferno.url}/fhir/r4/${path}`, { headers })

const bearer = ({ body }: TokenAnswer) => ({ authorization: `Bearer ${body.access_token ?? ''}` })

interface Launched {
  readonly asked: Asked
  readonly back: URL | undefined
  readonly verifier: string
  readonly answer: TokenAnswer
}

async function redeemed(kind: ClientKind, asked: Asked, back: URL | undefined, verifier: string): Promise<Launched> {
  const answer = await inferno.token(kind, {
    grant_type: 'authorization_code',
    code: back?.searchParams.get('code') ?? '',
    redirect_uri: INFERNO_REDIRECT,
    code_verifier: verifier,
  })
  return { asked, back, verifier, answer }
}

async function ehrLaunch(kind: ClientKind, post = false): Promise<Launched> {
  const client = `inferno-${kind}`
  const token = await inferno.app.token({ role: 'clinical-staff', user: 'Practitioner/alvarez' })
  const launch = await openFromChart(inferno.url, token, { client, patient: 'p1', encounter: 'e1' })
  const asked = { client, redirectUri: INFERNO_REDIRECT, scope: EHR_SCOPE, launch }
  const { url, verifier } = inferno.smart.authorizing(asked)
  const seen = post
    ? await new Browser().go(`${url.origin}${url.pathname}`, Object.fromEntries(url.searchParams))
    : await new Browser().go(url)
  const last = seen.location?.pathname === '/auth/authorize' ? await new Browser().go(seen.location) : seen
  return redeemed(kind, asked, last.location, verifier)
}

async function standaloneLaunch(kind: ClientKind): Promise<Launched> {
  const asked = { client: `inferno-${kind}`, redirectUri: INFERNO_REDIRECT, scope: STANDALONE_SCOPE }
  const { back, verifier } = await inferno.smart.signIn(asked, { user: 'alvarez', patient: 'p1' })
  return redeemed(kind, asked, back, verifier)
}

describe('discovery', () => {
  test('well_known_endpoint', async () => {
    const response = await fhir('.well-known/smart-configuration')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  })

  test('well_known_capabilities_stu2', async () => {
    const document = (await (await fhir('.well-known/smart-configuration')).json()) as Record<string, unknown>
    for (const name of ['authorization_endpoint', 'token_endpoint', 'issuer', 'jwks_uri'])
      expect(document[name]).toMatch(/^http/)
    expect(document['grant_types_supported']).toEqual(
      expect.arrayContaining(['authorization_code', 'client_credentials']),
    )
    expect(document['code_challenge_methods_supported']).toEqual(['S256'])
    expect(document['capabilities']).toEqual(
      expect.arrayContaining([
        'launch-ehr',
        'launch-standalone',
        'authorize-post',
        'client-public',
        'client-confidential-symmetric',
        'client-confidential-asymmetric',
        'sso-openid-connect',
        'context-banner',
        'context-style',
        'context-ehr-patient',
        'context-ehr-encounter',
        'context-standalone-patient',
        'permission-offline',
        'permission-online',
        'permission-patient',
        'permission-user',
        'permission-v1',
        'permission-v2',
      ]),
    )
  })

  test.each([
    ['smart_cors_well_known_endpoint', '.well-known/smart-configuration'],
    ['smart_cors_metadata_request', 'metadata'],
  ])('%s', async (_id, path) => {
    const { headers } = await fhir(path, { origin: 'https://inferno.example' })
    expect(['*', 'https://inferno.example']).toContain(headers.get('access-control-allow-origin'))
  })
})

describe.each(CLIENT_KINDS)('smart_ehr_launch_stu2_2, %s client', (kind) => {
  test.each([
    ['GET', false],
    ['POST (authorize-post)', true],
  ])('smart_app_redirect_stu2, smart_code_received by %s; smart_token_exchange_stu2_2', async (_method, post) => {
    const { back, answer } = await ehrLaunch(kind, post)
    expect(`${back?.origin ?? ''}${back?.pathname ?? ''}`).toBe(INFERNO_REDIRECT)
    expect(back?.searchParams.get('code')).toBeTruthy()
    expect(back?.searchParams.get('state')).toBeTruthy()
    expect(answer.status).toBe(200)
  })

  test('smart_token_response_body_stu2_2, smart_token_response_headers', async () => {
    const { answer } = await ehrLaunch(kind)
    const { body, headers } = answer
    expect(body).toMatchObject({
      access_token: expect.any(String) as string,
      token_type: expect.stringMatching(/^bearer$/i) as string,
      expires_in: expect.any(Number) as number,
      patient: 'p1',
      encounter: 'e1',
      need_patient_banner: expect.any(Boolean) as boolean,
      smart_style_url: expect.stringMatching(/^http/) as string,
    })
    expect(new Set(body.scope?.split(' '))).toEqual(new Set(EHR_SCOPE.split(' ')))
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('pragma')).toContain('no-cache')
  })

  test('patient and encounter in context can be read', async () => {
    const { answer } = await ehrLaunch(kind)
    expect((await fhir('Patient/p1', bearer(answer))).status).toBe(200)
    expect((await fhir('Encounter/e1', bearer(answer))).status).toBe(200)
    expect((await fhir('Patient/p2', bearer(answer))).status).toBe(404)
  })

  test('smart_token_refresh_stu2 without and with scope', async () => {
    const { answer } = await ehrLaunch(kind)
    const form = { grant_type: 'refresh_token', refresh_token: answer.body.refresh_token ?? '' }
    const renewed = await inferno.token(kind, form)
    expect(renewed).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', scope: answer.body.scope, patient: 'p1' },
    })
    expect(renewed.headers.get('pragma')).toContain('no-cache')
    const scope = 'openid patient/*.rs'
    const again = await inferno.token(kind, { ...form, refresh_token: renewed.body.refresh_token ?? '', scope })
    expect(again.status).toBe(200)
    const original = new Set(answer.body.scope?.split(' '))
    expect(again.body.scope?.split(' ').every((each) => original.has(each))).toBe(true)
    expect((await fhir('Patient/p1', bearer(again))).status).toBe(200)
  })
})

test('smart_cors_token_exchange', async () => {
  const response = await fetch(`${inferno.url}/auth/token`, {
    method: 'POST',
    headers: { origin: 'https://inferno.example' },
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id: 'inferno-public', code: 'x' }),
  })
  expect(['*', 'https://inferno.example']).toContain(response.headers.get('access-control-allow-origin'))
})

describe.each(CLIENT_KINDS)('smart_standalone_launch_stu2_2, %s client', (kind) => {
  test('smart_token_response_body_stu2_2 with the patient who was picked', async () => {
    const { answer } = await standaloneLaunch(kind)
    expect(answer).toMatchObject({ status: 200, body: { patient: 'p1' } })
    expect(new Set(answer.body.scope?.split(' '))).toEqual(new Set(STANDALONE_SCOPE.split(' ')))
  })
})

describe('smart_openid_connect_stu2_2', () => {
  interface OpenIdConfiguration {
    readonly issuer: string
    readonly jwks_uri: string
  }
  const configuration = async () => {
    const { body } = (await ehrLaunch('public')).answer
    const { payload } = await verified(body.id_token ?? '')
    const response = await fetch(`${payload.iss ?? ''}/.well-known/openid-configuration`)
    return { response, document: (await response.json()) as OpenIdConfiguration }
  }
  const verified = (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${inferno.url}/auth/jwks`)), { audience: 'inferno-public' })

  test('smart_openid_retrieve_configuration, smart_openid_required_configuration_fields', async () => {
    const { response, document } = await configuration()
    expect(response.status).toBe(200)
    expect(document).toMatchObject({
      issuer: `${inferno.url}/auth`,
      authorization_endpoint: `${inferno.url}/auth/authorize`,
      token_endpoint: `${inferno.url}/auth/token`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']) as string[],
    })
    // Nothing is advertised that is not there: a session of ours is ended by revoking its tokens.
    for (const absent of ['end_session_endpoint', 'registration_endpoint', 'device_authorization_endpoint'])
      expect(document).not.toHaveProperty(absent)
    for (const listed of Object.entries(document).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name)))
      expect((await fetch(String(listed[1]), { method: 'OPTIONS' })).status, listed[0]).toBeLessThan(405)
  })

  test('smart_openid_retrieve_jwks, smart_openid_token_header', async () => {
    const { document } = await configuration()
    const { keys } = (await (await fetch(document.jwks_uri)).json()) as {
      keys: { kty: string; kid: string; d?: string }[]
    }
    expect(keys.map(({ kty }) => kty)).toContain('RSA')
    expect(keys.every(({ d }) => d === undefined)).toBe(true)
    const { body } = (await ehrLaunch('public')).answer
    const header = decodeProtectedHeader(body.id_token ?? '')
    expect(header.alg).toBe('RS256')
    expect(keys.map(({ kid }) => kid)).toContain(header.kid)
  })

  test('smart_openid_token_payload, smart_openid_fhir_user_claim', async () => {
    const { answer } = await ehrLaunch('public')
    const { payload } = await verified(answer.body.id_token ?? '')
    expect(payload.iss).toBe(`${inferno.url}/auth`)
    expect(payload.sub?.length).toBeLessThanOrEqual(255)
    expect(payload.exp).toBeGreaterThan(payload.iat ?? Infinity)
    const user = String(payload['fhirUser'])
    expect(user).toMatch(/\/(Patient|Practitioner|RelatedPerson|Person)\/[^/]+$/)
    const response = await fetch(user, { headers: { ...bearer(answer), origin: 'https://inferno.example' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('token introspection', () => {
  const ask = async (token: string) => {
    const { form, headers } = await inferno.proof('symmetric')
    return inferno.smart.introspect(token, { ...form, ...headers })
  }

  test('of an active token says client, scopes, context and person', async () => {
    const { answer } = await ehrLaunch('public')
    const { status, body } = await ask(answer.body.access_token ?? '')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      active: true,
      client_id: 'inferno-public',
      patient: 'p1',
      encounter: 'e1',
      iss: `${inferno.url}/auth`,
      fhirUser: expect.stringMatching(/\/Practitioner\//) as string,
    })
    expect(new Set(body.scope?.split(' '))).toEqual(new Set(answer.body.scope?.split(' ')))
    expect(Number(body['exp'])).toBeGreaterThan(Date.now() / 1000)
    const { payload } = await jwtVerify(
      answer.body.id_token ?? '',
      createRemoteJWKSet(new URL(`${inferno.url}/auth/jwks`)),
    )
    expect(body['sub']).toBe(payload.sub)
  })

  test('of an invalid token says no more than that', async () => {
    expect(await ask('invalid_token_value')).toMatchObject({ status: 200, body: { active: false } })
    expect(Object.keys((await ask('invalid_token_value')).body)).toEqual(['active'])
  })
})
