import type { Task } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import { clockTime } from '#domain/calendar.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { localInstant } from '../../format/local-instant.ts'
import { parseDay, parseTime } from '../../format/parse-date.ts'

/** A time entry as it is typed. */
export interface EntryDraft {
  readonly day: string
  /** Empty: a day without clock times. */
  readonly from: string
  readonly minutes: string
  readonly activity: string
  readonly note: string
  readonly reason: string
}

/** What is still wrong, by field. */
export type EntryFaults = Partial<Readonly<Record<'day' | 'from' | 'minutes' | 'reason', true>>>

/** A draft that can be written. */
export interface EntryTime {
  readonly day: string
  /** Milliseconds since 1970; absent: only the day is known. */
  readonly start: number | undefined
  readonly seconds: number
}

/** The entry that is corrected, and the draft as it was before anything was typed. */
export interface Corrected {
  readonly entry: TimeEntry
  readonly shown: EntryDraft
}

/** Without clock times an entry holds an hour at most; with them, half a day. */
export const MOST_WITHOUT_CLOCK = 60
const MOST_WITH_CLOCK = 720

/** The most minutes that a draft may hold. */
export function mostMinutes(draft: EntryDraft): number {
  return draft.from.trim() === '' ? MOST_WITHOUT_CLOCK : MOST_WITH_CLOCK
}

interface ReadingOptions {
  readonly today: string
  readonly timeZone: string
  /** Absent: a new entry. Of one that is corrected, what was not typed anew stays as it is, to the second. */
  readonly corrected?: Corrected
}

/** Reads what was typed. A correction needs a reason. */
export function readDraft(
  draft: EntryDraft,
  { today, timeZone, corrected }: ReadingOptions,
): { readonly time: EntryTime } | { readonly faults: EntryFaults } {
  const day = parseDay(draft.day, today)
  const clock = draft.from.trim() === '' ? undefined : parseTime(draft.from)
  const minutes = /^\s*\d+\s*$/.test(draft.minutes) ? Number(draft.minutes) : 0
  const faults: EntryFaults = {
    ...(day === undefined && { day: true }),
    ...(draft.from.trim() !== '' && clock === undefined && { from: true }),
    ...((minutes < 1 || minutes > mostMinutes(draft)) && { minutes: true }),
    ...(corrected && draft.reason.trim() === '' && { reason: true }),
  }
  if (day === undefined || Object.keys(faults).length > 0) return { faults }
  const typed = {
    day,
    seconds: minutes * 60,
    start: clock === undefined ? undefined : localInstant(day, clock, timeZone),
  }
  return { time: corrected ? keptToTheSecond(typed, draft, corrected) : typed }
}

/** The form shows whole minutes; a timer's entry has seconds, which a new note must not cost. */
function keptToTheSecond(typed: EntryTime, draft: EntryDraft, { entry, shown }: Corrected): EntryTime {
  const clocked = typed.start !== undefined
  if (clocked !== (entry.start !== undefined)) return typed
  const sameStart = draft.day === shown.day && draft.from === shown.from
  const sameLength = draft.minutes === shown.minutes
  return {
    day: typed.day,
    start: sameStart ? entry.start : typed.start,
    seconds: sameLength ? entry.seconds : typed.seconds,
  }
}

/** A draft with what an entry says now. */
export function draftOf(entry: TimeEntry, timeZone: string, day: (day: string) => string): EntryDraft {
  return {
    day: day(entry.day),
    from: entry.start === undefined ? '' : clockTime(entry.start, timeZone).slice(11, 16),
    minutes: String(Math.max(1, Math.floor(entry.seconds / 60))),
    activity: entry.activity,
    note: entry.note,
    reason: '',
  }
}

/** The parts of a Task that a draft decides. */
export function taskTime(
  { day, start, seconds }: EntryTime,
  activity: string,
): Pick<Task, 'code' | 'executionPeriod' | 'extension'> {
  const code = { coding: [{ system: codeSystem('ccm-activity'), code: activity }] }
  if (start === undefined)
    return {
      code,
      executionPeriod: { start: day },
      extension: [{ url: structureDefinition('ccm-minutes'), valuePositiveInt: Math.floor(seconds / 60) }],
    }
  return {
    code,
    executionPeriod: { start: new Date(start).toISOString(), end: new Date(start + seconds * 1000).toISOString() },
    extension: [],
  }
}
