import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuthorizationServer } from '../../../server/auth/provider/authorization-server.ts'
import type { SigningKeys } from '../../../server/ports/signing-keys.ts'
import { InvalidToken } from '../../../server/auth/token-verifier.ts'
import { REDIRECT, startAuthorization } from '../../support/smart/authorization.ts'
import { Browser } from '../../support/smart/browser.ts'
import { asserting, basic, type Asked, type ClientKey, type SmartClient } from '../../support/smart/smart-client.ts'

let server: AuthorizationServer
let smart: SmartClient
let key: ClientKey
let url: string
let signing: SigningKeys
let pass: (milliseconds: number) => void
let stop: () => Promise<void>

const CALL = { request: 'request-1', address: '192.0.2.7' }
const context = { tenant: 'riverside', role: 'clinical-staff', user: 'Practitioner/nurse', name: 'Nina Nurse' } as const

beforeAll(async () => {
  ;({ server, smart, key, url, signing, pass, stop } = await startAuthorization())
})
afterAll(() => stop())

const asked = (over: Partial<Asked> = {}): Asked => ({
  client: 'browser-app',
  redirectUri: REDIRECT,
  scope: 'launch openid fhirUser offline_access patient/*.rs',
  ...over,
})

/** Opens an app from a chart, and answers where the browser is sent back to. */
async function opened(over: Partial<Asked> = {}, patient = 'p1') {
  const want = asked(over)
  const launch = await server.beginLaunch(
    { ...context, client: want.client, patient, encounter: 'e1', intent: 'plan' },
    CALL,
  )
  const authorizing = smart.authorizing({ ...want, launch })
  const seen = await new Browser().go(authorizing.url)
  return { ...authorizing, back: seen.location, asked: want, launch }
}

async function tokens(over: Partial<Asked> = {}, headers: Readonly<Record<string, string>> = {}) {
  const { asked: want, back, verifier } = await opened(over)
  return smart.redeem(want, back, verifier, headers)
}

describe('an app that is opened from a chart', () => {
  test('comes back with a code in one hop, without a cookie, and gets patient and encounter with its token', async () => {
    const { status, body, headers } = await tokens()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('pragma')).toBe('no-cache')
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      patient: 'p1',
      encounter: 'e1',
      intent: 'plan',
      need_patient_banner: true,
      tenant: 'riverside',
    })
    expect(new Set(body.scope?.split(' '))).toEqual(new Set(asked().scope.split(' ')))
  })

  test('learns who the user is from an id_token that the published keys verify', async () => {
    const { body } = await tokens()
    const keys = createRemoteJWKSet(new URL(`${url}/auth/jwks`))
    const { payload } = await jwtVerify(body.id_token ?? '', keys, { issuer: `${url}/auth`, audience: 'browser-app' })
    expect(payload).toMatchObject({ fhirUser: `${smart.fhir}/Practitioner/nurse`, sub: 'riverside/Practitioner/nurse' })
  })

  test('speaks for that user, on that patient', async () => {
    const { body } = await tokens()
    const principal = await server.verifier.verify(body.access_token ?? '')
    expect(principal).toMatchObject({
      role: 'clinical-staff',
      user: 'Practitioner/nurse',
      patient: 'p1',
      client: 'browser-app',
    })
    expect(principal.tenant.slug).toBe('riverside')
    expect(principal.tokenId).not.toContain(body.access_token)
  })

  test('two in one browser keep to their own patients', async () => {
    const browser = new Browser()
    const patients = []
    for (const patient of ['p1', 'p2']) {
      const launch = await server.beginLaunch({ ...context, client: 'browser-app', patient }, CALL)
      const authorizing = smart.authorizing({ ...asked(), launch })
      const { location } = await browser.go(authorizing.url)
      patients.push((await smart.redeem(asked(), location, authorizing.verifier)).body['patient'])
    }
    expect(patients).toEqual(['p1', 'p2'])
  })

  test('is granted what it was registered for, and no more', async () => {
    const scope = 'launch openid patient/CarePlan.cruds patient/Observation.rs user/Patient.rs system/*.rs'
    const { body } = await tokens({ client: 'lean-app', scope })
    expect(new Set(body.scope?.split(' '))).toEqual(new Set(['launch', 'openid', 'patient/CarePlan.rs']))
    expect(body.refresh_token).toBeUndefined()
  })

  test('may ask in the scopes of version 1', async () => {
    const { body } = await tokens({ scope: 'launch openid patient/Observation.read' })
    expect(body.scope?.split(' ')).toContain('patient/Observation.read')
  })

  test.each([
    ['used before', (launch: string) => launch],
    ['made up', () => 'no-such-launch'],
  ])('a launch that was %s opens nothing', async (_what, launchOf) => {
    const { launch } = await opened()
    const { location } = await new Browser().go(smart.authorizing({ ...asked(), launch: launchOf(launch) }).url)
    expect(location?.searchParams.get('error')).toBe('invalid_request')
    expect(location?.searchParams.has('code')).toBe(false)
  })

  test("another client's launch opens nothing", async () => {
    const launch = await server.beginLaunch({ ...context, client: 'secret-app', patient: 'p1' }, CALL)
    const { location } = await new Browser().go(smart.authorizing({ ...asked(), launch }).url)
    expect(location?.searchParams.get('error')).toBe('invalid_request')
  })
})

