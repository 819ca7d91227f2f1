import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askProvider, personFrom } from '../../../server/auth/sign-in/ask-provider.ts'
import type { IdentityProvider } from '../../../server/auth/sign-in/identity-provider.ts'
import { createOpenProvider, type OpenProvider } from '../../../server/auth/sign-in/open-provider.ts'
import { createGuardedFetch } from '../../../server/outbound/guarded-fetch.ts'
import { TestIdentityProvider } from '../../support/sign-in/identity-provider.ts'

const BACK = 'https://ccm.example/auth/back'

let provider: TestIdentityProvider
let now: number
let open: OpenProvider

beforeEach(async () => {
  provider = await TestIdentityProvider.start()
  now = Date.now()
  const fetch = createGuardedFetch({ privateOrigins: [provider.issuer], loopback: false, seconds: 5, bytes: 100_000 })
  open = createOpenProvider({ fetch, clock: { now: () => now } })
})
afterEach(() => provider.stop())

function registered(credential: IdentityProvider['credential']): IdentityProvider {
  const { issuer, clientId } = provider
  return { name: 'P', issuer, clientId, credential, scopes: ['openid', 'email'], practices: ['riverbend'] }
}

/** Signs in there as somebody. */
async function signIn(setting: IdentityProvider, meanwhile: () => unknown = () => undefined) {
  const { url, ...asked } = await askProvider(await open(setting), setting, { redirectUri: BACK })
  provider.next = { claims: { sub: 's-1', email: 'a@b.example', email_verified: true } }
  const { headers } = await fetch(url, { redirect: 'manual' })
  await meanwhile()
  return personFrom(await open(setting), setting, { back: new URL(headers.get('location') ?? ''), asked })
}

const secret = () => registered({ kind: 'secret', secret: provider.secret })

describe('our client at a provider', () => {
  test.each(['client_secret_basic', 'client_secret_post'] as const)('proves itself by %s', async (method) => {
    provider.method = method
    expect(await signIn(secret())).toEqual({ issuer: provider.issuer, subject: 's-1', email: 'a@b.example' })
  })

  test.each(['jwk', 'pem'])('proves itself by a private key (%s)', async (form) => {
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
    const names = { alg: 'ES384', ...(form === 'jwk' ? { kid: 'k' } : {}) }
    provider.method = 'private_key_jwt'
    provider.clientKey = { ...(await exportJWK(publicKey)), ...names }
    const jwk = JSON.stringify({ ...(await exportJWK(privateKey)), ...names })
    const key = form === 'jwk' ? jwk : await exportPKCS8(privateKey)
    expect(await signIn(registered({ kind: 'key', key }))).toMatchObject({ subject: 's-1' })
  })

  test('that does not prove itself is refused, and the operator learns by which word', async () => {
    await expect(signIn(registered({ kind: 'secret', secret: 'another' }))).rejects.toMatchObject({
      fault: 'identity-refused',
      reason: 'invalid_client',
    })
  })
})

describe('a provider', () => {
  test('that cannot be asked is asked again the next time', async () => {
    provider.isDown = true
    await expect(signIn(secret())).rejects.toMatchObject({ fault: 'provider-unreachable' })
    provider.isDown = false
    expect(await signIn(secret())).toMatchObject({ subject: 's-1' })
  })

  test('that fails, or is gone, while somebody is on the way back is no reason to doubt the person', async () => {
    const down = signIn(secret(), () => (provider.isDown = true))
    await expect(down).rejects.toMatchObject({ fault: 'provider-unreachable' })
    provider.isDown = false
    const gone = signIn(secret(), () => provider.stop())
    await expect(gone).rejects.toMatchObject({ fault: 'provider-unreachable' })
  })

  test('is discovered once an hour, by one request where several ask', async () => {
    const discovered = () => provider.asked.filter((path) => path.startsWith('/.well-known')).length
    await Promise.all([open(secret()), open(secret())])
    await open(secret())
    expect(discovered()).toBe(1)
    now += 3_600_000
    await open(secret())
    expect(discovered()).toBe(2)
    now += 3_600_000
    provider.isDown = true
    await expect(open(secret())).resolves.toBeDefined()
  })

  test('that bears another name is not believed', async () => {
    provider.poses = 'https://issuer.example'
    await expect(open(secret())).rejects.toMatchObject({ fault: 'provider-unreachable' })
  })

  test('in a private network is asked only where the settings name it', async () => {
    const fetch = createGuardedFetch({ privateOrigins: [], loopback: false, seconds: 5, bytes: 100_000 })
    const guarded = createOpenProvider({ fetch, clock: { now: () => now } })
    await expect(guarded(secret())).rejects.toMatchObject({
      fault: 'provider-unreachable',
      reason: expect.stringContaining('OUTBOUND_PRIVATE_ORIGINS') as string,
    })
    expect(provider.asked).toEqual([])
  })
})
