/** Work that is done again and again, and can be ended. */
export interface Repeated {
  /** Waits for the turn that is under way; there is none after it. */
  stop(): Promise<void>
}

/**
 * Does something now, and again each time so many milliseconds after it was done; every process does. It must not fail.
 */
export function repeat(work: () => Promise<void>, every: number): Repeated {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const turn = async (): Promise<void> => {
    await work()
    if (!stopped) timer = setTimeout(again, every).unref()
  }
  const again = (): void => {
    turning = turn()
  }
  let turning = turn()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turning
    },
  }
}
