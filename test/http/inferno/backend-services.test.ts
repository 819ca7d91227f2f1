import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { asserting, ClientKey } from '../../support/smart/smart-client.ts'

/** What Inferno's group `backend_services_authorization` asks, test by test, under its ids. */
let inferno: InfernoApp

beforeAll(async () => {
  inferno = await startInfernoApp()
})
afterAll(() => inferno.stop())

const form = async (over: Readonly<Record<string, unknown>> = {}, key = inferno.key) => ({
  grant_type: 'client_credentials',
  scope: 'system/*.rs',
  ...asserting(await key.assertion('inferno-bulk', `${inferno.url}/auth/token`, over)),
})

test('smart_backend_services_invalid_grant_type', async () => {
  const { status } = await inferno.smart.token({ ...(await form()), grant_type: 'not_a_grant_type' })
  expect(status).toBe(400)
})

test('smart_backend_services_invalid_client_assertion', async () => {
  const { status } = await inferno.smart.token({ ...(await form()), client_assertion_type: 'not_an_assertion_type' })
  expect([400, 401]).toContain(status)
})

test('smart_backend_services_invalid_jwt: signed by a key that is not the client’s, or for somebody else', async () => {
  const other = await ClientKey.make('ES384')
  expect([400, 401]).toContain((await inferno.smart.token(await form({}, other))).status)
  expect([400, 401]).toContain((await inferno.smart.token(await form({ iss: 'not_a_client' }))).status)
})

test('smart_backend_services_auth_request_success, smart_backend_services_auth_response_body', async () => {
  const { status, body } = await inferno.smart.token(await form())
  expect(status).toBe(200)
  expect(body).toMatchObject({
    access_token: expect.any(String) as string,
    token_type: expect.stringMatching(/^bearer$/i) as string,
    expires_in: 300,
    scope: 'system/*.rs',
  })
  expect(body).not.toHaveProperty('refresh_token')
})

test('an assertion works once', async () => {
  const request = await form({ jti: 'the same twice' })
  expect((await inferno.smart.token(request)).status).toBe(200)
  expect((await inferno.smart.token(request)).status).toBe(401)
})

test('an assertion is for our token endpoint alone: another server that takes it as well could send it on', async () => {
  const endpoint = `${inferno.url}/auth/token`
  expect((await inferno.smart.token(await form({ aud: [endpoint] }))).status).toBe(200)
  for (const aud of [
    [endpoint, 'https://other.example/token'],
    ['https://other.example/token', endpoint],
    [endpoint, endpoint],
    [endpoint, `${inferno.url}/auth`],
    `${inferno.url}/auth`,
    inferno.url,
    [],
  ]) {
    const { status, body } = await inferno.smart.token(await form({ aud }))
    expect([status, body.error], String(aud)).toEqual([401, 'invalid_client'])
  }
})

test('an assertion that says to be of a later time is none; a client’s clock may be a minute ahead', async () => {
  const now = Math.floor(Date.now() / 1000)
  expect((await inferno.smart.token(await form({ iat: now + 30, exp: now + 240 }))).status).toBe(200)
  for (const iat of [now + 120, now + 10 * 365 * 86_400, '0']) {
    const { status, body } = await inferno.smart.token(await form({ iat, exp: now + 240 }))
    expect([status, body.error], String(iat)).toEqual([401, 'invalid_client'])
  }
})

test.each(['ES384', 'RS384'] as const)(
  'a client with a key for %s is one the server can be asked with',
  async (alg) => {
    const document = (await (await fetch(`${inferno.url}/fhir/r4/.well-known/smart-configuration`)).json()) as {
      token_endpoint_auth_signing_alg_values_supported: string[]
    }
    expect(document.token_endpoint_auth_signing_alg_values_supported).toContain(alg)
  },
)

test('a token has a hundred scopes with search constraints at most, and says so', async () => {
  const many = Array.from({ length: 300 }, (_none, at) => `system/Observation.rs?code=c${at}`)
  const { status, body } = await inferno.smart.token({
    ...(await form()),
    scope: [...many, 'system/Patient.rs'].join(' '),
  })
  expect([status, body.scope]).toEqual([200, [...many.slice(0, 100), 'system/Patient.rs'].join(' ')])
})

describe('what the token opens', () => {
  const read = async (scope: string, path: string) => {
    const { body } = await inferno.smart.token({ ...(await form()), scope })
    const response = await fetch(`${inferno.url}/fhir/r4/${path}`, {
      headers: { authorization: `Bearer ${body.access_token ?? ''}` },
    })
    return response.status
  }

  test('is the types that its scopes name, of all patients', async () => {
    expect(await read('system/Patient.rs', 'Patient/p2')).toBe(200)
    expect(await read('system/Patient.read', 'Patient?_id=p1')).toBe(200)
    expect(await read('system/Patient.rs', 'Encounter/e1')).toBe(403)
  })

  test.each(['patient/*.rs', 'user/*.rs', 'openid'])('is nothing that only people have: %s', async (scope) => {
    expect((await inferno.smart.token({ ...(await form()), scope })).body.error).toBe('invalid_scope')
  })
})
