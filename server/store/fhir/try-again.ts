import { setTimeout as sleep } from 'node:timers/promises'
import { requireTime, type Deadline } from '#ports/deadline.ts'
import { StoreBusy } from '#ports/fhir-store.ts'
import { constraintOf, sqlState } from '../connection/sql-fault.ts'
import { TenantNotSet } from '../connection/tenant-client.ts'
import { WriteRaced } from './write-one.ts'

/** A deadlock, a serialization failure, or a lock that was not had in time. */
const PASSING: readonly unknown[] = ['40001', '40P01', '55P03']

/** Whether a write would find it otherwise if it were asked again: also where somebody made the same resource meanwhile. */
export function passes(error: unknown): boolean {
  const state = sqlState(error)
  const made = state === '23505' && constraintOf(error) === 'resource_id'
  return error instanceof WriteRaced || error instanceof TenantNotSet || made || PASSING.includes(state)
}

const ATTEMPTS = 8
/** Milliseconds before the second attempt; before each further one twice as many, up to the longest. */
const PAUSE = 20
const LONGEST = 500

/**
 * Writes; after a failure that passes by itself from the start again, after a pause that grows.
 * @throws StoreBusy when it failed each time, OutOfTime
 */
export async function tryAgain<R>(deadline: Deadline | undefined, write: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      if (!passes(error)) throw error
      if (attempt === ATTEMPTS)
        throw new StoreBusy('Too many requests write the same records. Try again in a moment.', { cause: error })
      await sleep(Math.min(PAUSE * 2 ** (attempt - 1), LONGEST) * (0.5 + Math.random()))
      requireTime(deadline)
    }
  }
}
