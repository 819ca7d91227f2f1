import { endSilentTimers, type SilentTimersDeps } from '../use-cases/timers/end-silent-timers.ts'
import { repeat, type Repeated } from './repeat.ts'

/** How often a process looks for timers that are silent, in milliseconds. */
const LOOK = 10_000

/** Looks for timers that are no longer heard of, from now on. */
export function watchTimers(deps: SilentTimersDeps, every = LOOK): Repeated {
  return repeat(async () => {
    try {
      const ended = await endSilentTimers(deps)
      if (ended > 0) deps.log.info('timers ended', { ended })
    } catch (error) {
      deps.log.warn('timers not looked for', { reason: error instanceof Error ? error.message : 'unknown' })
    }
  }, every)
}
