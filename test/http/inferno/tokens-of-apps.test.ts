import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFromChart } from '../../support/smart/app-sessions.ts'
import { Browser } from '../../support/smart/browser.ts'
import { INFERNO_REDIRECT, startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { asserting, type Asked, type TokenAnswer } from '../../support/smart/smart-client.ts'

/** What an app sends comes back to it as it was, its id_token is its own, and its tokens are no other app's business. */
let inferno: InfernoApp

beforeAll(async () => {
  inferno = await startInfernoApp()
})
afterAll(() => inferno.stop())

const SCOPE = 'openid fhirUser offline_access patient/*.rs'
const asking = (over: Asked['over'], client = 'inferno-public') => ({
  client,
  redirectUri: INFERNO_REDIRECT,
  scope: `launch/patient ${SCOPE}`,
  ...(over ? { over } : {}),
})
const alvarez = { user: 'alvarez', patient: 'p1' }

/** Launches from a chart, in one hop. */
async function fromChart(over: Asked['over']): Promise<{ readonly back: URL | undefined; readonly verifier: string }> {
  const token = await inferno.app.token({ role: 'clinical-staff', user: 'Practitioner/alvarez' })
  const launch = await openFromChart(inferno.url, token, { client: 'inferno-public', patient: 'p1' })
  const { url, verifier } = inferno.smart.authorizing({ ...asking(over), scope: `launch ${SCOPE}`, launch })
  return { back: (await new Browser().go(url)).location, verifier }
}

const tokensOf = (over: Asked['over'], client?: string): Promise<TokenAnswer> =>
  inferno.smart.tokensOf(asking(over, client), alvarez)

describe('state comes back untouched', () => {
  const STATES = {
    'every character that RFC 6749 allows': String.fromCharCode(...Array.from({ length: 95 }, (_, at) => at + 32)),
    'what is encoded already': 'a%20b%2Fc+d%25',
    'what looks like more parameters': 'x&code=stolen&error=none#fragment',
    'what looks like markup': '"><script>alert(1)</script>',
    'JSON in base64': Buffer.from(JSON.stringify({ from: '/a?b=c', at: 1 })).toString('base64'),
    'a long one': 'long-'.repeat(200),
  }

  test.each(Object.entries(STATES))('%s', async (_name, state) => {
    const chart = await fromChart({ state })
    expect(chart.back?.searchParams.get('state')).toBe(state)
    const { back } = await inferno.smart.signIn(asking({ state }), alvarez)
    expect(back?.searchParams.getAll('state')).toEqual([state])
    expect(back?.searchParams.getAll('code')).toHaveLength(1)
    const refused = await fromChart({ state, aud: 'https://other.example/fhir' })
    expect(refused.back?.searchParams.get('error')).toBe('invalid_request')
    expect(refused.back?.searchParams.get('state')).toBe(state)
  })
})

describe('the id_token of another app', () => {
  const keys = () => createRemoteJWKSet(new URL(`${inferno.url}/auth/jwks`))

  test('smart_openid_decode_id_token', async () => {
    const { body } = await tokensOf({})
    const parts = (body.id_token ?? '').split('.')
    expect(parts).toHaveLength(3)
    for (const part of parts) expect(part).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(decodeProtectedHeader(body.id_token ?? '')).toMatchObject({ alg: 'RS256' })
    expect(decodeJwt(body.id_token ?? '')).toMatchObject({ aud: 'inferno-public', iss: `${inferno.url}/auth` })
  })

  test('holds its nonce, from a chart as from the sign-in page; without one there is none', async () => {
    const nonce = 'n-0S6_WzA2Mj é&='
    const { back, verifier } = await fromChart({ nonce })
    const launched = await inferno.smart.redeem(asking({}), back, verifier)
    expect(decodeJwt(launched.body.id_token ?? '')['nonce']).toBe(nonce)
    expect(decodeJwt((await tokensOf({ nonce })).body.id_token ?? '')['nonce']).toBe(nonce)
    expect(decodeJwt((await tokensOf({})).body.id_token ?? '')).not.toHaveProperty('nonce')
  })

  test.each([
    ['inferno-public', 'RS256'],
    ['inferno-elliptic', 'ES384'],
  ])('of %s is signed by %s, with a key that is published', async (client, alg) => {
    const { body } = await tokensOf({}, client)
    const { protectedHeader } = await jwtVerify(body.id_token ?? '', keys(), { audience: client, algorithms: [alg] })
    expect(protectedHeader).toMatchObject({ alg, kid: expect.any(String) as string })
    const { body: renewed } = await inferno.smart.token({
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token ?? '',
      client_id: client,
    })
    await jwtVerify(renewed.id_token ?? '', keys(), { audience: client, algorithms: [alg] })
  })
})

describe('a token is no business of another app (RFC 7009, RFC 7662)', () => {
  const opens = async ({ body }: TokenAnswer) =>
    (
      await fetch(`${inferno.url}/fhir/r4/Patient/p1`, {
        headers: { authorization: `Bearer ${body.access_token ?? ''}` },
      })
    ).status

  test.each(['access_token', 'refresh_token'] as const)('%s', async (kind) => {
    const owned = await tokensOf({})
    const token = owned.body[kind] ?? ''
    const junk = await inferno.smart.introspect('junk', inferno.stranger)
    const asked = await inferno.smart.introspect(token, inferno.stranger)
    expect({ status: asked.status, body: asked.body }).toEqual({ status: 200, body: { active: false } })
    expect({ status: junk.status, body: junk.body }).toEqual({ status: 200, body: { active: false } })

    const [mine, none] = [
      await inferno.smart.revoke({ token }, inferno.stranger),
      await inferno.smart.revoke({ token: 'junk' }, inferno.stranger),
    ]
    expect({ status: mine.status, body: mine.body }).toEqual({ status: none.status, body: none.body })
    expect((await inferno.smart.revoke({ token, client_id: 'inferno-elliptic' })).status).toBe(none.status)
    expect(await opens(owned)).toBe(200)

    expect((await inferno.smart.revoke({ token, client_id: 'inferno-public' })).status).toBe(200)
    expect(await opens(owned)).toBe(401)
  })

  test('a JWT is none of ours: it is not active, and no error', async () => {
    const foreign = await new SignJWT({ scope: 'patient/*.cruds' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.alloc(32))
    const { status, body } = await inferno.smart.introspect(foreign, inferno.stranger)
    expect({ status, body }).toEqual({ status: 200, body: { active: false } })
    expect((await inferno.smart.introspect(foreign, {})).status).toBeGreaterThanOrEqual(400)
  })

  test.each(['access_token', 'refresh_token'] as const)(
    '%s: whoever may ask about others proves who it is, and a program of one practice asks about that one',
    async (kind) => {
      const token = (await tokensOf({}, 'inferno-elliptic')).body[kind] ?? ''
      const { headers } = await inferno.proof('symmetric')
      expect((await inferno.smart.introspect(token, headers)).body).toMatchObject({ active: true })
      const byNobody = await fetch(`${inferno.url}/auth/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id: 'inferno-public' }),
      })
      expect(await byNobody.json()).toEqual({ active: false })
      const assertion = await inferno.key.assertion('inferno-elsewhere', `${inferno.url}/auth/token`)
      const elsewhere = await fetch(`${inferno.url}/auth/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token, ...asserting(assertion) }),
      })
      expect(await elsewhere.json()).toEqual({ active: false })
    },
  )

  test('of its own it is told and obeyed; without proof of who asks, nothing is', async () => {
    const signed = await inferno.smart.signIn(asking({}, 'inferno-stranger'), alvarez)
    const own = await inferno.smart.redeem(
      asking({}, 'inferno-stranger'),
      signed.back,
      signed.verifier,
      inferno.stranger,
    )
    const token = own.body.access_token ?? ''
    expect((await inferno.smart.introspect(token, inferno.stranger)).body).toMatchObject({
      active: true,
      patient: 'p1',
    })
    for (const headers of [{}, { authorization: `Bearer ${token}` }])
      expect((await inferno.smart.introspect(token, headers)).status).toBeGreaterThanOrEqual(400)
    expect((await inferno.smart.revoke({ token })).status).toBeGreaterThanOrEqual(400)
    expect(await opens(own)).toBe(200)
    expect((await inferno.smart.revoke({ token }, inferno.stranger)).status).toBe(200)
    expect(await opens(own)).toBe(401)
  })
})
