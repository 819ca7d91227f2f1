import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { RequestGuard } from '../../../server/http/guard/request-guard.ts'
import { readConfig } from '../../../server/config.ts'
import { guardLimits } from '../../../server/config/guard-settings.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

describe('the FHIR base, where the settings say how often callers may ask', () => {
  let app: TestApp
  let address = 0

  beforeAll(async () => {
    app = await startTestApp({
      TRUST_PROXY: 'true',
      MAX_REQUESTS_PER_CLIENT: '1',
      MAX_REQUESTS_PER_ADDRESS: '2',
      MAX_GUESSES: '3',
    })
  })
  afterAll(() => app.stop())
  beforeEach(() => {
    address++
  })

  /** @param from address that the proxy saw; what stands before it is made up by the client */
  const ask = (path: string, token?: string, from = `198.51.100.${address}`) =>
    fetch(`${app.fhir}${path}`, {
      headers: {
        'x-forwarded-for': `10.0.0.${Math.floor(Math.random() * 250)}, ${from}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    })

  const tokenOf = (user: string) => app.token({ role: 'clinical-staff', user: `Practitioner/${user}` })

  test('an address that asks too often is told to wait, by an OperationOutcome that names the setting', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 20; at++) statuses.push((await ask('/.well-known/smart-configuration')).status)
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200))
    // Meanwhile a few more have come due.
    const all = await Promise.all(Array.from({ length: 40 }, () => ask('/.well-known/smart-configuration')))
    const refused = all.find(({ status }) => status === 429)
    expect(refused?.headers.get('retry-after')).toBe('1')
    expect(await refused?.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'throttled', diagnostics: expect.stringContaining('MAX_REQUESTS_PER_ADDRESS') as string }],
    })
    expect((await ask('/.well-known/smart-configuration', undefined, '198.51.100.200')).status).toBe(200)
    const pages = await Promise.all(Array.from({ length: 40 }, () => ask('/../../')))
    expect(pages.map(({ status }) => status)).toContain(429)
  })

  test('a client is, for each person that it works for, wherever they ask from', async () => {
    const [one, other] = [await tokenOf('one'), await tokenOf('other')]
    const from = (at: number) => `203.0.113.${at}`
    const all = await Promise.all(Array.from({ length: 40 }, (_none, at) => ask('/Patient/none', one, from(at))))
    const refused = all.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(20)
    expect(await refused[0]?.text()).toContain('MAX_REQUESTS_PER_CLIENT')
    expect((await ask('/Patient/none', other, from(99))).status).toBe(404)
  })

  test('an address that tries wrong tokens is locked out; who is known there is not', async () => {
    const known = await tokenOf('known')
    expect((await ask('/Patient/none', known)).status).toBe(404)
    for (const guess of ['a', 'b', 'c', 'a', 'b', 'c', 'd']) expect((await ask('/Patient', guess)).status).toBe(401)
    const locked = await ask('/Patient', 'e')
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await locked.text()).toContain('MAX_GUESSES')
    // A token that nobody has shown yet may be a guess, whether it is right or not.
    expect((await ask('/Patient/none', await tokenOf('new'))).status).toBe(429)
    expect((await ask('/Patient/none', known)).status).toBe(404)
    expect((await ask('/Patient', 'e', '198.51.100.201')).status).toBe(401)
    expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/ccm_http_throttled_total [1-9]/)
  })

  test('what is refused so stands in the trail, once a minute and address: of a known caller in the practice', async () => {
    const token = await tokenOf('hasty')
    await Promise.all(Array.from({ length: 40 }, (_none, at) => ask('/Patient/none', token, `203.0.114.${at}`)))
    for (const guess of ['a', 'b', 'c', 'd', 'e', 'f']) await ask('/Patient', guess)
    const posted = {
      method: 'POST',
      headers: { 'x-forwarded-for': `198.51.100.${address}`, authorization: 'Basic aGFzdHk6eA==' },
    }
    expect((await fetch(`${app.url}/auth/token`, posted)).status).toBe(429)
    const client = new pg.Client({ connectionString: app.database })
    await client.connect()
    await vi.waitFor(async () => {
      const { rows } = await client.query<Record<string, unknown>>(
        `select tenant > 0 as own, refusal, client, agent from ccm.audit where interaction = 'rate-limited'
           and (address = $1 or agent = 'Practitioner/hasty') group by 1, 2, 3, 4 order by 1, 3`,
        [`198.51.100.${address}`],
      )
      expect(rows).toEqual([
        { own: false, refusal: 'MAX_GUESSES', client: 'hasty', agent: null },
        { own: false, refusal: 'MAX_GUESSES', client: 'unknown', agent: null },
        { own: true, refusal: 'MAX_REQUESTS_PER_CLIENT', client: 'demo', agent: 'Practitioner/hasty' },
      ])
    }, 5000)
    await client.end()
  })

  test('an IPv6 address is its network', async () => {
    for (const at of [1, 2, 3, 4]) expect((await ask('/Patient', `v6-${at}`, `2001:db8:7:8::${at}`)).status).toBe(401)
    expect((await ask('/Patient', 'v6-5', '2001:db8:7:8:9::1')).status).toBe(429)
    expect((await ask('/Patient', 'v6-5', '2001:db8:7:9::1')).status).toBe(401)
  })
})

describe('limits that nobody has set', () => {
  test('are none in demo mode, and some in production', () => {
    expect(guardLimits(readConfig({}, 'demo'))).toMatchObject({ clientRate: 0, addressRate: 0, guesses: 0 })
    const production = readConfig({ PUBLIC_URL: 'https://ccm.example', TRUST_PROXY: 'true' }, 'production')
    expect(guardLimits(production)).toEqual({
      clientRate: 100,
      addressRate: 500,
      guesses: 20,
      lockSeconds: 30,
      heldBytes: 200 * 1024 * 1024,
    })
    expect(guardLimits({ ...production, MAX_GUESSES: 0 }).guesses).toBe(0)
  })

  test('hold nobody up', () => {
    const guard = new RequestGuard({ clientRate: 0, addressRate: 0, guesses: 0, lockSeconds: 30, heldBytes: 0 })
    for (let at = 0; at < 10_000; at++) {
      expect(guard.ofAddress('203.0.113.7')).toBeUndefined()
      guard.failed({ address: '203.0.113.7', secret: String(at) })
      expect(guard.ofAttempt({ address: '203.0.113.7', secret: String(at) })).toBeUndefined()
    }
  })
})
