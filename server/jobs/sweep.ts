import type { Log } from '#ports/log.ts'
import { repeat, type Repeated } from './repeat.ts'

/** What is taken away when it is old. */
export interface Sweep {
  /** What it is called in the log: `drafts`. */
  readonly what: string
  /** Takes the old ones away; answers how many there were. */
  readonly sweep: () => Promise<number>
  readonly log: Log
}

/**
 * Takes old things away, from now on. What fails is said in the log and tried again at the next turn.
 * @param every milliseconds between two turns
 */
export function sweepOld({ what, sweep, log }: Sweep, every: number): Repeated {
  return repeat(async () => {
    try {
      const swept = await sweep()
      if (swept > 0) log.info(`old ${what} taken away`, { swept })
    } catch (error) {
      log.warn(`old ${what} not taken away`, { reason: error instanceof Error ? error.message : 'unknown' })
    }
  }, every)
}
