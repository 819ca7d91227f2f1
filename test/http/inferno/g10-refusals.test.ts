import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFromChart } from '../../support/smart/app-sessions.ts'
import { Browser } from '../../support/smart/browser.ts'
import { INFERNO_REDIRECT, startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'

/** The negative cases of Inferno's g10 certification suite, under their names. */
let inferno: InfernoApp

beforeAll(async () => {
  inferno = await startInfernoApp()
})
afterAll(() => inferno.stop())

const SCOPE = 'launch/patient openid fhirUser offline_access patient/*.rs'
const asked = (over: Readonly<Record<string, string | undefined>> = {}, scope = SCOPE) => ({
  client: 'inferno-public',
  redirectUri: INFERNO_REDIRECT,
  scope,
  over,
})
const chosen = { user: 'alvarez', patient: 'p1' }

const redeem = (code: string, verifier: string, more: Readonly<Record<string, string>> = {}) =>
  inferno.smart.token({
    grant_type: 'authorization_code',
    client_id: 'inferno-public',
    code,
    redirect_uri: INFERNO_REDIRECT,
    code_verifier: verifier,
    ...more,
  })

test('Launch with Invalid Access Token, Revocation: a token that was revoked opens nothing', async () => {
  const { body } = await inferno.smart.tokensOf(asked(), chosen)
  const read = () =>
    fetch(`${inferno.url}/fhir/r4/Patient/p1`, { headers: { authorization: `Bearer ${body.access_token ?? ''}` } })
  expect((await read()).status).toBe(200)
  await inferno.smart.revoke({ token: body.refresh_token ?? '', client_id: 'inferno-public' })
  await expect.poll(async () => (await read()).status).toBe(401)
  const renewed = await inferno.smart.token({
    grant_type: 'refresh_token',
    client_id: 'inferno-public',
    refresh_token: body.refresh_token ?? '',
  })
  expect(renewed).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('Invalid AUD Parameter: no code comes back', async () => {
  const { url } = inferno.smart.authorizing(asked({ aud: 'https://other.example/fhir/r4' }))
  const seen = await new Browser().follow(url, inferno.url)
  expect(seen.location?.searchParams.has('code') ?? false).toBe(false)
})

test('Invalid Launch Parameter: no code comes back', async () => {
  const scope = 'launch openid fhirUser patient/*.rs'
  const { url } = inferno.smart.authorizing({ ...asked({}, scope), launch: 'made-up' })
  const seen = await new Browser().follow(url, inferno.url)
  expect(seen.location?.searchParams.has('code') ?? false).toBe(false)
})

describe('Invalid PKCE code_verifier', () => {
  test.each([
    ['missing', undefined],
    ['blank', ''],
    ['wrong', 'a'.repeat(64)],
    ['plain: the challenge itself', 'challenge'],
  ])('%s', async (_what, given) => {
    const { back, url } = await inferno.smart.signIn(asked(), chosen)
    const code = back?.searchParams.get('code') ?? ''
    const verifier = given === 'challenge' ? (url.searchParams.get('code_challenge') ?? '') : given
    const answer =
      verifier === undefined
        ? await inferno.smart.token({
            grant_type: 'authorization_code',
            client_id: 'inferno-public',
            code,
            redirect_uri: INFERNO_REDIRECT,
          })
        : await redeem(code, verifier)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body.error).toMatch(/^invalid_(grant|request)$/)
  })
})

describe('Invalid Token Request', () => {
  test('invalid code', async () => {
    expect(await redeem('bad_code', 'a'.repeat(64))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('invalid client id', async () => {
    const { back, verifier } = await inferno.smart.signIn(asked(), chosen)
    const answer = await redeem(back?.searchParams.get('code') ?? '', verifier, { client_id: 'not_a_client' })
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('invalid refresh token', async () => {
    const answer = await inferno.smart.token({
      grant_type: 'refresh_token',
      client_id: 'inferno-public',
      refresh_token: 'not_a_token',
    })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

describe('Limited scopes', () => {
  test('what was not granted answers neither reads nor searches', async () => {
    const scope = 'launch/patient openid fhirUser patient/Patient.read patient/Condition.read patient/Observation.read'
    const { body } = await inferno.smart.tokensOf(asked({}, scope), chosen)
    const get = async (path: string) =>
      (
        await fetch(`${inferno.url}/fhir/r4/${path}`, {
          headers: { authorization: `Bearer ${body.access_token ?? ''}` },
        })
      ).status
    expect(await get('Patient/p1')).toBe(200)
    expect(await get('Condition?patient=p1')).toBe(200)
    expect(await get('Observation?patient=p1')).toBe(200)
    for (const type of ['AllergyIntolerance', 'CarePlan', 'CareTeam', 'Encounter', 'Goal', 'Procedure', 'Immunization'])
      expect(await get(`${type}?patient=p1`)).toBe(403)
  })
})

test('A client’s launch is not another client’s', async () => {
  const token = await inferno.app.token({ role: 'clinical-staff', user: 'Practitioner/alvarez' })
  const launch = await openFromChart(inferno.url, token, { client: 'inferno-symmetric', patient: 'p1' })
  const scope = 'launch openid fhirUser patient/*.rs'
  const { url } = inferno.smart.authorizing({ ...asked({}, scope), launch })
  const seen = await new Browser().follow(url, inferno.url)
  expect(seen.location?.searchParams.has('code') ?? false).toBe(false)
})
