import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Stops what a connection of the same login is doing. Resolves when PostgreSQL has been told; it does not say whether it heard. */
export type CancelStatement = (process: number) => Promise<void>

/** @param owner connections that nobody waits on for long */
export function createCancelStatement(owner: pg.Pool): CancelStatement {
  return async (process) => {
    await owner.query('select pg_cancel_backend($1)', [process]).catch(() => undefined)
  }
}

/** How long PostgreSQL has to hear it, in milliseconds. */
const AGAIN = 100

/** Stops something; between two statements PostgreSQL does not hear it, so it is told again until it is over. */
export async function cancelUntil(over: () => boolean, tell: () => Promise<void>): Promise<void> {
  while (!over()) {
    await tell()
    if (!over()) await sleep(AGAIN)
  }
}

/** The number of the process of PostgreSQL that serves a connection. pg has it at hand, but not among its types. */
export function processOf(client: pg.ClientBase & { readonly processID?: number | null }): number {
  return client.processID ?? 0
}

/** PostgreSQL stopped the statement: it was told to, or `statement_timeout` was over. */
export function isCancelled(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57014'
}
