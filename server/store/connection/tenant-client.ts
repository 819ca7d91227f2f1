import type pg from 'pg'
import { connectionFault } from './connection-fault.ts'
import { gatherWrites } from './gather-writes.ts'
import { PreparedQuery } from './prepared-query.ts'
import { statement, type Row, type SqlValue, type Statement } from './statement.ts'

const SET_TENANT = statement(`select set_config('app.tenant', $1, false)`)

/** The connection could not be told whose rows it may see, so what it answered is worth nothing: ask again on another. */
export class TenantNotSet extends Error {}

/** Whether a connection has been told whose rows it may see; known when what was sent after it is answered. */
interface Setting {
  failed: boolean
}

/** A connection that remembers whose rows row-level security lets it see. */
export class TenantClient {
  readonly #client: pg.ClientBase
  readonly #gather: () => void
  #tenant: number | undefined
  #setting: Setting = { failed: false }
  #broken = false

  constructor(client: pg.ClientBase) {
    this.#client = client
    this.#gather = gatherWrites(client)
  }

  /** The tenant could not be set, the connection ended, or a transaction did not: it must not be used again. */
  get broken(): boolean {
    return this.#broken
  }

  /**
   * Runs a statement for a tenant. The setting goes out in the same turn just before it, when the connection last served
   * another tenant; nothing may come between the two, so nothing here awaits before both are sent.
   */
  run(tenant: number, prepared: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    this.#gather()
    this.#become(tenant)
    const setting = this.#setting
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, rows: readonly Row[]) => {
        if (error === null && !setting.failed) {
          resolve(rows)
          return
        }
        this.#broken ||= connectionFault(error)
        reject(error ?? new TenantNotSet())
      }
      this.#client.query(new PreparedQuery(prepared, values, done))
    })
  }

  /** The same with a text that is used once or seldom: no name is kept for it. */
  runOnce(tenant: number, text: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.run(tenant, { name: '', text }, values)
  }

  /**
   * Begins a transaction for a tenant. It is sent at once, so that what follows in the same turn goes out with it. The tenant
   * is set before: a rollback would take back what is set within, and this would no longer know whose rows the connection
   * sees.
   */
  begin(tenant: number): Promise<void> {
    this.#gather()
    this.#become(tenant)
    return this.control('begin')
  }

  /** `commit`, `rollback`. What fails here leaves the connection in a state that nobody knows. */
  async control(text: string): Promise<void> {
    try {
      await this.#client.query(text)
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  #become(tenant: number): void {
    if (this.#tenant === tenant) return
    this.#tenant = tenant
    const setting = { failed: false }
    this.#setting = setting
    const done = (error: Error | null) => {
      setting.failed = error !== null
      this.#broken ||= setting.failed
    }
    this.#client.query(new PreparedQuery(SET_TENANT, [String(tenant)], done))
  }
}
