import type { BundleEntry, BundleLink, HumanName, OperationOutcomeIssue, Reference } from '@medplum/fhirtypes'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintDemoToken, type DemoTokenClaims } from '../../server/auth/demo-tokens.ts'
import { start } from '../../server/compose/start.ts'
import { readConfig } from '../../server/config.ts'
import { readDemoKey } from '../../server/compose/demo-key.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import { practiceResources } from '../../server/demo/practice-resources.ts'
import type { DemoSeeding } from '../../server/demo/seed/demo-seeding.ts'
import { createLog } from '../../server/log.ts'
import { createTenantDirectory } from '../../server/store/tenants.ts'
import { createTestDatabase } from './database.ts'

/** The whole server in this process, over real HTTP, with a database of its own and the demo practice in it. */
export interface TestApp {
  readonly url: string
  readonly fhir: string
  /** URL of its database, for tests that look at it from the other side. */
  readonly database: string
  /** Its data folder, with the keys that open what lies sealed in the database. */
  readonly dataDir: string
  /** What it has logged so far, at level debug. */
  readonly log: readonly string[]
  /** A token of the demo practice. */
  token(claims: Omit<DemoTokenClaims, 'tenant'> & { readonly tenant?: string }, issued?: number): Promise<string>
  /** A client with a token, for paths below the FHIR base. */
  client(claims: Omit<DemoTokenClaims, 'tenant'> & { readonly tenant?: string }): Promise<TestClient>
  /** Opens another practice on the same server: its name is a token's `tenant`. */
  openPractice(name: string): Promise<void>
  stop(): Promise<void>
}

export type TestClient = (path: string, init?: RequestInit & { readonly json?: unknown }) => Promise<TestAnswer>

export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** What JSON it was; of anything else nothing. */
  readonly body: TestBody
}

/** What tests look for in answers, without asking each time whether it is there: they fail where it is not. */
export interface TestBody {
  readonly resourceType: string
  readonly id: string
  readonly meta: { readonly versionId: string; readonly lastUpdated: string; readonly tag: readonly unknown[] }
  readonly issue: readonly OperationOutcomeIssue[]
  readonly total: number
  readonly link: readonly BundleLink[]
  /** Absent where a Bundle has none: FHIR knows no empty lists. */
  readonly entry?: readonly TestEntry[]
  readonly name: readonly HumanName[]
  readonly subject: Reference
}

interface TestEntry extends Omit<BundleEntry, 'resource'> {
  readonly resource: TestBody
}

/**
 * @param environment settings besides those of a test
 * @param fill what else the practice holds from the start
 */
export async function startTestApp(
  environment: Readonly<Record<string, string>> = {},
  fill: (seeding: DemoSeeding) => Promise<void> = () => Promise.resolve(),
): Promise<TestApp> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'ccm-app-'))
  const log: string[] = []
  const config = readConfig({ PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder, ...environment }, 'demo')
  const server = await start(
    config,
    createLog('debug', (line) => log.push(line)),
    async (seeding) => {
      await seedPractice(seeding)
      await fill(seeding)
    },
  )
  await server.ready
  const url = `http://127.0.0.1:${server.port}`
  const fhir = `${url}/fhir/r4`
  const token: TestApp['token'] = async (claims, issued = Date.now()) => {
    const key = await readDemoKey(folder)
    return mintDemoToken({ tenant: DEMO_TENANT, ...claims }, key!, { now: () => issued })
  }
  return {
    url,
    fhir,
    database: database.url,
    dataDir: folder,
    log,
    token,
    client: async (claims) => clientOf(fhir, await token(claims)),
    async openPractice(name) {
      await createTenantDirectory(database.database).ensure(name)
    },
    async stop() {
      await server.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The practice and its staff, and no patients: those are each test's own. */
async function seedPractice({ repository, preparer, note }: DemoSeeding): Promise<void> {
  const changes = practiceResources().map(
    (resource) => ({ kind: 'put', resource: preparer.prepare(resource) }) as const,
  )
  await repository.write(changes, note)
}

/** A client for a FHIR base with a token. */
export function clientOf(fhir: string, token: string): TestClient {
  return async (path, { json: sent, ...init } = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
    if (sent !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/fhir+json')
    const response = await fetch(path.startsWith('http') ? path : `${fhir}${path}`, {
      ...init,
      headers,
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    })
    const text = await response.text()
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (json ? JSON.parse(text) : {}) as TestBody,
    }
  }
}
