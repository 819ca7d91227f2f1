import type { SqlValue } from '../connection/statement.ts'

/** Collects a statement's parameters while its text is put together. */
export class SqlValues {
  readonly list: SqlValue[]
  #aliases = 0

  /** @param first parameters that the text names by number itself; the first of them is the tenant */
  constructor(first: readonly SqlValue[]) {
    this.list = [...first]
  }

  /** Answers the parameter's place in the text, with its type: `$3::bigint[]`. */
  bind(value: SqlValue, type: string): string {
    this.list.push(value)
    return `$${this.list.length}::${type}`
  }

  /** A name for a table that no other part of the statement uses. */
  alias(): string {
    this.#aliases++
    return `t${this.#aliases}`
  }
}
