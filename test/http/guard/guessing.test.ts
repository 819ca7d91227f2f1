import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SignInFlow } from '../../support/sign-in/sign-in-flow.ts'
import { person, startSignInWorld, type SignInWorld } from '../../support/sign-in/sign-in-world.ts'
import { Browser } from '../../support/smart/browser.ts'
import { INFERNO_REDIRECT, startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { asserting, basic, ClientKey } from '../../support/smart/smart-client.ts'

/** Wrong secrets that an address may try; of what works once ten times as many are borne. */
const GUESSES = 2
const SETTINGS = { TRUST_PROXY: 'true', MAX_GUESSES: String(GUESSES) }

/** Each test is at an address of its own: what it guesses is held against nobody else. */
let last = 0
const nextAddress = () => `198.51.100.${++last}`
let address: string
const from = (where = address) => ({ 'x-forwarded-for': where })

beforeEach(() => {
  address = nextAddress()
})

describe('at the token endpoint', () => {
  let inferno: InfernoApp

  beforeAll(async () => {
    inferno = await startInfernoApp(SETTINGS)
  })
  afterAll(() => inferno.stop())

  const guess = (secret: string, client = 'inferno-symmetric', where = address) =>
    inferno.smart.token({ grant_type: 'authorization_code', code: 'x' }, { ...basic(client, secret), ...from(where) })

  /** The symmetric client with its secret: a code that is none is all that is wrong. */
  const right = async (where = address, code = 'no-code') => {
    const { headers } = await inferno.proof('symmetric')
    return inferno.smart.token(redeeming(code), { ...headers, ...from(where) })
  }

  const redeeming = (code: string) => ({
    grant_type: 'authorization_code',
    code,
    redirect_uri: INFERNO_REDIRECT,
    code_verifier: 'v'.repeat(43),
  })

  test('wrong secrets lock the address out, and say so as OAuth does; the same one again is no further guess', async () => {
    for (const secret of ['a', 'b', 'b', 'b', 'c']) expect((await guess(secret)).status).toBe(401)
    const locked = await guess('d')
    expect(locked).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } })
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(locked.headers.get('cache-control')).toContain('no-store')
    // Whether it is right or not, nobody looks.
    expect((await right()).status).toBe(429)
    expect((await guess('d', 'inferno-symmetric', nextAddress())).status).toBe(401)
  })

  test('the same password for another client is another guess', async () => {
    for (const client of ['one', 'two', 'three']) expect((await guess('spring', client)).status).toBe(401)
    expect((await guess('spring', 'four')).status).toBe(429)
  })

  test.each(['text/html', 'application/json'])(
    'a wrong secret counts whatever the answer’s form is: %s',
    async (accept) => {
      const ask = (secret: string) =>
        inferno.smart.token(redeeming('x'), { ...basic('inferno-symmetric', secret), ...from(), accept })
      for (const secret of ['a', 'b', 'c']) expect((await ask(secret)).status).toBe(401)
      expect((await ask('d')).status).toBe(429)
    },
  )

  test('so do wrong assertions, in whatever letters the address is written', async () => {
    const stranger = await ClientKey.make('ES384')
    const ask = async (path: string) => {
      const assertion = await stranger.assertion('inferno-bulk', `${inferno.url}/auth/token`)
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'system/*.rs',
        ...asserting(assertion),
      })
      return (await fetch(`${inferno.url}/auth/${path}`, { method: 'POST', headers: from(), body })).status
    }
    for (const path of ['token', 'TOKEN', 'token/']) expect(await ask(path)).toBe(401)
    for (const path of ['token', 'Token/', 'introspect', 'revoke']) expect(await ask(path)).toBe(429)
    // The client itself asks from where it is.
    const own = await inferno.key.assertion('inferno-bulk', `${inferno.url}/auth/token`)
    const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...asserting(own) }
    expect((await inferno.smart.token(form, from(nextAddress()))).status).toBe(200)
  })

  const program = async (where = address, key = inferno.key) => {
    const assertion = await key.assertion('inferno-bulk', `${inferno.url}/auth/token`)
    const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...asserting(assertion) }
    return inferno.smart.token(form, from(where))
  }

  test('a program that has proved itself there goes on, with assertions and tokens that nobody has seen before', async () => {
    expect((await program()).status).toBe(200)
    for (const secret of ['a', 'b', 'c']) await guess(secret)
    expect((await guess('d')).status).toBe(429)
    const read = (token: string) =>
      fetch(`${inferno.url}/fhir/r4/Patient?_count=1`, { headers: { authorization: `Bearer ${token}`, ...from() } })
    for (let time = 0; time < 2; time++) {
      const { status, body } = await program()
      expect(status).toBe(200)
      expect((await read(body.access_token ?? '')).status).toBe(200)
    }
    expect((await read('a-guess')).status).toBe(429)
    // Where it has not proved itself, nobody looks.
    const elsewhere = nextAddress()
    for (const secret of ['a', 'b', 'c']) await guess(secret, 'inferno-symmetric', elsewhere)
    expect((await program(elsewhere)).status).toBe(429)
  })

  test('who makes up assertions of a program beside it is locked out all the same', async () => {
    expect((await program()).status).toBe(200)
    const stranger = await ClientKey.make('ES384')
    for (let time = 0; time <= GUESSES; time++) expect((await program(address, stranger)).status).toBe(401)
    expect((await program(address, stranger)).status).toBe(429)
    expect((await program(nextAddress())).status).toBe(200)
  })

  test('whoever signs in, or comes again, while others guess there works with the token that was given', async () => {
    const asked = {
      client: 'inferno-public',
      redirectUri: INFERNO_REDIRECT,
      scope: 'launch/patient patient/Patient.rs offline_access',
    }
    const { back, verifier } = await inferno.smart.signIn(asked, { user: 'alvarez', patient: 'p1' })
    for (const secret of ['a', 'b', 'c']) await guess(secret)
    const code = back?.searchParams.get('code') ?? ''
    const read = (token = '') =>
      fetch(`${inferno.url}/fhir/r4/Patient/p1`, { headers: { authorization: `Bearer ${token}`, ...from() } })
    const first = await inferno.smart.token(
      { ...redeeming(code), code_verifier: verifier, client_id: 'inferno-public' },
      from(),
    )
    expect((await read(first.body.access_token)).status).toBe(200)
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token ?? '',
      client_id: 'inferno-public',
    }
    const second = await inferno.smart.token(refresh, from())
    expect((await read(second.body.access_token)).status).toBe(200)
    expect((await read('another-guess')).status).toBe(429)
  })

  test('strangers at many addresses lock a client out nowhere but where they guess', async () => {
    const strangers = Array.from({ length: GUESSES * 10 + 1 }, nextAddress)
    for (const where of strangers)
      expect((await guess(`guess at ${where}`, 'inferno-symmetric', where)).status).toBe(401)
    // Each of them has had one guess, and no more: one address alone may have two.
    expect((await guess('another', 'inferno-symmetric', strangers[0])).status).toBe(429)
    expect((await guess('another', 'inferno-asymmetric', strangers[0])).status).toBe(401)
    // The client is at an address that has never guessed, and has shown its secret to nobody within the hour.
    expect(await right(nextAddress())).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test.each([
    ['codes', (value: string) => redeeming(value)],
    ['refresh tokens', (value: string) => ({ grant_type: 'refresh_token', refresh_token: value })],
  ])(
    'guessed %s lock the client out at that address; other clients there and the client elsewhere go on',
    async (_what, formOf) => {
      const ask = (value: string, client = 'inferno-public', where = address) =>
        inferno.smart.token({ ...formOf(value), client_id: client }, from(where))
      for (let at = 0; at < 3; at++) expect((await ask('the same, which is over')).status).toBe(400)
      for (let at = 0; at < GUESSES * 10; at++)
        expect(await ask(`guess ${at}`)).toMatchObject({ body: { error: 'invalid_grant' } })
      expect((await ask('one more')).status).toBe(429)
      expect((await ask('one more', 'ccm-app')).status).toBe(400)
      expect((await ask('one more', 'inferno-public', nextAddress())).status).toBe(400)
    },
  )

  test('an app without a secret signs people in there, while secrets of others are guessed', async () => {
    for (const secret of ['a', 'b', 'c']) await guess(secret)
    expect((await guess('d')).status).toBe(429)
    const asked = { client: 'inferno-public', redirectUri: INFERNO_REDIRECT, scope: 'openid patient/Patient.rs' }
    const { back, verifier } = await inferno.smart.signIn(asked, { user: 'alvarez', patient: 'p1' })
    const code = back?.searchParams.get('code') ?? ''
    const form = { ...redeeming(code), code_verifier: verifier, client_id: 'inferno-public' }
    expect((await inferno.smart.token(form, from())).status).toBe(200)
  })

  test('wrong tokens at UserInfo count like those at the FHIR base', async () => {
    const ask = (token: string) =>
      fetch(`${inferno.url}/auth/userinfo`, { headers: { authorization: `Bearer ${token}`, ...from() } })
    for (const token of ['a', 'a', 'b', 'c']) expect((await ask(token)).status).toBe(401)
    expect((await ask('d')).status).toBe(429)
    const fhir = await fetch(`${inferno.url}/fhir/r4/Patient`, { headers: { authorization: 'Bearer e', ...from() } })
    expect(fhir.status).toBe(429)
  })

  test('what nobody could guess counts for nothing: a form without a proof, another error', async () => {
    for (let at = 0; at < 30; at++)
      expect((await inferno.token('public', { grant_type: 'made-up', code: String(at) })).status).toBe(400)
    expect((await inferno.token('public', redeeming('x'))).status).toBe(400)
  })
})

