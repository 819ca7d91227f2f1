import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { TenantClient } from './tenant-client.ts'

const ignore = () => undefined

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

  /** Lends a connection. One that failed is thrown away; what the work itself refuses costs no connection. */
  async use<R>(work: (client: TenantClient) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect()
    const wrapped = this.#wrapped(client)
    // While it is lent nobody else listens; the statement under way fails by itself.
    client.on('error', ignore)
    try {
      return await work(wrapped)
    } finally {
      client.off('error', ignore)
      client.release(wrapped.broken)
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
