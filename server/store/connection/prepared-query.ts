import pg from 'pg'
import { SearchTooCostly } from '#ports/search.ts'
import { columnTypes } from './client-settings.ts'
import type { Row, SqlValue, Statement } from './statement.ts'

type Parse = (text: string) => unknown

/** What pg's connection offers to a query that it sends; not among its types. */
interface Wire {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>
  bind(config: {
    readonly statement: string
    readonly values: readonly SqlValue[]
    readonly valueMapper: (value: unknown) => unknown
  }): void
  execute(): void
  sync(): void
}

interface RowDescription {
  readonly fields: readonly { readonly dataTypeID: number }[]
}

interface DataRow {
  readonly fields: readonly (string | null)[]
}

/** How the columns of each statement are read. One name is one text, so one list of columns. */
const columnsOf = new Map<string, readonly Parse[]>()

/** What pg has and does not declare. */
const { prepare } = pg.Query.prototype as unknown as {
  readonly prepare: (this: PreparedQuery, connection: Wire) => void
}
const { prepareValue } = (
  pg as unknown as {
    readonly utils: { readonly prepareValue: (value: unknown) => unknown }
  }
).utils

/**
 * A statement under a name, run on a pipelined connection. Once the connection has prepared it and its columns are known,
 * it goes out without asking for them again, and its rows are read without pg's results: a fifth of the processor time of
 * a read by id (docs/decisions/0003). Without a name it is prepared each time.
 */
export class PreparedQuery extends pg.Query {
  readonly name: string
  readonly callback: (error: Error | null) => void
  readonly #values: readonly SqlValue[]
  readonly #rows: Row[] = []
  readonly #most: number
  #parsers: readonly Parse[]
  #characters = 0

  constructor(
    { name, text, most = Infinity }: Statement,
    values: readonly SqlValue[],
    done: (error: Error | null, rows: readonly Row[]) => void,
  ) {
    super(text, values)
    this.name = name
    this.#values = values
    this.#most = most
    this.#parsers = columnsOf.get(name) ?? []
    this.callback = (error) => {
      done(error ?? this.#tooLong(), this.#rows)
    }
  }

  prepare(connection: Wire): void {
    if (connection.parsedStatements[this.name] === undefined || !columnsOf.has(this.name)) {
      prepare.call(this, connection)
      return
    }
    connection.bind({ statement: this.name, values: this.#values, valueMapper: prepareValue })
    connection.execute()
    connection.sync()
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#parsers = fields.map(({ dataTypeID }) => columnTypes.getTypeParser(dataTypeID))
    if (this.name !== '') columnsOf.set(this.name, this.#parsers)
  }

  handleDataRow({ fields }: DataRow): void {
    if (this.#isTooLong()) return
    const row = new Array<unknown>(fields.length)
    for (let at = 0; at < fields.length; at++) {
      const field = fields[at] ?? null
      row[at] = field === null ? null : this.#parsers[at]?.(field)
      this.#characters += field?.length ?? 0
    }
    this.#rows.push(row)
  }

  handleCommandComplete(): void {
    // Nobody asks how many rows there were.
  }

  /** One resource is always told, and the next one says that there is more. */
  #isTooLong(): boolean {
    return this.#characters > this.#most && this.#rows.length > 2
  }

  /** What came after that was let go: it would fill the memory. */
  #tooLong(): SearchTooCostly | null {
    if (!this.#isTooLong()) return null
    this.#rows.length = 0
    return tooLong(this.#most)
  }
}

/** The words for an answer that is longer than can be held. */
export function tooLong(most: number): SearchTooCostly {
  return new SearchTooCostly(
    `The answer is longer than ${most} characters. Ask for fewer resources at once (_count), and for fewer to be included.`,
  )
}
