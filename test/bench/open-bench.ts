import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../server/store/embedded.ts'
import { silentLog } from '../support/silent-log.ts'
import { startServer } from '../support/server-process.ts'
import { benchToken, type BenchToken } from './product/bench-token.ts'
import { startReference, type Reference } from './reference/start-reference.ts'

/** What a part of the benchmark works with. */
export interface Bench {
  readonly quick: boolean
  /** Seconds of one side of a round. */
  readonly seconds: number
  readonly rounds: number
  /** A folder for this part, gone afterwards. */
  readonly folder: string
  /** PostgreSQL as the product runs it: durable. */
  readonly databaseUrl: string
  /** The product, in a process of its own, on `databaseUrl` or on a further database of this name. */
  product(database?: string): Promise<BenchProduct>
  /** What it is compared with, in a process of its own. */
  reference(): Promise<Reference>
  close(): Promise<void>
}

export interface BenchProduct {
  readonly url: string
  readonly pid: number
  readonly databaseUrl: string
  /** Headers of an authenticated request. */
  headers(role?: BenchToken): Promise<Readonly<Record<string, string>>>
}

/** Starts a PostgreSQL of its own; the rest starts when it is asked for. */
export async function openBench(quick: boolean): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'ccm-bench-'))
  await chmod(folder, 0o755)
  const postgres = await startEmbedded({ folder: join(folder, 'database'), log: silentLog })
  const endings: (() => Promise<unknown>)[] = []
  return {
    quick,
    seconds: quick ? 1 : 4,
    rounds: 3,
    folder,
    databaseUrl: postgres.url,
    async product(database) {
      const data = join(folder, database ?? 'product')
      const databaseUrl = database === undefined ? postgres.url : await createDatabase(postgres.url, database)
      const server = await startServer({ DATABASE_URL: databaseUrl, DATA_DIR: data, LOG_LEVEL: 'info' })
      endings.push(() => server.stop())
      const headers = async (role: BenchToken = 'administrator') => ({
        authorization: `Bearer ${await benchToken(data, role)}`,
        'content-type': 'application/fhir+json',
      })
      return { url: server.url, pid: server.pid, databaseUrl, headers }
    },
    async reference() {
      const reference = await startReference(postgres.url)
      endings.push(() => reference.stop())
      return reference
    },
    async close() {
      for (const end of endings.toReversed()) await end()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Another database of the same server; answers its URL. */
async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${pg.escapeIdentifier(name)}`)
  await client.end()
  return url.replace('/ccm?', `/${name}?`)
}
