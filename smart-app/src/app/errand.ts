import { useEffect, useRef } from 'react'
import type { ServiceMonth } from '#domain/calendar.ts'

/**
 * What a page is opened for, said by the control that opens it. Kept in this page's memory: nothing of it is in the
 * address, and it is taken once.
 */
export type Errand =
  /** Log time by hand; with instants where they are known, in milliseconds since 1970. */
  | { readonly to: 'log-time'; readonly from?: number; readonly until?: number; readonly activity?: string }
  | { readonly to: 'give-copy' }
  /** Shows another month than the running one. */
  | { readonly to: 'show-month'; readonly month: ServiceMonth }
  /** Shows the time of a month. */
  | { readonly to: 'show-time'; readonly month: ServiceMonth }
  /** Shows what changed between two versions of the care plan. */
  | { readonly to: 'compare-plan'; readonly from: string; readonly until: string }
  | { readonly to: 'enroll'; readonly program: string }
  /** Record that the patient declined. */
  | { readonly to: 'record-no' }

const listeners = new Set<() => void>()
let waiting: Errand | undefined

/** Leaves an errand for the page that knows it. */
export function leaveErrand(errand: Errand): void {
  waiting = errand
  for (const listener of listeners) listener()
}

/** Takes an errand of a kind that waits for this page, now or while it is shown. */
export function useErrand<K extends Errand['to']>(to: K, take: (errand: Extract<Errand, { to: K }>) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const look = () => {
      if (waiting?.to !== to) return
      const errand = waiting as Extract<Errand, { to: K }>
      waiting = undefined
      latest.current(errand)
    }
    look()
    listeners.add(look)
    return () => {
      listeners.delete(look)
    }
  }, [to])
}
