import { hash } from 'node:crypto'
import { statement } from '../connection/statement.ts'

/**
 * Takes advisory locks until the end of the transaction, in the order given. It must be a statement of its own: a look-up
 * in the same one would see what was there before the lock was had.
 */
export const LOCK = statement('select pg_advisory_xact_lock(k) from unnest($1::bigint[]) k')

/** The numbers of a practice's lock names, in the order in which everybody takes them. */
export function lockNames(tenant: number, names: readonly string[]): readonly string[] {
  const numbers = [...new Set(names)].map((name) =>
    hash('sha256', `lock ${tenant} ${name}`, 'buffer').readBigInt64BE(0),
  )
  return numbers.sort((a, b) => (a < b ? -1 : 1)).map(String)
}
