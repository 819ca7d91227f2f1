import type { BulkExports } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { sweepExports } from '../use-cases/bulk-export.ts'
import type { Repeated } from './repeat.ts'
import { sweepOld } from './sweep.ts'

/** How often a process takes away old exports, in milliseconds. */
const TURN = 600_000

interface SweepDeps {
  readonly exports: Pick<BulkExports, 'sweep'>
  readonly clock: Clock
  readonly log: Log
}

/** Takes away exports that are over, from now on. */
export function sweepOldExports({ exports, clock, log }: SweepDeps, every = TURN): Repeated {
  return sweepOld({ what: 'exports', sweep: () => sweepExports({ exports, clock }), log }, every)
}
