import { addMonths, dayOf, monthOf, monthOfDay, type ServiceMonth } from '../calendar.ts'
import type { TimeEntry } from '../time/time-entry.ts'

/** The local day on which an entry begins; undefined where it does not say. */
export function dayOfEntry({ time }: TimeEntry, timeZone: string): string | undefined {
  return time.kind === 'clock' || time.kind === 'running' ? dayOf(time.start, timeZone) : time.day
}

/**
 * The months that an entry is in: more than one where it spans a month's end, or where a timer runs.
 * @param now milliseconds since 1970
 */
export function monthsOfEntry(entry: TimeEntry, timeZone: string, now: number): readonly ServiceMonth[] {
  const { time } = entry
  if (time.kind === 'clock') return monthsBetween(time.start, Math.max(time.start, time.end - 1), timeZone)
  if (time.kind === 'running') return monthsBetween(time.start, Math.max(time.start, now), timeZone)
  return time.day === undefined ? [] : [monthOfDay(time.day)]
}

/** No entry is longer than a day; of a timer that nobody stopped the first months are enough. */
const MOST = 3

function monthsBetween(start: number, end: number, timeZone: string): readonly ServiceMonth[] {
  const last = monthOf(end, timeZone)
  const months = [monthOf(start, timeZone)]
  for (let month = addMonths(months[0] ?? last, 1); month <= last && months.length < MOST; month = addMonths(month, 1))
    months.push(month)
  return months
}