describe('an authorization is refused', () => {
  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a plain challenge', { code_challenge_method: 'plain' }],
    ['for another audience', { aud: 'https://other.example/fhir' }],
    ['without an audience', { aud: undefined }],
    ['without its launch', { launch: undefined }],
  ])('%s', async (_what, over) => {
    const { back } = await opened({ over })
    expect(back?.origin).toBe('https://app.example')
    expect(back?.searchParams.get('error')).toBe('invalid_request')
    expect(back?.searchParams.has('code')).toBe(false)
  })

  test('for an address that is not the app’s: the browser is not sent there', async () => {
    const { back } = await opened({ over: { redirect_uri: `${REDIRECT}/more` } })
    expect(back).toBeUndefined()
  })

  test.each([
    ['a wrong verifier', 'a'.repeat(43)],
    ['none', ''],
  ])('and a code with %s', async (_what, verifier) => {
    const { back } = await opened()
    expect(await smart.redeem(asked(), back, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('and a code the second time, which ends what the first gave', async () => {
    const { back, verifier } = await opened()
    const first = await smart.redeem(asked(), back, verifier)
    expect(await smart.redeem(asked(), back, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    await expect(server.verifier.verify(first.body.access_token ?? '')).rejects.toBeInstanceOf(InvalidToken)
  })
})

describe('a refresh token', () => {
  const refresh = (token: string, more: Readonly<Record<string, string>> = { client_id: 'browser-app' }) =>
    smart.token({ grant_type: 'refresh_token', refresh_token: token, ...more })

  test('gives new tokens with the same context, and is replaced', async () => {
    const { body } = await tokens()
    const next = await refresh(body.refresh_token ?? '')
    expect(next).toMatchObject({ status: 200, body: { patient: 'p1', encounter: 'e1' } })
    expect(next.body.refresh_token).not.toBe(body.refresh_token)
  })

  test('used again later than ten seconds ends everything that came of it', async () => {
    const { body } = await tokens()
    const next = await refresh(body.refresh_token ?? '')
    pass(10_001)
    expect((await refresh(body.refresh_token ?? '')).status).toBe(400)
    expect((await refresh(next.body.refresh_token ?? '')).status).toBe(400)
    await expect(server.verifier.verify(next.body.access_token ?? '')).rejects.toBeInstanceOf(InvalidToken)
  })

  test('used again within them, for the answer was lost, gets that answer again and no second line of tokens', async () => {
    const { body } = await tokens()
    const first = await refresh(body.refresh_token ?? '')
    const again = await refresh(body.refresh_token ?? '')
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body })
    expect(again.headers.get('cache-control')).toBe('no-store')
    // For other scopes it is another question, which nobody has answered; nothing ends by it.
    const other = await refresh(body.refresh_token ?? '', { client_id: 'browser-app', scope: 'openid' })
    expect(other).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const next = await refresh(first.body.refresh_token ?? '')
    expect(next.status).toBe(200)
    // Whoever goes on with what both have, is found out as ever.
    pass(10_001)
    expect((await refresh(first.body.refresh_token ?? '')).status).toBe(400)
    expect((await refresh(next.body.refresh_token ?? '')).status).toBe(400)
  })

  test('used by several requests at once gives all of them the same, and the family lives', async () => {
    for (let round = 0; round < 5; round++) {
      const { body } = await tokens()
      const all = await Promise.all(Array.from({ length: 4 }, () => refresh(body.refresh_token ?? '')))
      expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(new Set(all.map((one) => one.body.refresh_token)).size).toBe(1)
      expect(new Set(all.map((one) => one.body.access_token)).size).toBe(1)
      const next = await refresh(all[0]?.body.refresh_token ?? '')
      expect(next).toMatchObject({ status: 200, body: { patient: 'p1', encounter: 'e1' } })
    }
  })

  test('is not repeated for another client, nor after it was revoked', async () => {
    const { body } = await tokens()
    const first = await refresh(body.refresh_token ?? '')
    expect(await refresh(body.refresh_token ?? '', { client_id: 'lean-app' })).toMatchObject({ status: 400 })
    const headers = basic('secret-app', 'sEcret_1234567890')
    const form = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' }
    expect((await smart.token(form, headers)).status).toBe(400)
    expect((await smart.token(form, basic('secret-app', 'wrong'))).status).toBe(401)
    await smart.revoke({ token: first.body.refresh_token ?? '', client_id: 'browser-app' })
    expect((await refresh(body.refresh_token ?? '')).status).toBe(400)
  })

  test('of a public client tells whose it is, where the client does not say', async () => {
    const { body } = await tokens()
    expect((await refresh(body.refresh_token ?? '', {})).status).toBe(200)
  })

  test('is not given for more than was granted', async () => {
    const { body } = await tokens()
    const more = { client_id: 'browser-app', scope: 'patient/*.cruds' }
    expect(await refresh(body.refresh_token ?? '', more)).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    })
  })
})

