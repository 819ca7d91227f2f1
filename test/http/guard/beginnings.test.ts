import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askSession } from '../../support/smart/app-sessions.ts'
import { Browser } from '../../support/smart/browser.ts'
import { SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

/** Anybody may begin to sign in or to open the app, and the database keeps each for minutes. */
let app: TestApp
let url: string

beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: 'true', MAX_REQUESTS_PER_ADDRESS: '500' })
  url = app.url.replace('127.0.0.1', 'localhost')
})
afterAll(() => app.stop())

const MANY = 260
/** Ten seconds' worth at once, and what comes due meanwhile. */
const MOST = 200

async function kept(table: 'app_launch' | 'oauth_record'): Promise<number> {
  const client = new pg.Client({ connectionString: app.database })
  await client.connect()
  const { rows } = await client.query<{ kept: number }>(`select count(*)::int as kept from ccm.${table}`)
  await client.end()
  return rows[0]?.kept ?? 0
}

const signIn = () =>
  new SmartClient(url).authorizing({ client: 'ccm-app', redirectUri: `${url}/app/`, scope: 'openid user/*.rs' }).url

async function statusesOf(ask: (at: number) => Promise<number>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const status of await Promise.all(Array.from({ length: MANY }, (_none, at) => ask(at))))
    counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('an address begins ten sign-ins a second, by whatever method and letters; one that is under way goes on', async () => {
  const from = { 'x-forwarded-for': '203.0.113.5' }
  const browser = new Browser(from)
  const begun = await browser.go(signIn())
  expect(begun.status).toBe(303)
  const counts = await statusesOf(async (at) => {
    const address = String(signIn()).replace('/authorize', ['/authorize', '/AUTHORIZE', '/authorize/'][at % 3]!)
    const answer = await fetch(address, { method: at % 2 ? 'GET' : 'HEAD', headers: from, redirect: 'manual' })
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    return answer.status
  })
  expect(counts[429]).toBeGreaterThan(MANY - MOST)
  expect(await kept('oauth_record')).toBeLessThan(MOST)
  expect((await browser.go(begun.location!)).status).toBe(200)
  expect((await new Browser({ 'x-forwarded-for': '203.0.113.6' }).go(signIn())).status).toBe(303)
})

test('and asks ten times a second what the server can do, in whatever form', async () => {
  const ask = async (address: string, query: string) => {
    const answer = await fetch(`${app.fhir}/metadata${query}`, { headers: { 'x-forwarded-for': address } })
    return { status: answer.status, text: await answer.text() }
  }
  const forms = ['?_elements=url', '?_elements=url,name', '?_elements=name&_pretty=true']
  const counts = await statusesOf(async (at) => (await ask('203.0.113.9', forms[at % 3]!)).status)
  expect(counts[429]).toBeGreaterThan(MANY - MOST)
  const [whole, lines] = [await ask('203.0.113.10', ''), await ask('203.0.113.10', '?_pretty=true')]
  expect(lines.text).toBe(JSON.stringify(JSON.parse(whole.text), null, 2))
  const summary = await ask('203.0.113.10', '?_summary=true')
  expect(JSON.parse(summary.text)).toMatchObject({ resourceType: 'CapabilityStatement', status: 'active' })
  expect((await ask('203.0.113.10', '?_summary=true')).text).toBe(summary.text)
  expect(Object.keys(JSON.parse((await ask('203.0.113.10', '?_elements=url')).text) as object)).not.toContain('title')
})

test('and ten launches of the app', async () => {
  const from = { 'x-forwarded-for': '203.0.113.7' }
  const counts = await statusesOf(async () => {
    const { status, headers, body } = await askSession(url, 'launches', {}, from)
    if (status === 429) expect([body.code, Number(headers.get('retry-after')) > 0]).toEqual(['too-many', true])
    return status
  })
  expect(counts[429]).toBeGreaterThan(MANY - MOST)
  expect(counts[201]).toBe(await kept('app_launch'))
  expect((await askSession(url, 'launches', {}, { 'x-forwarded-for': '203.0.113.8' })).status).toBe(201)
})
