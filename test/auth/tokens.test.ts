import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createDemoTokenVerifier, mintDemoToken } from '../../server/auth/demo-tokens.ts'
import { printScope } from '../../server/auth/scopes.ts'
import { createCachedVerifier, InvalidToken } from '../../server/auth/token-verifier.ts'

const key = crypto.getRandomValues(new Uint8Array(32))
const start = Date.UTC(2026, 2, 1)
const hour = 3_600_000

function clockAt(now: number) {
  return { time: now, now: () => now }
}

const tenantOf = (slug: string) => Promise.resolve(slug === 'demo' ? { key: 7, slug } : undefined)

describe('a demo token', () => {
  test('says who calls', async () => {
    const token = await mintDemoToken(
      { tenant: 'demo', role: 'clinical-staff', user: 'Practitioner/n1', patient: 'p1', scope: 'patient/*.rs openid' },
      key,
      clockAt(start),
    )
    const principal = await createDemoTokenVerifier(key, tenantOf, clockAt(start)).verify(token)
    expect(principal).toMatchObject({
      tenant: { key: 7, slug: 'demo' },
      role: 'clinical-staff',
      user: 'Practitioner/n1',
      patient: 'p1',
      expires: start + 12 * hour,
    })
    expect(principal.scopes.map(printScope)).toEqual(['patient/*.rs'])
    expect(principal.tokenId).not.toBe('')
  })

  test.each([
    ['administrator', 'system/*.cruds'],
    ['biller', 'user/*.cruds'],
    ['payer', 'system/*.rs'],
    ['patient', 'patient/*.rs'],
  ] as const)('of the role %s asks for %s where nothing is said', async (role, scope) => {
    const token = await mintDemoToken({ tenant: 'demo', role, patient: 'p1' }, key, clockAt(start))
    const principal = await createDemoTokenVerifier(key, tenantOf, clockAt(start)).verify(token)
    expect(principal.scopes.map(printScope)).toEqual([scope])
    expect(principal.members).toEqual(role === 'payer' ? ['p1'] : undefined)
    expect(principal.user).toBe(role === 'patient' ? 'Patient/p1' : undefined)
  })

  test('holds twelve hours and no longer', async () => {
    const token = await mintDemoToken({ tenant: 'demo', role: 'auditor' }, key, clockAt(start))
    const verifyAt = (now: number) => createDemoTokenVerifier(key, tenantOf, clockAt(now)).verify(token)
    await expect(verifyAt(start + 12 * hour - 1000)).resolves.toMatchObject({ role: 'auditor' })
    await expect(verifyAt(start + 12 * hour)).rejects.toBeInstanceOf(InvalidToken)
  })

  test.each([
    ['of another key', () => mintDemoToken({ tenant: 'demo', role: 'auditor' }, new Uint8Array(32), clockAt(start))],
    ['of an unknown practice', () => mintDemoToken({ tenant: 'other', role: 'auditor' }, key, clockAt(start))],
    ['that is no token', () => Promise.resolve('abc')],
    ['that is empty', () => Promise.resolve('')],
    [
      'without a signature',
      () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa('{"role":"administrator","tenant":"demo"}')}.`),
    ],
    [
      'with a role that is none',
      () =>
        new SignJWT({ tenant: 'demo', role: 'owner' })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('ccm-on-fhir:demo')
          .setAudience('ccm-on-fhir')
          .setExpirationTime(start / 1000 + 60)
          .sign(key),
    ],
  ])('%s is refused', async (_what, token) => {
    await expect(createDemoTokenVerifier(key, tenantOf, clockAt(start)).verify(await token())).rejects.toBeInstanceOf(
      InvalidToken,
    )
  })
})

describe('the memory for verdicts', () => {
  async function remembered(options?: { seconds: number; capacity: number }) {
    let now = start
    let asked = 0
    const clock = { now: () => now }
    const inner = createDemoTokenVerifier(key, tenantOf, clock)
    const counting = {
      verify: (token: string) => {
        asked++
        return inner.verify(token)
      },
    }
    const verifier = createCachedVerifier(counting, clock, options)
    const token = await mintDemoToken({ tenant: 'demo', role: 'auditor' }, key, clock)
    return { verifier, token, asked: () => asked, later: (ms: number) => (now += ms) }
  }

  test('asks once in five seconds', async () => {
    const { verifier, token, asked, later } = await remembered()
    await verifier.verify(token)
    await verifier.verify(token)
    expect(asked()).toBe(1)
    later(5000)
    await verifier.verify(token)
    expect(asked()).toBe(2)
  })

  test('never outlives the token', async () => {
    const { verifier, token, later } = await remembered({ seconds: 60, capacity: 10 })
    later(12 * hour - 1000)
    await verifier.verify(token)
    later(1000)
    expect(verifier.recall(token)).toBeUndefined()
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(InvalidToken)
  })

  test('forgets when told to, and remembers no refusals', async () => {
    const { verifier, token, asked } = await remembered()
    await verifier.verify(token)
    verifier.forget()
    expect(verifier.recall(token)).toBeUndefined()
    await expect(verifier.verify('x')).rejects.toBeInstanceOf(InvalidToken)
    await expect(verifier.verify('x')).rejects.toBeInstanceOf(InvalidToken)
    expect(asked()).toBe(3)
  })

  test('does not remember what it asked before it was told to forget', async () => {
    const { verifier, token } = await remembered()
    const asked = verifier.verify(token)
    verifier.forget()
    await asked
    expect(verifier.recall(token)).toBeUndefined()
    await verifier.verify(token)
    expect(verifier.recall(token)).toBeDefined()
  })

  test('keeps no more than it may', async () => {
    const { verifier, token } = await remembered({ seconds: 60, capacity: 1 })
    const other = await mintDemoToken({ tenant: 'demo', role: 'biller' }, key, { now: () => start })
    await verifier.verify(token)
    await verifier.verify(other)
    expect(verifier.recall(token)).toBeUndefined()
    expect(verifier.recall(other)?.role).toBe('biller')
  })
})
