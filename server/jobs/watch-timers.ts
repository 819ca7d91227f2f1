import { endSilentTimers, type SilentTimersDeps } from '../use-cases/timers/end-silent-timers.ts'

/** How often a process looks for timers that are silent, in milliseconds. */
const LOOK = 10_000

/** A watch that can be ended. */
export interface TimerWatch {
  /** Waits for the look that is under way; there is none after it. */
  stop(): Promise<void>
}

/** Looks for timers that are no longer heard of, from now on; every process does. */
export function watchTimers(deps: SilentTimersDeps, every = LOOK): TimerWatch {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const look = async (): Promise<void> => {
    try {
      const ended = await endSilentTimers(deps)
      if (ended > 0) deps.log.info('timers ended', { ended })
    } catch (error) {
      deps.log.warn('timers not looked for', { reason: error instanceof Error ? error.message : 'unknown' })
    }
    if (!stopped) timer = setTimeout(again, every).unref()
  }
  const again = (): void => {
    looking = look()
  }
  let looking = look()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
    },
  }
}
