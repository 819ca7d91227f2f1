import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { asserting, ClientKey, SmartClient } from '../../support/smart/smart-client.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

/** Clients that prove themselves by keys, inline or published (SMART App Launch 2.2, client-confidential-asymmetric). */
let app: TestApp
let url: string
let publisher: Server
let inline: ClientKey
/** What the client publishes, and how often it was asked. */
let published: readonly ClientKey[] = []
let asked = 0
let answer: 'keys' | 'elsewhere' | 'much' | 'nothing' = 'keys'

beforeAll(async () => {
  inline = await ClientKey.make('RS384')
  publisher = createServer((_incoming, outgoing) => {
    asked++
    if (answer === 'elsewhere') outgoing.writeHead(302, { location: '/keys-elsewhere' }).end()
    else if (answer === 'nothing') outgoing.writeHead(503).end()
    else {
      // Whatever it says of how long to keep them, they are asked for again soon.
      outgoing.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=31536000' })
      outgoing.end(
        JSON.stringify({ keys: published.map(({ jwk }) => jwk), more: 'x'.repeat(answer === 'much' ? 1e6 : 0) }),
      )
    }
  })
  await new Promise<void>((done) => publisher.listen(0, '127.0.0.1', done))
  const jwksUrl = `http://localhost:${(publisher.address() as AddressInfo).port}/jwks.json`
  const program = { scopes: ['system/*.rs'], service: { tenant: DEMO_TENANT, role: 'auditor' } }
  const clients = [
    { ...program, id: 'inline', name: 'With its keys in the settings', jwks: { keys: [inline.jwk] } },
    // Each fault has a client of its own: keys that were had once are kept.
    ...['published', 'elsewhere', 'much', 'nothing', 'withdrawn'].map((id) => ({ ...program, id, name: id, jwksUrl })),
  ]
  app = await startTestApp({ CLIENTS: JSON.stringify(clients) })
  url = app.url.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  vi.useRealTimers()
  await app.stop()
  publisher.closeAllConnections()
  await new Promise((done) => publisher.close(done))
})
beforeEach(() => {
  answer = 'keys'
})

async function token(client: string, key: ClientKey) {
  const assertion = await key.assertion(client, `${url}/auth/token`)
  const form = { grant_type: 'client_credentials', scope: 'system/Patient.rs', ...asserting(assertion) }
  return new SmartClient(url).token(form)
}

test('a key for RS384 in the settings is good, and lives five minutes’ worth of token', async () => {
  expect(await token('inline', inline)).toMatchObject({ status: 200, body: { expires_in: 300 } })
  expect(await token('inline', await ClientKey.make('RS384'))).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  })
})

test('an algorithm that SMART does not name is refused, though the key is right', async () => {
  const weak = await ClientKey.make('RS256')
  published = [weak]
  expect(decodeProtectedHeader(await weak.assertion('published', url)).alg).toBe('RS256')
  expect((await token('published', weak)).status).toBe(401)
})

describe('keys that a client publishes', () => {
  test('are asked for once, and again after five minutes: an old key ends then, and a new one begins', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 301_000)
    const [first, second] = [await ClientKey.make('ES384'), await ClientKey.make('RS384')]
    published = [first]
    asked = 0
    for (let at = 0; at < 3; at++) expect((await token('published', first)).status).toBe(200)
    expect(asked).toBe(1)
    // In turn: the new one is published beside the old one, then signs, then the old one is taken away.
    published = [second, first]
    vi.setSystemTime(Date.now() + 301_000)
    expect((await token('published', second)).status).toBe(200)
    expect((await token('published', first)).status).toBe(200)
    expect(asked).toBe(2)
    published = [second]
    vi.setSystemTime(Date.now() + 301_000)
    expect((await token('published', first)).status).toBe(401)
    expect((await token('published', second)).status).toBe(200)
    vi.useRealTimers()
  })

  test.each(['elsewhere', 'much', 'nothing'] as const)('are none where the address answers %s', async (kind) => {
    answer = kind
    const key = await ClientKey.make('ES384')
    published = [key]
    expect(await token(kind, key)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    // Whatever it was, it was no answer: the next one is asked for at once.
    answer = 'keys'
    expect((await token(kind, key)).status).toBe(200)
  })

  test('are not good any more while the address refuses to say whether they are', async () => {
    const key = await ClientKey.make('ES384')
    published = [key]
    expect((await token('withdrawn', key)).status).toBe(200)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 301_000)
    answer = 'nothing'
    for (let at = 0; at < 2; at++) expect((await token('withdrawn', key)).status).toBe(401)
    vi.useRealTimers()
  })
})
