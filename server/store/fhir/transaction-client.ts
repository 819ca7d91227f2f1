import type { Deadline } from '#ports/deadline.ts'
import type { Row, SqlValue, Statement } from '../connection/statement.ts'
import type { TenantClient } from '../connection/tenant-client.ts'

/** What runs statements within a transaction. */
export type SqlClient = Pick<TenantClient, 'run'>

/**
 * A connection while it is lent to a transaction. It keeps the first failure, after which PostgreSQL would turn a commit into
 * a rollback without a word, and refuses statements that come when the transaction has ended: the connection may
 * already serve somebody else.
 */
export class TransactionClient implements SqlClient {
  readonly #lent: TenantClient
  readonly #begun: Promise<void>
  #failure: Error | undefined
  readonly #deadline: Deadline | undefined
  #hasBegun = false
  #ended = false

  /** @param begun resolves when PostgreSQL has begun the transaction */
  constructor(lent: TenantClient, begun: Promise<void>, deadline: Deadline | undefined) {
    this.#lent = lent
    this.#begun = begun
    this.#deadline = deadline
    begun.catch(() => undefined)
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  end(): void {
    this.#ended = true
  }

  async run(tenant: number, statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    // A write that went ahead of a beginning that failed would be a transaction of its own, and kept.
    if (!this.#hasBegun) await this.#begin()
    return this.ahead(tenant, statement, values)
  }

  /** The same for what only reads or locks: it need not wait until the transaction has begun. */
  ahead(tenant: number, statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    if (this.#ended) return Promise.reject(new Error('The transaction has ended.'))
    if (this.#deadline?.passed === true) return Promise.reject((this.#failure ??= this.#deadline.fault()))
    const answer = this.#lent.run(tenant, statement, values)
    const known = this.#hasBegun ? answer : Promise.all([answer, this.#begin()]).then(([rows]) => rows)
    return known.catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error('A statement failed.', { cause: error })
      throw error
    })
  }

  async #begin(): Promise<void> {
    await this.#begun
    this.#hasBegun = true
  }
}
