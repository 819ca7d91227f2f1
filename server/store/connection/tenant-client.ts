import type pg from 'pg'
import { statement, type Row, type SqlValue, type Statement } from './statement.ts'

const SET_TENANT = statement(`select set_config('app.tenant', $1, false)`)

/** A connection that remembers whose rows row-level security lets it see. */
export class TenantClient {
  readonly #client: pg.ClientBase
  #tenant: number | undefined
  #broken = false

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  /** The tenant could not be set, or the connection ended: it must not be used again. */
  get broken(): boolean {
    return this.#broken
  }

  /**
   * Runs a statement for a tenant. The setting goes out in the same turn just before it, when the connection last served
   * another tenant; nothing may come between the two, so nothing here awaits before both are sent.
   */
  run(tenant: number, { name, text }: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    this.#become(tenant)
    return this.#client
      .query<unknown[]>({ name, text, values: values as unknown[], rowMode: 'array' })
      .then((result) => result.rows)
  }

  /** The same with a text that is used once or seldom: no name is kept for it. */
  runOnce(tenant: number, text: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    this.#become(tenant)
    return this.#client
      .query<unknown[]>({ text, values: values as unknown[], rowMode: 'array' })
      .then((result) => result.rows)
  }

  /**
   * Begins a transaction for a tenant. The tenant is set before: a rollback would take back what is set within, and this
   * would no longer know whose rows the connection sees.
   */
  async begin(tenant: number): Promise<void> {
    this.#become(tenant)
    await this.#client.query('begin')
  }

  /** `commit`, `rollback`. */
  async control(text: string): Promise<void> {
    await this.#client.query(text)
  }

  #become(tenant: number): void {
    if (this.#tenant === tenant) return
    this.#tenant = tenant
    this.#client.query({ ...SET_TENANT, values: [String(tenant)] }).catch(() => (this.#broken = true))
  }
}
