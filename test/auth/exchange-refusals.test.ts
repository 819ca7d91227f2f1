import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OUR_CLIENT, type LoginTwist } from '../support/ehr-login.ts'
import { makeKey, startEhr, type FakeEhr } from '../support/ehr.ts'
import {
  ehrPatient,
  ehrPractitioner,
  openExchange,
  OUR_BASE,
  parametersOf,
  type ExchangeBench,
} from '../support/exchange.ts'
import { searchAll } from '../support/search-all.ts'

let bench: ExchangeBench
let epic: FakeEhr
let launcher: FakeEhr

beforeAll(async () => {
  bench = await openExchange()
  const now = () => bench.programme.clock.now()
  ;[epic, launcher] = await Promise.all([startEhr('epic', now), startEhr('launcher', now)])
  epic.put(ehrPractitioner('doctor', '1234567893'), ehrPatient('eRx-1', '1EG4-TE5-MK73'))
})
afterAll(async () => {
  await Promise.all([epic.stop(), launcher.stop()])
  await bench.stop()
})
beforeEach(() => {
  epic.seen.length = 0
  launcher.seen.length = 0
})

const come: ExchangeBench['come'] = (...args) => bench.come(...args)

describe('an id_token is refused', () => {
  const now = () => Math.floor(bench.programme.clock.now() / 1000)

  it.each<[string, () => LoginTwist]>([
    ['issuer-unknown', () => ({ claims: { iss: 'https://somebody.example' } })],
    ['audience', () => ({ claims: { aud: 'another-client' } })],
    ['authorized-party', () => ({ claims: { aud: [OUR_CLIENT, 'another'], azp: 'another' } })],
    ['authorized-party', () => ({ claims: { aud: [OUR_CLIENT, 'another'] } })],
    ['authorized-party', () => ({ claims: { azp: 'another' } })],
    ['authorized-party', () => ({ claims: { aud: [OUR_CLIENT, 'another'] } })],
    ['expired', () => ({ claims: { exp: now() - 61 } })],
    ['too-old', () => ({ claims: { iat: now() - 661, exp: now() + 60 } })],
    ['clock', () => ({ claims: { iat: now() + 120 } })],
    ['clock', () => ({ claims: { nbf: now() + 120 } })],
    ['claim-exp', () => ({ without: ['exp'] })],
    ['claim-iat', () => ({ without: ['iat'] })],
    ['claim-sub', () => ({ without: ['sub'] })],
    ['subject', () => ({ claims: { sub: '' } })],
    ['access-token-hash', () => ({ claims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } })],
    ['kind', () => ({ header: { typ: 'at+jwt' } })],
    ['not-staff', () => ({ claims: { fhirUser: `${epic.fhirBase}/Patient/eRx-1` } })],
    ['not-staff', () => ({ claims: { fhirUser: 'https://elsewhere.example/RelatedPerson/1' } })],
  ])('%s: the caller hears invalid_grant and no reason', async (reason, twist) => {
    const before = await searchAll(bench.practice.repository, 'Practitioner')
    const refused = await come(epic, 'stranger', twist()).catch((error: unknown) => error as Error)
    expect(refused).toMatchObject({ error: 'invalid_grant', status: 400, reason })
    expect((refused as Error).message).toBe('The EHR, its token or the patient in context was not accepted.')
    expect(bench.logged.at(-1)).toEqual({ message: 'exchange-refused', reason })
    expect(await searchAll(bench.practice.repository, 'Practitioner')).toHaveLength(before.length)
  })

  it('within the tolerance of a minute is not', async () => {
    const claims = { exp: now() - 30, iat: now() - 330 }
    expect(await come(epic, 'doctor', { claims })).toMatchObject({ user: 'Practitioner/doc' })
  })

  it('whoever signed it, by another key of the same name', async () => {
    const key = await makeKey('key-1')
    await expect(come(epic, 'doctor', { key })).rejects.toMatchObject({ reason: 'signature' })
  })

  it('signed by a secret that everybody knows, or by nothing', async () => {
    const { idToken, accessToken } = await epic.login('doctor')
    const [, payload = '', signature = ''] = idToken.split('.')
    for (const alg of ['none', 'HS256']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: 'key-1' })).toString('base64url')
      for (const end of ['', signature]) {
        const login = { idToken: `${header}.${payload}.${end}`, accessToken, expiresIn: 0 }
        const exchanged = bench.exchange(epic.registered(), { parameters: parametersOf(login, { patient: 'eRx-1' }) })
        await expect(exchanged).rejects.toMatchObject({ error: 'invalid_grant' })
      }
    }
  })

  it('that is no token', async () => {
    const login = { idToken: 'x.y.z', accessToken: 'x', expiresIn: 0 }
    const exchanged = bench.exchange(epic.registered(), { parameters: parametersOf(login) })
    await expect(exchanged).rejects.toMatchObject({ error: 'invalid_grant', reason: 'malformed' })
  })

  it('without the nonce of a launch that had one; without a record none is asked for', async () => {
    const call = async (claims: Record<string, string>, nonce?: string) =>
      bench.exchange(epic.registered(), {
        parameters: parametersOf(await epic.login('doctor', { claims }), { patient: 'eRx-1' }),
        ...(nonce ? { nonce } : {}),
      })
    await expect(call({}, 'n-1')).rejects.toMatchObject({ reason: 'nonce' })
    await expect(call({ nonce: 'n-2' }, 'n-1')).rejects.toMatchObject({ reason: 'nonce' })
    expect(await call({ nonce: 'n-1' }, 'n-1')).toMatchObject({ user: 'Practitioner/doc' })
    expect(await call({})).toMatchObject({ user: 'Practitioner/doc' })
  })

  it('before anybody is asked for keys, when the issuer is not registered', async () => {
    const login = await launcher.login('doctor')
    const exchanged = bench.exchange(epic.registered(), { parameters: parametersOf(login, { patient: 'eRx-1' }) })
    await expect(exchanged).rejects.toMatchObject({ reason: 'issuer-unknown' })
    expect([...launcher.seen, ...epic.seen]).toEqual([])
  })

  it('of an EHR whose practice is not on this server', async () => {
    const parameters = parametersOf(await epic.login('doctor'), { patient: 'eRx-1' })
    const exchanged = bench.exchange(epic.registered({ tenant: 'nowhere' }), { parameters })
    await expect(exchanged).rejects.toMatchObject({ error: 'invalid_grant', reason: 'practice-unknown' })
  })
})

