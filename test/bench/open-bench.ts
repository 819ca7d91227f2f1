import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  /** The product, in a process of its own. */
  product(): Promise<BenchProduct>
  /** What it is compared with, in a process of its own. */
  reference(): Promise<Reference>
  close(): Promise<void>
}

export interface BenchProduct {
  readonly url: string
  readonly pid: number
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
    async product() {
      const data = join(folder, 'product')
      const server = await startServer({ DATABASE_URL: postgres.url, DATA_DIR: data, LOG_LEVEL: 'info' })
      endings.push(() => server.stop())
      const headers = async (role: BenchToken = 'administrator') => ({
        authorization: `Bearer ${await benchToken(data, role)}`,
        'content-type': 'application/fhir+json',
      })
      return { url: server.url, pid: server.pid, headers }
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
