import pg from 'pg'

/** The connection failed, not the statement: there is no SQLSTATE, or one that says that the server is going. */
export function connectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return !(error instanceof pg.DatabaseError) || /^(57P0[1-3]|08)/.test(code)
}
