import { addDays, dayOf, MINUTE, monthOfDay, startOfDay, type ServiceMonth } from '../calendar.ts'
import type { ChartDays } from './chart-days.ts'
import { classifyEntry, type ClassifyingFacts, type EntryClass } from './classify-entry.ts'
import { cutAt, type Interval } from './intervals.ts'
import type { NotCountedReason } from './not-counted-reason.ts'
import type { TimeBounds } from './time-bounds.ts'
import type { TimeEntry } from './time-entry.ts'

/** What cuts a patient's time in pieces, each of which counts as a whole or not at all. */
export interface PieceQuestion extends ClassifyingFacts {
  readonly month: ServiceMonth
  readonly window: Interval
  readonly timeZone: string
  readonly bounds: TimeBounds
  readonly chart: ChartDays
}

/** A part of an entry within one local day of the month. */
export interface Piece extends Interval {
  readonly entry: TimeEntry
  readonly day: string
  /** How long, in milliseconds: of a manual entry not what lies between start and end, which are its whole day. */
  readonly duration: number
  readonly manual: boolean
  readonly verdict: EntryClass
}

/** The parts of an entry that lie in the month; none of one that runs, or does not say how long. */
export function piecesOf(entry: TimeEntry, question: PieceQuestion): readonly Piece[] {
  const { time } = entry
  if (time.kind === 'clock') return clockPieces(entry, time, question)
  if (time.kind === 'manual' && monthOfDay(time.day) === question.month)
    return [manualPiece(entry, time.day, time.minutes * MINUTE, question)]
  return []
}

function clockPieces(entry: TimeEntry, time: Interval, question: PieceQuestion): readonly Piece[] {
  const { window, timeZone } = question
  const within = { start: Math.max(time.start, window.start), end: Math.min(time.end, window.end) }
  return daysWithin(within, timeZone).flatMap(({ day, ...part }) => {
    const verdict = classifyEntry(entry, day, question)
    return cutAt(part, verdict.counts ? question.bounds.cuts : []).map((interval) => ({
      ...interval,
      entry,
      day,
      duration: interval.end - interval.start,
      manual: false,
      verdict: judged(verdict, question.bounds.reasonAt(interval.start) ?? dayReason(entry, day, question.chart)),
    }))
  })
}

/** An entry without clock times counts when whatever hour of its day it was would count. */
function manualPiece(entry: TimeEntry, day: string, duration: number, question: PieceQuestion): Piece {
  const { bounds, chart, timeZone } = question
  const whole = { start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone) }
  const parts = cutAt(whole, bounds.cuts).map(({ start }) => bounds.reasonAt(start))
  const reason = parts.find((found) => found !== undefined) ?? dayReason(entry, day, chart)
  const verdict = judged(classifyEntry(entry, day, question), parts.includes(undefined) ? hinted(reason) : reason)
  return { ...whole, entry, day, duration, manual: true, verdict }
}

/** For a day of which a part would count. */
function hinted(reason: NotCountedReason | undefined): NotCountedReason | undefined {
  const daywide = reason === undefined || reason.code === 'hospice' || reason.code === 'inpatient'
  if (daywide || reason.code === 'e-m-day') return reason
  return { ...reason, message: `The entry has no clock times: give them if it was otherwise. ${reason.message}` }
}

function judged(verdict: EntryClass, reason: NotCountedReason | undefined): EntryClass {
  return verdict.counts && reason !== undefined ? { counts: false, reason } : verdict
}

/** What the chart says of the day; a visit yields to the entry's own word that it was separate. */
function dayReason(entry: TimeEntry, day: string, chart: ChartDays): NotCountedReason | undefined {
  const reason = chart.reasonOn(day)
  return reason?.code === 'e-m-day' && entry.emOverride !== undefined ? undefined : reason
}

/** A stretch by local days. */
function daysWithin({ start, end }: Interval, timeZone: string): readonly (Interval & { readonly day: string })[] {
  const parts: (Interval & { readonly day: string })[] = []
  let from = start
  while (from < end) {
    const day = dayOf(from, timeZone)
    const to = dayOf(end - 1, timeZone) === day ? end : startOfDay(addDays(day, 1), timeZone)
    parts.push({ start: from, end: to, day })
    from = to
  }
  return parts
}