describe('the parameters of RFC 8693', () => {
  it.each<[string, string, Record<string, string | undefined>]>([
    ['invalid_request', 'subject_token is missing', { subject_token: '' }],
    ['invalid_request', 'subject_token_type must be', { subject_token_type: undefined }],
    ['invalid_request', 'subject_token_type must be', { subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' }],
    [
      'invalid_request',
      'requested_token_type can only',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
    ],
    ['invalid_request', 'actor_token is not taken', { actor_token: 'x' }],
    ['invalid_request', 'actor_token_type is not taken', { actor_token_type: 'x' }],
    ['invalid_request', 'ehr_access_token is needed', { ehr_access_token: undefined }],
    ['invalid_request', 'patient must be the id', { patient: '../Observation' }],
    ['invalid_request', 'patient must be the id', { patient: '..' }],
    ['invalid_request', 'encounter must be the id', { encounter: 'a/b' }],
    ['invalid_request', 'encounter is nothing without patient', { patient: undefined, encounter: 'a' }],
    ['invalid_target', 'no tokens for another', { resource: 'https://other.example/fhir' }],
    ['invalid_target', 'no tokens for another', { audience: 'https://other.example/fhir' }],
    ['invalid_scope', 'None of the scopes', { scope: 'openid system/*.rs' }],
  ])('%s: %s', async (error, words, more) => {
    await expect(come(epic, 'doctor', {}, more)).rejects.toMatchObject({
      error,
      status: 400,
      message: expect.stringContaining(words) as unknown,
    })
  })

  it('may name what there is by default', async () => {
    const more = { requested_token_type: 'urn:ietf:params:oauth:token-type:access_token', resource: `${OUR_BASE}/` }
    expect(await come(epic, 'doctor', {}, more)).toMatchObject({ user: 'Practitioner/doc' })
  })
})
