import { useSyncExternalStore } from 'react'

const QUARTER = 15 * 60_000

/** How often the clock is looked at. */
const LOOK = 15_000

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, LOOK)
  document.addEventListener('visibilitychange', listener)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', listener)
  }
}

/**
 * Quarters of an hour since 1970, also after the machine has slept. Days and months turn with one in every time zone: who
 * draws by it does not show yesterday's day or last month on a page that was left open.
 * @param now milliseconds since 1970
 */
export function useQuarterHour(now: () => number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now() / QUARTER))
}
