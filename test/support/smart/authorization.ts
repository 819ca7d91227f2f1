import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBoundedRefusals } from '../../../server/auth/bounded-refusals.ts'
import {
  createAuthorizationServer,
  type AuthorizationServer,
} from '../../../server/auth/provider/authorization-server.ts'
import { ownApp } from '../../../server/compose/own-app.ts'
import type { SigningKeys } from '../../../server/ports/signing-keys.ts'
import { createAuditTrail } from '../../../server/store/audit-trail.ts'
import { createOauthRecords } from '../../../server/store/oauth/oauth-records.ts'
import { createSigningKeys } from '../../../server/store/oauth/signing-keys.ts'
import { createSealer } from '../../../server/store/sealer.ts'
import { createTenantDirectory } from '../../../server/store/tenants.ts'
import { createTestDatabase, type TestDatabase } from '../database.ts'
import { silentLog } from '../silent-log.ts'
import { ClientKey, SmartClient } from './smart-client.ts'

const SCOPES = ['openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'offline_access', 'online_access']

/** Where apps of the tests are sent back to. */
export const REDIRECT = 'https://app.example/back'

/** The authorization server behind HTTP of its own: nothing of the product mounts it yet. */
export interface TestAuthorization {
  readonly server: AuthorizationServer
  readonly smart: SmartClient
  readonly url: string
  /** Of the client `payer`. */
  readonly key: ClientKey
  readonly signing: SigningKeys
  /** Lets so many milliseconds pass. */
  readonly pass: (milliseconds: number) => void
  readonly stop: () => Promise<void>
}

/** @param given a database that the test has already, and goes on with afterwards */
export async function startAuthorization(given?: TestDatabase): Promise<TestAuthorization> {
  const db = given ?? (await createTestDatabase())
  const key = await ClientKey.make('ES384')
  const running: { server?: AuthorizationServer } = {}
  const http = createServer((incoming, outgoing) => void running.server?.handle(incoming, outgoing))
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const smart = new SmartClient(url)
  let ahead = 0
  const clock = { now: () => Date.now() + ahead }
  const sealer = createSealer([randomBytes(32)])
  const signing = createSigningKeys(db.database, sealer)
  const tenants = createTenantDirectory(db.database)
  await tenants.ensure('riverside')
  const common = { redirectUris: [REDIRECT], exchanges: false, introspects: false }
  const scopes = [...SCOPES, 'patient/*.cruds', 'user/Patient.rs']
  const audit = await createAuditTrail(db.database, { clock, log: silentLog })
  const refusals = createBoundedRefusals({ audit, clock })
  const server = await createAuthorizationServer({
    url,
    base: `${url}/fhir/r4`,
    records: createOauthRecords({ db: db.database, sealer, clock }),
    keys: signing,
    cookieKeys: ['test'],
    clients: [
      ownApp(url),
      { ...common, id: 'browser-app', name: 'A browser app', proof: 'none', scopes },
      {
        ...common,
        id: 'secret-app',
        name: 'A server app',
        proof: 'secret',
        secret: 'sEcret_1234567890',
        scopes,
        introspects: true,
      },
      {
        ...common,
        id: 'lean-app',
        name: 'A lean app',
        proof: 'none',
        scopes: ['openid', 'launch', 'patient/CarePlan.rs'],
      },
      {
        ...common,
        id: 'payer',
        name: 'A payer',
        proof: 'key',
        jwks: { keys: [key.jwk] },
        redirectUris: [],
        scopes: ['system/CarePlan.rs', 'system/Patient.rs'],
        service: { tenant: 'riverside', role: 'payer', group: 'members' },
      },
    ],
    tenants,
    membersOf: (tenant, { group }) =>
      Promise.resolve(tenant === 'riverside' && group === 'members' ? ['p1', 'p2'] : []),
    opens: () => true,
    fetch: () => Promise.reject(new Error('No client here has keys elsewhere.')),
    audit,
    refusals,
    clock,
    ids: { next: () => randomUUID() },
    log: silentLog,
    signsIn: true,
  })
  running.server = server
  return {
    server,
    smart,
    url,
    key,
    signing,
    pass(milliseconds) {
      ahead += milliseconds
    },
    async stop() {
      server.stop()
      refusals.stop()
      await audit.stop()
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
      if (!given) await db.drop()
    },
  }
}
