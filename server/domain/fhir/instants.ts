import type { Period } from '@medplum/fhirtypes'
import { addDays, dayOf, lastDayOfMonth, startOfDay } from '../calendar.ts'

/**
 * A stretch of time: milliseconds since 1970, the end not included. An absent side is open.
 */
export interface Span {
  readonly start?: number
  readonly end?: number
}

const PARTIAL = /^\d{4}(-\d{2}){0,2}$/

/** First and last local day that a FHIR date or dateTime may mean: `2026-03` is the whole of March. */
export function daysOf(text: string | undefined, timeZone: string): { first: string; last: string } | undefined {
  if (!text) return undefined
  if (PARTIAL.test(text)) return partialDays(text)
  const instant = Date.parse(text)
  if (Number.isNaN(instant)) return undefined
  const day = dayOf(instant, timeZone)
  return { first: day, last: day }
}

/** The local day of a FHIR date or dateTime; a date that names less than a day stays as it is. */
export function localDate(text: string | undefined, timeZone: string): string | undefined {
  if (text === undefined) return undefined
  return PARTIAL.test(text) ? text : daysOf(text, timeZone)?.first
}

function partialDays(text: string): { first: string; last: string } {
  if (text.length === 10) return { first: text, last: text }
  const year = text.slice(0, 4)
  return text.length === 7
    ? { first: `${text}-01`, last: lastDayOfMonth(text) }
    : { first: `${year}-01-01`, last: `${year}-12-31` }
}

/**
 * The stretch that a FHIR date or dateTime may mean, in milliseconds; a full instant has no length. Undefined for text
 * that is neither.
 */
export function spanOf(text: string | undefined, timeZone: string): Required<Span> | undefined {
  if (!text) return undefined
  if (PARTIAL.test(text)) {
    const { first, last } = partialDays(text)
    return { start: startOfDay(first, timeZone), end: startOfDay(addDays(last, 1), timeZone) }
  }
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : { start: instant, end: instant }
}

/** The first instant that a FHIR date or dateTime may mean. */
export function instantOf(text: string | undefined, timeZone: string): number | undefined {
  return spanOf(text, timeZone)?.start
}

/** A Period in milliseconds: a day as its end is included whole. */
export function spanOfPeriod(period: Period | undefined, timeZone: string): Span {
  const start = instantOf(period?.start, timeZone)
  const end = spanOf(period?.end, timeZone)?.end
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}

/** Whether a date or dateTime ends wholly before an instant: a day as the end may be the day of the start. */
export function endsBeforeStart(start: number | undefined, end: string | undefined, timeZone: string): boolean {
  const span = spanOf(end, timeZone)
  return start !== undefined && span !== undefined && span.start < start && span.end <= start
}

/** Whether a local day lies in a Period, both ends included; open where a side is absent. */
export function periodHasDay(period: Period | undefined, day: string, timeZone: string): boolean {
  const from = daysOf(period?.start, timeZone)?.first
  const to = daysOf(period?.end, timeZone)?.last
  return (from === undefined || from <= day) && (to === undefined || day <= to)
}
