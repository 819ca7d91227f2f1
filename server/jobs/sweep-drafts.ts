import type { Clock } from '#ports/clock.ts'
import type { SweepDrafts } from '#ports/enroll-drafts.ts'
import type { Log } from '#ports/log.ts'
import { sweepDrafts } from '../use-cases/enroll-drafts.ts'
import type { Repeated } from './repeat.ts'
import { sweepOld } from './sweep.ts'

/** How often a process takes away old drafts, in milliseconds. */
const TURN = 3_600_000

interface SweepDeps {
  readonly sweep: SweepDrafts
  readonly clock: Clock
  readonly log: Log
}

/** Takes away drafts that nobody went on with, from now on. */
export function sweepOldDrafts({ sweep, clock, log }: SweepDeps, every = TURN): Repeated {
  return sweepOld({ what: 'drafts', sweep: () => sweepDrafts(sweep, clock.now()), log }, every)
}