describe('a confidential client', () => {
  const headers = basic('secret-app', 'sEcret_1234567890')
  const over = { client: 'secret-app' }

  test('proves itself by its secret', async () => {
    expect((await tokens(over, headers)).status).toBe(200)
    expect((await tokens(over, basic('secret-app', 'wrong'))).status).toBe(401)
  })

  test('asks about a token, and revokes its own', async () => {
    const { body } = await tokens(over, headers)
    const token = body.access_token ?? ''
    expect((await smart.introspect(token, headers)).body).toMatchObject({
      active: true,
      patient: 'p1',
      role: 'clinical-staff',
    })
    expect((await smart.revoke({ token }, headers)).status).toBe(200)
    expect((await smart.introspect(token, headers)).body).toEqual({ active: false })
    expect((await smart.introspect('junk', headers)).body).toEqual({ active: false })
    await expect(server.verifier.verify(token)).rejects.toBeInstanceOf(InvalidToken)
  })
})

describe('a program that acts by itself', () => {
  const ask = async (
    scope: string,
    over: Readonly<Record<string, unknown>> = {},
    header: Readonly<Record<string, unknown>> = {},
  ) => {
    const assertion = await key.assertion('payer', `${url}/auth/token`, over, header)
    return smart.token({ grant_type: 'client_credentials', scope, ...asserting(assertion) })
  }

  test('gets five minutes for what it was registered for, and its members', async () => {
    const { status, body } = await ask('system/CarePlan.rs system/Observation.rs')
    expect({ status, body }).toMatchObject({ status: 200, body: { expires_in: 300, scope: 'system/CarePlan.rs' } })
    expect(await server.verifier.verify(body.access_token ?? '')).toMatchObject({
      role: 'payer',
      members: ['p1', 'p2'],
    })
  })

  test.each(['', 'patient/*.rs', 'system/Observation.rs', 'nonsense'])(
    'gets nothing for the scope "%s"',
    async (scope) => {
      expect(await ask(scope)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    },
  )

  test.each([
    ['for another server', { aud: 'https://other.example/token' }, {}],
    ['for longer than five minutes', { exp: Math.floor(Date.now() / 1000) + 900 }, {}],
    ['that is over', { exp: Math.floor(Date.now() / 1000) - 60 }, {}],
    ['without a jti', { jti: undefined }, {}],
    ['of somebody else', { iss: 'other' }, {}],
    ['by an unknown key', {}, { kid: 'unknown' }],
  ])('is refused with an assertion %s', async (_what, over, header) => {
    expect(await ask('system/CarePlan.rs', over, header)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
  })
})

test('new keys sign when their time has come, and what the old ones signed stays good', async () => {
  const { body } = await tokens()
  await signing.rotate(0)
  await expect
    .poll(async () => kidOf((await tokens()).body.id_token), { timeout: 10_000 })
    .not.toBe(kidOf(body.id_token))
  const keys = createRemoteJWKSet(new URL(`${url}/auth/jwks`))
  await expect(jwtVerify(body.id_token ?? '', keys)).resolves.toBeDefined()
})

function kidOf(token: string | undefined): unknown {
  return decodeProtectedHeader(token ?? '').kid
}
