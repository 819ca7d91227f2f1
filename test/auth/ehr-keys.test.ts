import { decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEhrKeys, type EhrKeys } from '../../server/auth/exchange/ehr-keys.ts'
import { makeKey, startEhr, type EhrKind, type FakeEhr } from '../support/ehr.ts'

const MINUTE = 60_000

let ehr: FakeEhr
let keys: EhrKeys
let clock: { time: number; now(): number }

async function open(kind: EhrKind) {
  clock = { time: Date.now(), now: () => clock.time }
  ehr = await startEhr(kind)
  keys = createEhrKeys({ fetch: (url, init) => fetch(url, init), clock })
}

beforeEach(() => open('epic'))
afterEach(() => ehr.stop())

async function check(key = ehr.keys[0]!, registered = ehr.registered()): Promise<unknown> {
  const { idToken } = await ehr.login('doctor', { key })
  const { payload } = await jwtVerify(idToken, keys.of(registered, ehr.issuer))
  return payload.sub
}

const asked = () => ehr.seen.filter(({ path }) => path === '/keys').length

describe('keys of an EHR', () => {
  it('are found by discovery, and asked for once by all who come together', async () => {
    await Promise.all([check(), check(), check()])
    expect(await check()).toBe('login-doctor')
    expect(asked()).toBe(1)
  })

  it('are read where the settings say so, without discovery', async () => {
    await check(ehr.keys[0], ehr.registered({ jwksUrl: new URL('/keys', ehr.fhirBase).href }))
    expect(ehr.seen.map(({ path }) => path)).toEqual(['/keys'])
  })

  it('are found by the SMART configuration of an issuer without an OpenID document; one key needs no name', async () => {
    await ehr.stop()
    await open('launcher')
    const { idToken } = await ehr.login('doctor')
    expect(decodeProtectedHeader(idToken)).not.toHaveProperty('kid')
    expect(await check()).toBe('login-doctor')
  })

  it('are not believed of a document that is another issuer’s', async () => {
    const { pathname } = new URL(ehr.issuer)
    const document = `${pathname}/.well-known/openid-configuration`
    const swapped = createEhrKeys({
      clock,
      fetch: (url, init) =>
        url.endsWith(document)
          ? Promise.resolve(Response.json({ issuer: 'https://other.example', jwks_uri: 'https://other.example/keys' }))
          : fetch(url, init),
    })
    const { idToken } = await ehr.login('doctor')
    // The EHR's own SMART configuration is asked instead.
    await jwtVerify(idToken, swapped.of(ehr.registered(), ehr.issuer))
    expect(asked()).toBe(1)
  })

  it('that are several must be named', async () => {
    ehr.keys.push(await makeKey('key-2'))
    const nameless = { ...ehr.keys[0]!, kid: undefined }
    await expect(check(nameless)).rejects.toMatchObject({ code: 'ERR_JWKS_MULTIPLE_MATCHING_KEYS' })
  })

  it('that are new are asked for once, and again after half a minute', async () => {
    await check()
    const made = await makeKey('key-2')
    await expect(check(made)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    expect(asked()).toBe(1)
    clock.time += 31_000
    ehr.keys.unshift(made)
    expect(await check(made)).toBe('login-doctor')
    expect(asked()).toBe(2)
    const invented = await makeKey('key-3')
    for (let turn = 0; turn < 5; turn++) await expect(check(invented)).rejects.toThrow()
    expect(asked()).toBe(2)
    clock.time += 31_000
    for (let turn = 0; turn < 5; turn++) await expect(check(invented)).rejects.toThrow()
    expect(asked()).toBe(3)
  })

  it('that were withdrawn are gone after ten minutes', async () => {
    const [old] = ehr.keys
    await check(old)
    ehr.keys[0] = await makeKey('key-2')
    clock.time += 11 * MINUTE
    await expect(check(old)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  })

  it('hold for an hour while they cannot be had anew, and no longer', async () => {
    await check()
    ehr.broken.set('/keys', 503)
    clock.time += 59 * MINUTE
    expect(await check()).toBe('login-doctor')
    clock.time += 2 * MINUTE
    await expect(check()).rejects.toMatchObject({ code: 'KEYS_UNREACHABLE' })
    ehr.broken.clear()
    expect(await check()).toBe('login-doctor')
  })

  it.each([
    ['nothing', 404],
    ['an error', 500],
  ])('of which the EHR knows %s cannot be had', async (_, status) => {
    ehr.broken.set('/keys', status)
    await expect(check()).rejects.toMatchObject({ code: 'KEYS_UNREACHABLE' })
  })
})
