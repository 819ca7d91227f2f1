import type { Task } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { daysOf, spanOf } from '../fhir/instants.ts'
import { literalOf, referenceTo, typeOf, versionedReferenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'

/** When the time of an entry was; instants are milliseconds since 1970. */
type EntryTime =
  /** By the clock, to the millisecond; the end is not included and never before the start. */
  | { readonly kind: 'clock'; readonly start: number; readonly end: number }
  /** A day without clock times, in whole minutes, at most 60. */
  | { readonly kind: 'manual'; readonly day: string; readonly minutes: number }
  /** A timer that has not been stopped. */
  | { readonly kind: 'running'; readonly start: number }
  /** The entry does not say how long: nothing can be counted. */
  | { readonly kind: 'unclear'; readonly day?: string }

/** Somebody's time for a patient, as read from a Task of ours. */
export interface TimeEntry {
  /** `Task/id`. */
  readonly reference: string
  /** `Task/id/_history/n`, where the version is known: what a charge names as evidence. */
  readonly versioned: string
  readonly version?: string
  readonly status: Task['status']
  /** `Patient/id`. */
  readonly patient?: string
  /** Reference of who did it, as written; ask the staff directory who that is. */
  readonly owner?: string
  /** Code of `[ig]/CodeSystem/ccm-activity`. */
  readonly activity: string
  readonly time: EntryTime
  /** `EpisodeOfCare/id` that the entry names; absent: the patient's only one that fits. */
  readonly episode?: string
  /** Why the entry counts on a day with a visit (extension `ccm-em-override`). */
  readonly emOverride?: string
  /** What was done, in words. */
  readonly note?: string
}

/** Most minutes of a manual entry (ccm-rules §10.3). */
export const MANUAL_MINUTES = 60

const ACTIVITY_SYSTEM = codeSystem('ccm-activity')

/**
 * Reads a Task as a time entry; undefined for any other Task. What makes it one is its code, not the profile that it
 * claims (DESIGN section 3).
 * @param timeZone of the practice: a manual entry's day is written without one
 */
export function timeEntryOf(task: Task, timeZone: string): TimeEntry | undefined {
  const activity = codeIn(task.code, ACTIVITY_SYSTEM)
  if (activity === undefined) return undefined
  const focus = literalOf(task.focus)
  return {
    reference: referenceTo(task),
    versioned: versionedReferenceTo(task),
    status: task.status,
    activity,
    time: timeOf(task, timeZone),
    ...present({
      version: task.meta?.versionId,
      patient: literalOf(task.for),
      owner: task.owner?.reference,
      episode: typeOf(focus) === 'EpisodeOfCare' ? focus : undefined,
      emOverride: wordsOf([extensionOf(task, 'ccm-em-override')?.valueString]),
      note: wordsOf((task.note ?? []).map(({ text }) => text)),
    }),
  }
}

/** Whether the entry is, or will be, somebody's time: what was planned, cancelled or entered in error is not. */
export function isTime({ status }: TimeEntry): boolean {
  return status === 'completed' || status === 'in-progress'
}

function timeOf(task: Task, timeZone: string): EntryTime {
  const start = clockInstant(task.executionPeriod?.start, timeZone)
  if (task.status === 'in-progress') return start === undefined ? unclear(task, timeZone) : { kind: 'running', start }
  const end = clockInstant(task.executionPeriod?.end, timeZone)
  if (start !== undefined && end !== undefined)
    return start <= end ? { kind: 'clock', start, end } : unclear(task, timeZone)
  return manualTime(task, timeZone)
}

/** The first day that it may be of is all that is known. */
function unclear(task: Task, timeZone: string): EntryTime {
  const day = daysOf(task.executionPeriod?.start ?? task.executionPeriod?.end, timeZone)?.first
  return { kind: 'unclear', ...present({ day }) }
}

/** A full instant; a day says nothing of the clock. */
function clockInstant(text: string | undefined, timeZone: string): number | undefined {
  const span = spanOf(text, timeZone)
  return span !== undefined && span.start === span.end ? span.start : undefined
}

/** The extension `ccm-minutes` stands instead of an end; a day may be written with a clock time, as some clients do. */
function manualTime(task: Task, timeZone: string): EntryTime {
  const minutes = extensionOf(task, 'ccm-minutes')?.valuePositiveInt
  const days = daysOf(task.executionPeriod?.start, timeZone)
  if (minutes === undefined || days === undefined || days.first !== days.last) return unclear(task, timeZone)
  return { kind: 'manual', day: days.first, minutes: Math.min(minutes, MANUAL_MINUTES) }
}

/** Words that say something, one after the other; undefined when there are none. */
function wordsOf(texts: readonly (string | undefined)[]): string | undefined {
  const words = texts.flatMap((text) => text?.trim() ?? []).filter((text) => text !== '')
  return words.length === 0 ? undefined : words.join('\n')
}
