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
  #failure: Error | undefined
  readonly #deadline: Deadline | undefined
  #ended = false

  constructor(lent: TenantClient, deadline: Deadline | undefined) {
    this.#lent = lent
    this.#deadline = deadline
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  end(): void {
    this.#ended = true
  }

  run(tenant: number, statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    if (this.#ended) return Promise.reject(new Error('The transaction has ended.'))
    if (this.#deadline?.passed === true) return Promise.reject((this.#failure ??= this.#deadline.fault()))
    return this.#lent.run(tenant, statement, values).catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error('A statement failed.', { cause: error })
      throw error
    })
  }
}
