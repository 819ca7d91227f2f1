import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProviderAdapter } from '../../../server/auth/provider/provider-adapter.ts'
import { createOauthRecords } from '../../../server/store/oauth/oauth-records.ts'
import { createSealer } from '../../../server/store/sealer.ts'
import type { Database } from '../../../server/store/open-database.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

/** The library itself, in two processes' worth of servers on one database. */
const RESOURCE = 'https://server.example/fhir/r4'
const key = randomBytes(32)
const clock = { now: () => Date.now() }
const servers: Server[] = []
const providers: Provider[] = []
let db: TestDatabase
let signing: CryptoKey

beforeAll(async () => {
  db = await createTestDatabase()
  const pair = await generateKeyPair('ES384', { extractable: true })
  signing = pair.privateKey
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES384', use: 'sig' }
  const own = await generateKeyPair('RS256', { extractable: true })
  const jwks = { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' }] }
  for (const database of [db.database, await db.another()]) await start(database, jwk, jwks)
})
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  await db.drop()
})

async function start(database: Database, jwk: object, jwks: { keys: object[] }): Promise<void> {
  const records = createOauthRecords({ db: database, sealer: createSealer([key]), clock })
  const provider = new Provider('https://server.example/auth', {
    adapter: createProviderAdapter({ records, clock }),
    jwks: jwks,
    cookies: { keys: ['test'] },
    ttl: { ClientCredentials: 300 },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: () => ({
          scope: 'system/Patient.rs',
          audience: RESOURCE,
          accessTokenFormat: 'opaque' as const,
          accessTokenTTL: 300,
        }),
      },
    },
    clients: [
      {
        client_id: 'backend',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES384',
        jwks: { keys: [jwk] },
      },
    ],
  })
  const answer = provider.callback()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  providers.push(provider)
}

const assertion = () =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES384', kid: 'k', typ: 'JWT' })
    .setIssuer('backend')
    .setSubject('backend')
    .setAudience('https://server.example/auth')
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(signing)

function post(server: number, path: string, parameters: Readonly<Record<string, string>>, proof: string) {
  const { port } = servers[server]?.address() as AddressInfo
  const body = new URLSearchParams({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: proof,
    ...parameters,
  })
  return fetch(`http://127.0.0.1:${String(port)}${path}`, { method: 'POST', body })
}

const askToken = (server: number, proof: string) =>
  post(server, '/token', { grant_type: 'client_credentials', scope: 'system/Patient.rs' }, proof)

describe('oidc-provider on our records', () => {
  it('gives an opaque token for five minutes that another process knows', async () => {
    const reply = await askToken(0, await assertion())
    const token = (await reply.json()) as { access_token: string; expires_in: number }
    expect([reply.status, token.expires_in]).toEqual([200, 300])
    const seen = await post(1, '/token/introspection', { token: token.access_token }, await assertion())
    expect(await seen.json()).toMatchObject({ active: true, client_id: 'backend', scope: 'system/Patient.rs' })
  })

  it('takes an assertion once, also at the same moment in two processes', async () => {
    for (let round = 0; round < 5; round++) {
      const proof = await assertion()
      const replies = await Promise.all([0, 1, 0, 1].map((server) => askToken(server, proof)))
      expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
    }
  })

  it('uses a code up once, also at the same moment in two processes', async () => {
    const [first, second] = providers
    const client = await first?.Client.find('backend')
    if (!first || !second || !client) throw new Error('There is no provider, or no client.')
    const value = await new first.AuthorizationCode({ accountId: 'doc', client, grantId: 'g' } as never).save()
    const codes = await Promise.all([first, second, first, second].map((one) => one.AuthorizationCode.find(value)))
    const uses = await Promise.allSettled(codes.map((code) => code?.consume() ?? Promise.resolve('not found')))
    expect(uses.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    expect(await second.AuthorizationCode.find(value)).toMatchObject({ consumed: expect.any(Number) as number })
  })
})
