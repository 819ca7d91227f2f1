import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { appClient, ownerClient } from './connection/client-settings.ts'
import { Listener } from './connection/listener.ts'
import { PipelinedConnections } from './connection/pipelined-connections.ts'
import { WriterPool } from './connection/writer-pool.ts'
import { migrate } from './migrations/migrate.ts'

export interface DatabaseOptions {
  /** `postgresql://…` of PostgreSQL 15 or newer: a login that may create a schema, an extension and a role. */
  readonly url: string
  readonly log: Log
  /** The longest that a search may take, in milliseconds. */
  readonly searchLimit?: number
}

/** The connections of a process: one for reads by id, two for searches, eight for writes, one for terms, one that listens. */
export interface Database {
  readonly reads: PipelinedConnections
  readonly searches: PipelinedConnections
  readonly writes: WriterPool
  /** For what may be committed a moment later than it is said: the dictionary of terms. */
  readonly terms: PipelinedConnections
  readonly listener: Listener
  /** Not bound by row-level security: for the queue, maintenance and verification, never for requests. */
  readonly owner: pg.Pool
  /** Rejects when the database does not answer. For `/readyz`. */
  ping(): Promise<void>
  close(): Promise<void>
}

const READ_LIMIT = 10_000
const SEARCH_LIMIT = 20_000
const WRITE_LIMIT = 120_000
const LOCK_LIMIT = 20_000
const SEARCHERS = 2
const WRITERS = 8

/**
 * Brings the schema up to date (safe when several processes start at once) and opens the connections.
 * @throws DatabaseSetupError when the server is too old or the login lacks a right; the message says which.
 */
export async function openDatabase({ url, log, searchLimit = SEARCH_LIMIT }: DatabaseOptions): Promise<Database> {
  const owner = new pg.Pool(ownerClient(url))
  owner.on('error', (error) => {
    log.warn('database connection lost', { reason: error.message })
  })
  try {
    await migrate(owner, log)
  } catch (error) {
    await owner.end()
    throw error
  }
  const reads = new PipelinedConnections(appClient(url, 'reads', { statement: READ_LIMIT }), 1, log)
  const searches = new PipelinedConnections(appClient(url, 'searches', { statement: searchLimit }), SEARCHERS, log)
  const writes = new WriterPool(appClient(url, 'writes', { statement: WRITE_LIMIT, lock: LOCK_LIMIT }), WRITERS, log)
  const terms = new PipelinedConnections(appClient(url, 'terms', { statement: READ_LIMIT, durable: false }), 1, log)
  const listener = new Listener({ connectionString: url, application_name: 'ccm listener', keepAlive: true }, log)
  return {
    reads,
    searches,
    writes,
    terms,
    listener,
    owner,
    async ping() {
      await reads.queryOnce(0, 'select 1', [])
    },
    async close() {
      await Promise.all([reads.close(), searches.close(), writes.close(), terms.close(), listener.close()])
      await owner.end()
    },
  }
}
