import { OutOfTime } from '#ports/deadline.ts'
import { SearchTooCostly } from '#ports/search.ts'
import pg from 'pg'
import { StruckDown } from './struck-down.ts'

/** What is ours to say of a statement. */
const OF_THE_STATEMENT = [OutOfTime, StruckDown, SearchTooCostly]

/** The connection failed, not the statement: there is no SQLSTATE, or one that says that the server is going. */
export function connectionFault(error: unknown): boolean {
  if (!(error instanceof Error) || OF_THE_STATEMENT.some((kind) => error instanceof kind)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return !(error instanceof pg.DatabaseError) || /^(57P0[1-3]|08)/.test(code)
}

/** What failed with the statement that would not fail again: nothing, where it was the statement itself. */
export function passing(error: unknown): 'connection' | 'plan' | undefined {
  if (connectionFault(error)) return 'connection'
  return unprepared(error) ? 'plan' : undefined
}

/**
 * The statement has no plan under its name: the one before it on the connection, which was to be the first of that name, was
 * stopped before it had been read. Asked again it is read.
 */
export function unprepared(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '26000'
}
