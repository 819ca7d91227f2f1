import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { runToEnd } from '../support/server-process.ts'
import { SmartClient } from '../support/smart/smart-client.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp
let url: string

const SECRETS_KEYS = Buffer.alloc(32, 7).toString('base64url')

beforeAll(async () => {
  app = await startTestApp({ SECRETS_KEYS })
  url = app.url.replace('127.0.0.1', 'localhost')
  await putAll(await app.client({ role: 'administrator' }), [aPatient('p1', 'One')])
})
afterAll(() => app.stop())

const rotate = (...words: readonly string[]) =>
  runToEnd(['server/commands/rotate-keys.ts', ...words], { DATABASE_URL: app.database, SECRETS_KEYS })

async function idToken(): Promise<string> {
  const asked = { client: 'ccm-app', redirectUri: `${url}/app/`, scope: 'openid fhirUser launch/patient patient/*.rs' }
  const { body } = await new SmartClient(url).tokensOf(asked, { user: 'alvarez', patient: 'p1' })
  return body.id_token ?? ''
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid

test('a running server signs with new keys, and what it signed before stays good', async () => {
  const before = await idToken()
  const { code, output } = await rotate('--after', '0')
  expect(output).toMatch(/^There are new signing keys\. They sign from \d{4}-/)
  expect(code).toBe(0)
  await expect.poll(async () => kidOf(await idToken()), { timeout: 20_000 }).not.toBe(kidOf(before))
  await expect(jwtVerify(before, createRemoteJWKSet(new URL(`${url}/auth/jwks`)))).resolves.toBeDefined()
})

test('new keys are published before they sign', async () => {
  const signing = kidOf(await idToken())
  const published = async () =>
    ((await (await fetch(`${url}/auth/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
  const known = await published()
  await rotate()
  await expect.poll(async () => (await published()).length, { timeout: 20_000 }).toBeGreaterThan(known.length)
  expect(kidOf(await idToken())).toBe(signing)
})

test('wrong words are said to be', async () => {
  const { code, output } = await rotate('--after', 'soon')
  expect(code).toBe(2)
  expect(output).toContain('--after wants whole seconds, not soon')
})
