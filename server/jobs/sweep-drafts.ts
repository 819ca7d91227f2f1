import type { Clock } from '#ports/clock.ts'
import type { SweepDrafts } from '#ports/enroll-drafts.ts'
import type { Log } from '#ports/log.ts'
import { sweepDrafts } from '../use-cases/enroll-drafts.ts'
import { repeat, type Repeated } from './repeat.ts'

/** How often a process takes away old drafts, in milliseconds. */
const TURN = 3_600_000

interface SweepDeps {
  readonly sweep: SweepDrafts
  readonly clock: Clock
  readonly log: Log
}

/** Takes away drafts that nobody went on with, from now on. */
export function sweepOldDrafts({ sweep, clock, log }: SweepDeps, every = TURN): Repeated {
  return repeat(async () => {
    try {
      const swept = await sweepDrafts(sweep, clock.now())
      if (swept > 0) log.info('old drafts taken away', { swept })
    } catch (error) {
      log.warn('old drafts not taken away', { reason: error instanceof Error ? error.message : 'unknown' })
    }
  }, every)
}
