import type { CapabilityStatement, Resource } from '@medplum/fhirtypes'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { mintDemoToken } from '../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../server/demo/demo-key.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import { putAll } from '../support/chart.ts'
import { enrollPatient } from '../support/programme-client.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { clientOf } from '../support/test-app.ts'
import { agent, send, sendBytes, type Answered, type Ask } from './ask.ts'
import type { CallableOperation } from './asks/operations.ts'
import type { SearchableType } from './asks/searches.ts'
import { OTHERS, SAMPLES } from './samples.ts'

/** A demo server in a process of its own that is to be fuzzed, with another practice beside the demo's. */
export interface FuzzTarget {
  readonly base: string
  /** Of an administrator of the demo practice. */
  readonly token: string
  readonly types: readonly SearchableType[]
  readonly operations: readonly CallableOperation[]
  send(ask: Ask): Promise<Answered>
  sendBytes(bytes: Uint8Array): Promise<Answered | undefined>
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
  const tokenOf = (tenant: string) => mintDemoToken({ tenant, role: 'administrator' }, key!, { now: () => Date.now() })
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
  const statement = (await (await fetch(`${base}/metadata`)).json()) as CapabilityStatement
  return {
    base,
    token,
    types: typesOf(statement),
    operations: operationsOf(statement),
    send: (ask) => send(base, token, ask),
    sendBytes: (bytes) => sendBytes(base, bytes),
    failures: failuresOf(server),
  }
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

function operationsOf({ rest }: CapabilityStatement): CallableOperation[] {
  const own = (rest?.[0]?.operation ?? []).map(({ name }) => ({ name }))
  const ofTypes = (rest?.[0]?.resource ?? []).flatMap(({ type, operation = [] }) =>
    operation.map(({ name }) => ({ name, type })),
  )
  return [...own, ...ofTypes]
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