describe('where staff sign in by a provider', () => {
  let world: SignInWorld

  beforeAll(async () => {
    world = await startSignInWorld(SETTINGS)
  })
  afterAll(() => world.stop())

  const flow = (where = address) => {
    const signIn = new SignInFlow(world.server, world.provider)
    signIn.browser = new Browser(from(where))
    return signIn
  }
  const forged = () => person('dana-1', 'dana.whitfield@riverbend.example', { nonce: 'another' })

  test('answers that do not hold lock the address out; colleagues elsewhere sign in', async () => {
    for (let at = 0; at <= GUESSES * 10; at++) expect((await flow().arrive(forged())).status).toBe(403)
    const locked = await flow().arrive(person('dana-1', 'dana.whitfield@riverbend.example'))
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(locked.text).toContain('Too many sign-ins have failed here')
    const elsewhere = await flow(nextAddress()).arrive(person('dana-1', 'dana.whitfield@riverbend.example'))
    expect(elsewhere.text).toContain('You are Test Dana')
  })

  test('so do answers to questions that nobody asked', async () => {
    const bring = (state: string) => new Browser(from()).go(`${world.server.url}/auth/back?state=${state}&code=x`)
    for (let at = 0; at <= GUESSES * 10; at++) expect((await bring(`made-up-${at}`)).status).toBe(400)
    expect((await bring('one-more')).status).toBe(429)
  })

  test('who changes their mind has guessed nothing', async () => {
    for (let at = 0; at < GUESSES * 10 + 5; at++) await flow().arrive({ error: 'access_denied' })
    const page = await flow().arrive(person('dana-1', 'dana.whitfield@riverbend.example'))
    expect(page.text).toContain('You are Test Dana')
  })
})
