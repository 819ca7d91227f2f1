import { compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { httpLimits } from '../../server/config/limits-of.ts'
import { createDemoTokenVerifier, mintDemoToken, type DemoTokenClaims } from '../../server/auth/demo-tokens.ts'
import { createCachedVerifier } from '../../server/auth/token-verifier.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import { answerHeaders } from '../../server/http/answer-headers.ts'
import { createApp } from '../../server/http/app.ts'
import { Deadlines } from '../../server/http/deadlines.ts'
import { RequestGuard } from '../../server/http/guard/request-guard.ts'
import { createMetrics } from '../../server/http/observe/metrics.ts'
import { listen } from '../../server/http/server.ts'
import { createIds } from '../../server/ids.ts'
import { createTenantDirectory } from '../../server/store/tenants.ts'
import { openDatabase } from '../../server/store/open-database.ts'
import { silentLog } from './silent-log.ts'
import { clientOf, type TestClient } from './test-app.ts'

/** A server in production mode over a database that is there already; who calls is said by tokens of the test's own. */
export interface ProductionApp {
  readonly url: string
  /** The header of that name. */
  authorization(claims: Omit<DemoTokenClaims, 'tenant'>): Promise<string>
  client(claims: Omit<DemoTokenClaims, 'tenant'>): Promise<TestClient>
  stop(): Promise<void>
}

const clock = { now: () => Date.now() }

/** @param url of the database */
export async function startProductionApp(url: string, dataDir: string): Promise<ProductionApp> {
  const config = readConfig(
    { PORT: '0', DATABASE_URL: url, DATA_DIR: dataDir, PUBLIC_URL: 'https://ccm.test', TRUST_PROXY: 'true' },
    'production',
  )
  const ids = createIds(clock)
  const database = await openDatabase({ url, log: silentLog })
  const running = await compose(config, {
    log: silentLog,
    clock,
    ids,
    url: 'https://ccm.test',
    version: '0',
    observe: () => undefined,
    seed: () => Promise.resolve(),
  })
  const key = crypto.getRandomValues(new Uint8Array(32))
  const tenants = createTenantDirectory(database)
  const verifier = createCachedVerifier(
    createDemoTokenVerifier(key, (slug) => tenants.find(slug), clock),
    clock,
  )
  const limits = httpLimits(config)
  const headers = answerHeaders(true)
  const deadlines = new Deadlines(limits.requestSeconds)
  const app = createApp({
    startup: { surface: { ...running.surface, verifier }, stopping: false },
    metrics: createMetrics(
      () => true,
      () => deadlines.underWay,
    ),
    log: silentLog,
    ids,
    trustProxy: false,
    limits,
    deadlines,
    headers,
    guard: new RequestGuard({ clientRate: 0, addressRate: 0, guesses: 0, lockSeconds: 1, heldBytes: 0 }),
    ehrOrigins: () => ({ frameAncestors: [], connectSrc: [] }),
    version: '0',
    ownFigures: false,
  })
  const http = await listen(app, { port: 0, host: '127.0.0.1', limits, headers })
  const listening = `http://127.0.0.1:${http.port}`
  const token = (claims: Omit<DemoTokenClaims, 'tenant'>) =>
    mintDemoToken({ tenant: DEMO_TENANT, ...claims }, key, clock)
  return {
    url: listening,
    authorization: async (claims) => `Bearer ${await token(claims)}`,
    client: async (claims) => clientOf(`${listening}/fhir/r4`, await token(claims)),
    async stop() {
      await http.drain(Promise.resolve())
      await running.stop()
      await database.close()
    },
  }
}
