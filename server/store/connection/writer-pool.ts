import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { connectionFault } from './pipelined-connections.ts'
import { TenantClient } from './tenant-client.ts'

/** Connections for writing, each used by one request at a time. */
export class WriterPool {
  readonly #pool: pg.Pool
  readonly #clients = new WeakMap<pg.PoolClient, TenantClient>()

  constructor(settings: pg.ClientConfig, count: number, log: Log) {
    this.#pool = new pg.Pool({ ...settings, max: count, idleTimeoutMillis: 0 })
    this.#pool.on('error', (error) => {
      log.warn('database connection lost', { reason: error.message })
    })
  }

  /** Lends a connection. One that failed is thrown away. */
  async use<R>(work: (client: TenantClient) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect()
    const wrapped = this.#wrapped(client)
    let broken = false
    try {
      return await work(wrapped)
    } catch (error) {
      broken = connectionFault(error)
      throw error
    } finally {
      client.release(broken || wrapped.broken)
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  #wrapped(client: pg.PoolClient): TenantClient {
    const known = this.#clients.get(client)
    if (known) return known
    const made = new TenantClient(client)
    this.#clients.set(client, made)
    return made
  }
}
