import type { Task } from '@medplum/fhirtypes'
import { addDays, dayOf, startOfDay } from '#domain/calendar.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { extensionOf } from '#domain/fhir/extensions.ts'
import type { OurServer, Stored } from '../fhir/our-server.ts'

const ACTIVITY = codeSystem('ccm-activity')

/** Time that somebody logged for the patient. */
export interface TimeEntry {
  readonly task: Stored<Task>
  readonly reference: string
  readonly activity: string
  /** `Practitioner/…` or `PractitionerRole/…` */
  readonly owner: string
  /** Local day. */
  readonly day: string
  /** Milliseconds since 1970; absent: an entry of a day without clock times. */
  readonly start: number | undefined
  readonly end: number | undefined
  readonly seconds: number
  readonly note: string
  readonly running: boolean
  readonly corrected: boolean
}

/** From a first instant to the first one after, and the practice's zone, in which days lie. */
interface TimeWindow {
  readonly start: number
  readonly end: number
  readonly timeZone: string
}

/** All time that lies in a window, or partly, the newest first. `whose` is a search of its own: `patient=…`, `owner=…`. */
export async function readTime(server: OurServer, whose: string, window: TimeWindow): Promise<readonly TimeEntry[]> {
  const [from, to] = [new Date(window.start).toISOString(), new Date(window.end).toISOString()]
  const found = await server.search<Task>(
    'Task',
    `${whose}&code=${encodeURIComponent(`${ACTIVITY}|`)}&period=ge${from}&period=lt${to}&_sort=-period&_count=200`,
  )
  return found
    .filter(isLive)
    .map((task) => entryOf(task, window.timeZone))
    .filter((entry) => liesIn(entry, window))
    .toSorted(newestFirst)
}

/** A search takes a day without an end for one that goes on: where an entry lies is told by its own day. */
function liesIn({ day, start, end, running }: TimeEntry, window: TimeWindow): boolean {
  const first = start ?? startOfDay(day, window.timeZone)
  if (first >= window.end) return false
  return first >= window.start || running || (start !== undefined && (end ?? start) > window.start)
}

/** Whether an entry lies on a local day, or partly: one that runs goes up to `now`. */
export function isOnDay(entry: TimeEntry, day: string, { now, timeZone }: { now: number; timeZone: string }): boolean {
  if (entry.start === undefined) return entry.day === day
  const end = Math.max(entry.start + 1, entry.running ? now : (entry.end ?? entry.start))
  return entry.day <= day && dayOf(end - 1, timeZone) >= day
}

function newestFirst(one: TimeEntry, other: TimeEntry): number {
  if (one.day !== other.day) return one.day < other.day ? 1 : -1
  return (other.start ?? 0) - (one.start ?? 0)
}

/** How much of an entry lies on a local day, in whole seconds; of one that runs nothing yet. */
export function secondsOnDay({ start, end, seconds }: TimeEntry, day: string, timeZone: string): number {
  if (start === undefined || end === undefined) return seconds
  const [from, to] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)]
  return Math.max(0, Math.floor((Math.min(end, to) - Math.max(start, from)) / 1000))
}

function isLive({ status }: Task): boolean {
  return status === 'completed' || status === 'in-progress'
}

/** How long a Task's work took, in whole seconds: from one clock time to the other, or the minutes that were given. */
export function secondsOf(task: Task): number {
  const minutes = extensionOf(task, 'ccm-minutes')?.valuePositiveInt
  if (minutes !== undefined) return minutes * 60
  const { start, end } = task.executionPeriod ?? {}
  if (start === undefined || end === undefined || start.length <= 10 || end.length <= 10) return 0
  return Math.max(0, Math.floor((Date.parse(end) - Date.parse(start)) / 1000))
}

function entryOf(task: Stored<Task>, timeZone: string): TimeEntry {
  const { start, end } = task.executionPeriod ?? {}
  const clock = (text: string | undefined) => (text !== undefined && text.length > 10 ? Date.parse(text) : undefined)
  const [from, to] = [clock(start), clock(end)]
  return {
    task,
    reference: `Task/${task.id}`,
    activity: codeIn(task.code, ACTIVITY) ?? '',
    owner: task.owner?.reference ?? '',
    day: from === undefined ? (start ?? '').slice(0, 10) : dayOf(from, timeZone),
    start: from,
    end: to,
    seconds: secondsOf(task),
    note: (task.note ?? []).map(({ text }) => text).join(' '),
    running: task.status === 'in-progress',
    corrected: Number(task.meta?.versionId ?? 1) > 1 && task.statusReason !== undefined,
  }
}
