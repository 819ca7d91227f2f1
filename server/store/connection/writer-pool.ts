import { requireTime, type Deadline } from '#ports/deadline.ts'
import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { cancelUntil, processOf, type CancelStatement } from './cancel-statement.ts'
import { TenantClient } from './tenant-client.ts'
import { Turns } from './turns.ts'

const ignore = () => undefined

/** Whoever has held a connection for longer gets half of them at once, in milliseconds: others write meanwhile. */
const SLOW = 1000

/** Connections for writing, each used by one request at a time. */
export class WriterPool {
  readonly #pool: pg.Pool
  readonly #clients = new WeakMap<pg.PoolClient, TenantClient>()
  readonly #cancel: CancelStatement
  readonly #turns: Turns

  constructor(
    settings: pg.ClientConfig,
    { count, log, cancel }: { readonly count: number; readonly log: Log; readonly cancel: CancelStatement },
  ) {
    this.#cancel = cancel
    this.#turns = new Turns({ usual: count, slow: Math.max(1, Math.floor(count / 2)), slowAfter: SLOW })
    this.#pool = new pg.Pool({ ...settings, max: count, idleTimeoutMillis: 0 })
    this.#pool.on('error', (error) => {
      log.warn('database connection lost', { reason: error.message })
    })
  }

  /**
   * Lends a connection. One that failed is thrown away; what the work itself refuses costs no connection. When the request's
   * time is up the statement under way is stopped, and so the work.
   * @throws OutOfTime, also when no connection was free in time
   */
  use<R>(work: (client: TenantClient) => Promise<R>, deadline?: Deadline): Promise<R> {
    return this.#turns.take(deadline, () => this.#lend(work, deadline))
  }

  async #lend<R>(work: (client: TenantClient) => Promise<R>, deadline: Deadline | undefined): Promise<R> {
    const client = await this.#connect(deadline)
    const lent = performance.now()
    const wrapped = this.#wrapped(client)
    // While it is lent nobody else listens; the statement under way fails by itself.
    client.on('error', ignore)
    let over = false
    let cancelling: Promise<void> | undefined
    const told = deadline?.whenPassed(() => {
      cancelling = cancelUntil(
        () => over,
        () => this.#cancel(processOf(client)),
      )
    })
    try {
      return await work(wrapped)
    } catch (error) {
      throw deadline?.passed === true ? deadline.fault() : error
    } finally {
      over = true
      this.#turns.took(deadline, performance.now() - lent)
      told?.()
      // Before somebody else gets it, whom it would hit.
      await cancelling
      client.off('error', ignore)
      client.release(wrapped.broken)
    }
  }

  async #connect(deadline: Deadline | undefined): Promise<pg.PoolClient> {
    requireTime(deadline)
    const connecting = this.#pool.connect()
    if (!deadline) return connecting
    return new Promise((resolve, reject) => {
      const told = deadline.whenPassed(() => {
        reject(deadline.fault())
        connecting.then((client) => {
          client.release()
        }, ignore)
      })
      void connecting.then(resolve, reject).finally(told)
    })
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
