import { MINUTE, monthOfDay } from '../calendar.ts'
import { measureOf, unionOf, type Interval } from './intervals.ts'
import type { NotCountedReason } from './not-counted-reason.ts'
import { settleConflicts, type ConflictQuestion } from './time-conflicts.ts'
import { isTime, type TimeEntry } from './time-entry.ts'
import { piecesOf, type Piece, type PieceQuestion } from './time-pieces.ts'
import type { CountedEntry, DayTotal, NotCounted, Timesheet } from './timesheet.ts'

const SECOND = 1000

/** A patient's entries, and everything that decides what of them counts. */
export interface CountQuestion extends PieceQuestion, ConflictQuestion {
  /** The patient's, in any order. */
  readonly entries: readonly TimeEntry[]
}

/**
 * Counts a patient's month (ccm-rules §10.3): entries are cut at the month's ends, at midnight, and where consent,
 * enrollment or life end; what does not count is kept with its reason; of the rest two people at once count once. Minutes
 * of manual entries are added to that, because nobody knows whether they overlap.
 */
export function countMonth(question: CountQuestion): Timesheet {
  const entries = question.entries.filter(isTime)
  const { pieces, conflicts } = settleConflicts(
    entries.flatMap((entry) => piecesOf(entry, question)),
    question,
  )
  const ordered = [...pieces].sort((a, b) => a.start - b.start || compare(a.entry.reference, b.entry.reference))
  return {
    days: dayTotals(ordered),
    counted: countedEntries(ordered),
    notCounted: notCountedEntries(ordered),
    conflicts,
    running: entries
      .filter(({ time }) => time.kind === 'running' && time.start < question.window.end)
      .map(({ reference }) => reference),
    unclear: entries.filter((entry) => isUnclear(entry, question)).map(({ reference }) => reference),
  }
}

/** Whole minutes of a month, each floored once from the exact sum (ccm-rules §1.4, §10.3). */
export interface MonthMinutes {
  /** Clinical staff alone: S. */
  readonly staff: number
  /** The billing practitioner: Q. */
  readonly practitioner: number
  /** Both, two people at once counted once: A. */
  readonly total: number
}

/** The minutes of a month. */
export function minutesOf({ days }: Pick<Timesheet, 'days'>): MonthMinutes {
  const total = days.reduce((sum, day) => sum + day.all, 0)
  const practitioner = days.reduce((sum, day) => sum + day.practitioner, 0)
  return {
    staff: Math.floor((total - practitioner) / MINUTE),
    practitioner: Math.floor(practitioner / MINUTE),
    total: Math.floor(total / MINUTE),
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isUnclear({ time }: TimeEntry, { month }: PieceQuestion): boolean {
  return time.kind === 'unclear' && (time.day === undefined || monthOfDay(time.day) === month)
}

/** Counted time of a day, before two people at once are counted once. */
interface Day {
  readonly clock: Interval[]
  readonly practitionerClock: Interval[]
  manual: number
  practitionerManual: number
}

/** By day, in the order of the pieces, which is that of time. */
function dayTotals(pieces: readonly Piece[]): readonly DayTotal[] {
  const days = new Map<string, Day>()
  for (const piece of pieces) if (piece.verdict.counts) add(piece, piece.verdict.kind === 'practitioner', days)
  return [...days].map(([day, { clock, practitionerClock, manual, practitionerManual }]) => ({
    day,
    all: measureOf(unionOf(clock)) + manual,
    practitioner: measureOf(unionOf(practitionerClock)) + practitionerManual,
  }))
}

function add(piece: Piece, practitioner: boolean, days: Map<string, Day>): void {
  const day = days.get(piece.day) ?? { clock: [], practitionerClock: [], manual: 0, practitionerManual: 0 }
  days.set(piece.day, day)
  if (piece.manual) {
    day.manual += piece.duration
    if (practitioner) day.practitionerManual += piece.duration
    return
  }
  day.clock.push(piece)
  if (practitioner) day.practitionerClock.push(piece)
}

function countedEntries(pieces: readonly Piece[]): readonly CountedEntry[] {
  const found = new Map<string, { readonly entry: Omit<CountedEntry, 'seconds'>; duration: number }>()
  for (const { entry, day, duration, manual, verdict } of pieces) {
    if (!verdict.counts) continue
    const { kind, person } = verdict
    const key = `${entry.versioned} ${kind}`
    const known = found.get(key)
    if (known) known.duration += duration
    else
      found.set(key, {
        entry: { task: entry.versioned, kind, person, activity: entry.activity, day, manual },
        duration,
      })
  }
  return [...found.values()].map(({ entry, duration }) => ({ ...entry, seconds: duration / SECOND }))
}

function notCountedEntries(pieces: readonly Piece[]): readonly NotCounted[] {
  const found = new Map<string, { readonly task: string; readonly reason: NotCountedReason; duration: number }>()
  for (const { entry, duration, verdict } of pieces) {
    if (verdict.counts) continue
    const key = `${entry.versioned} ${verdict.reason.code}`
    const known = found.get(key)
    if (known) known.duration += duration
    else found.set(key, { task: entry.versioned, reason: verdict.reason, duration })
  }
  return [...found.values()].map(({ task, reason, duration }) => ({
    task,
    ...reason,
    seconds: duration / SECOND,
    minutes: Math.floor(duration / MINUTE),
  }))
}
