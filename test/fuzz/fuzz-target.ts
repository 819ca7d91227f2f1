import type { Bundle, CapabilityStatement, OperationDefinition, Resource } from '@medplum/fhirtypes'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { mintDemoToken, type DemoTokenClaims } from '../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../server/compose/demo-key.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import { putAll } from '../support/chart.ts'
import { enrollPatient } from '../support/programme-client.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { clientOf, type TestClient } from '../support/test-app.ts'
import { agent, send, sendBytes, type Answered, type Ask } from './ask.ts'
import type { CallableOperation } from './asks/operations.ts'
import type { SearchableType } from './asks/searches.ts'
import { OTHERS, SAMPLES } from './samples.ts'

/** A demo server in a process of its own that is to be fuzzed, with another practice beside the demo's. */
export interface FuzzTarget {
  readonly base: string
  /** Of an administrator of the demo practice. */
  readonly token: string
  /** Of the patient `p2`, who may see nothing of others. */
  readonly patientToken: string
  readonly types: readonly SearchableType[]
  readonly operations: readonly CallableOperation[]
  /** Links to next pages as the server gives them. */
  readonly nextLinks: readonly string[]
  /** @param token another than the administrator's */
  send(ask: Ask, token?: string): Promise<Answered>
  sendBytes(bytes: Uint8Array): Promise<Answered | undefined>
  /** How often each status was answered since the last call. */
  statuses(): Readonly<Record<number, number>>
  /** What the server has logged as its own failure since the last call. */
  failures(): readonly string[]
  stop(): Promise<number | null>
}

/** Seconds after which the server gives up on a request: less than a client of the fuzzer waits. */
const REQUEST_SECONDS = '15'

/** @param databaseUrl an empty database with room for this server alone */
export async function openFuzzTarget(databaseUrl: string): Promise<FuzzTarget> {
  const folder = await mkdtemp(join(tmpdir(), 'ccm-fuzz-'))
  const server = await startServer({
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    MAX_BODY_MB: '2',
    MAX_REQUEST_SECONDS: REQUEST_SECONDS,
  })
  try {
    return { ...(await prepare(server, databaseUrl, folder)), stop: () => stop(server, folder) }
  } catch (error) {
    await stop(server, folder)
    throw error
  }
}

async function stop(server: ServerProcess, folder: string): Promise<number | null> {
  agent.destroy()
  const code = await server.stop()
  await rm(folder, { recursive: true, force: true })
  return code
}

/** Stores what both practices have. */
async function prepare(server: ServerProcess, databaseUrl: string, folder: string): Promise<Omit<FuzzTarget, 'stop'>> {
  const base = `${server.url}/fhir/r4`
  const key = await readDemoKey(folder)
  const mint = (claims: DemoTokenClaims) => mintDemoToken(claims, key!, { now: () => Date.now() })
  const tokenOf = (tenant: string) => mint({ tenant, role: 'administrator' })
  await makeTenant(databaseUrl, 'other')
  await putAll(clientOf(base, await tokenOf('other')), OTHERS)
  const token = await tokenOf(DEMO_TENANT)
  const client = clientOf(base, token)
  const isTime = ({ resourceType }: Resource) => resourceType === 'Task'
  await putAll(
    client,
    SAMPLES.filter((sample) => !isTime(sample)),
  )
  await enrollPatient(client, 'p1')
  await putAll(client, SAMPLES.filter(isTime))
  let counts: Record<number, number> = {}
  const counted = <A extends Answered | undefined>(answered: A): A => {
    const status = answered?.status ?? 0
    counts[status] = (counts[status] ?? 0) + 1
    return answered
  }
  const statement = (await (await fetch(`${base}/metadata`)).json()) as CapabilityStatement
  return {
    base,
    token,
    patientToken: await mint({ tenant: DEMO_TENANT, role: 'patient', patient: 'p2' }),
    nextLinks: await nextLinksOf(client),
    types: typesOf(statement),
    operations: await operationsOf(client, statement),
    send: async (ask, other = token) => counted(await send(base, other, ask)),
    sendBytes: async (bytes) => counted(await sendBytes(base, bytes)),
    statuses() {
      const seen = counts
      counts = {}
      return seen
    },
    failures: failuresOf(server),
  }
}

const PAGED = [
  '/Patient?_count=1',
  '/Patient?_count=1&_sort=-birthdate,family',
  '/Condition?_count=1&_sort=_lastUpdated',
  '/Observation?_count=1&_sort=-date&code:not=x',
  '/?_type=Patient,Condition&_count=1',
  '/Patient/_history?_count=1',
  '/Patient/p1/_history?_count=1',
  '/Patient/p1/$everything?_count=1',
  '/AuditEvent?_count=1',
]

async function nextLinksOf(client: TestClient): Promise<readonly string[]> {
  const pages = await Promise.all(PAGED.map((path) => client(path)))
  const links = pages.flatMap(({ body }) => body.link.filter(({ relation }) => relation === 'next'))
  return links.map(({ url }) => /\/fhir\/r4(.*)/.exec(url)?.[1] ?? '')
}

async function makeTenant(url: string, slug: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('insert into ccm.tenant (slug) values ($1) on conflict do nothing', [slug])
  await client.end()
}

function typesOf({ rest }: CapabilityStatement): SearchableType[] {
  const shared = rest?.[0]?.searchParam ?? []
  return (rest?.[0]?.resource ?? []).map(({ type, searchParam = [], searchInclude = [], searchRevInclude = [] }) => ({
    type,
    params: [...searchParam, ...shared].map((one) => ({ name: one.name, type: one.type })),
    includes: [...searchInclude, ...searchRevInclude],
  }))
}

async function operationsOf(client: TestClient, { rest }: CapabilityStatement): Promise<readonly CallableOperation[]> {
  const named = [
    ...(rest?.[0]?.operation ?? []).map((operation) => ({ operation, type: undefined })),
    ...(rest?.[0]?.resource ?? []).flatMap(({ type, operation: own = [] }) =>
      own.map((operation) => ({ operation, type })),
    ),
  ]
  return Promise.all(
    named.map(async ({ operation: { name, definition }, type }) => ({
      name,
      ...(type === undefined ? {} : { type }),
      parameters: await parametersOf(client, definition),
    })),
  )
}

/** Names in the definition of an operation, where the server has it. */
async function parametersOf(client: TestClient, definition: string): Promise<readonly string[]> {
  const { body } = await client(`/OperationDefinition?url=${encodeURIComponent(definition)}`)
  const found = (body as unknown as Bundle<OperationDefinition>).entry?.[0]?.resource
  return (found?.parameter ?? []).filter(({ use }) => use === 'in').map(({ name }) => name)
}

/** Lines in which the server says that it failed, or that a part of it died. */
function failuresOf(server: ServerProcess): () => readonly string[] {
  let seen = 0
  return () => {
    const fresh = server.output().slice(seen)
    seen += fresh.length
    return fresh.split('\n').filter((line) => /"level":"error"|"message":"[^"]*(failed|died)/.test(line))
  }
}
