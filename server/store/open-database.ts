import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { appClient, ownerClient } from './connection/client-settings.ts'
import { createCancelStatement } from './connection/cancel-statement.ts'
import { Listener } from './connection/listener.ts'
import { PipelinedConnections } from './connection/pipelined-connections.ts'
import { WriterPool } from './connection/writer-pool.ts'
import { migrate } from './migrations/migrate.ts'

export interface DatabaseOptions {
  /** `postgresql://…` of PostgreSQL 15 or newer: a login that may create a schema, an extension and a role. */
  readonly url: string
  readonly log: Log
  readonly limits?: Partial<DatabaseLimits>
}

/** How long PostgreSQL works or waits for one statement before it gives up, in milliseconds. */
export interface DatabaseLimits {
  /** A search (`statement_timeout`). */
  readonly search: number
  /** Waiting for a lock (`lock_timeout`). */
  readonly lock: number
  /** A transaction in which nothing happens (`idle_in_transaction_session_timeout`): its process is gone, or stuck. */
  readonly idle: number
}

const LIMITS: DatabaseLimits = { search: 20_000, lock: 10_000, idle: 60_000 }

/**
 * The connections of a process: one for reads by id, one for searches that stay within records, two for all other searches,
 * eight for writes, one for terms, one that listens; two for files of exports, opened when somebody fetches one, so that
 * nobody's search waits behind them.
 */
export interface Database {
  readonly reads: PipelinedConnections
  readonly quick: PipelinedConnections
  readonly searches: PipelinedConnections
  readonly exports: PipelinedConnections
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
const WRITE_LIMIT = 120_000
const SEARCHERS = 2
const EXPORTERS = 2
const WRITERS = 8

/**
 * Brings the schema up to date (safe when several processes start at once) and opens the connections.
 * @throws DatabaseSetupError when the server is too old or the login lacks a right; the message says which.
 */
export async function openDatabase({ url, log, ...options }: DatabaseOptions): Promise<Database> {
  const limits = { ...LIMITS, ...options.limits }
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
  const cancel = createCancelStatement(owner)
  const client = (name: string, statement: number, more: { readonly durable?: boolean } = {}) =>
    appClient(url, name, { statement, lock: Math.min(limits.lock, statement), idle: limits.idle, ...more })
  const pipelined = (settings: pg.ClientConfig, count: number) =>
    new PipelinedConnections(settings, { count, log, cancel })
  const reads = pipelined(client('reads', READ_LIMIT), 1)
  const quick = pipelined(client('quick searches', limits.search), 1)
  const searches = pipelined(client('searches', limits.search), SEARCHERS)
  const exports = pipelined(client('exports', limits.search), EXPORTERS)
  const writes = new WriterPool(client('writes', WRITE_LIMIT), { count: WRITERS, log, cancel })
  const terms = pipelined(client('terms', READ_LIMIT, { durable: false }), 1)
  const listener = new Listener({ connectionString: url, application_name: 'ccm listener', keepAlive: true }, log)
  return {
    reads,
    quick,
    searches,
    exports,
    writes,
    terms,
    listener,
    owner,
    async ping() {
      await reads.queryOnce(0, 'select 1', [])
    },
    async close() {
      await Promise.all(
        [reads, quick, searches, exports, writes, terms, listener].map((connections) => connections.close()),
      )
      await owner.end()
    },
  }
}
