import type { Task } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { dayOf, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { extensionOf } from '#domain/fhir/extensions.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
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

/** All time of a month, the newest first. */
export async function readTime(
  server: OurServer,
  patient: string,
  { month, timeZone }: { readonly month: ServiceMonth; readonly timeZone: string },
): Promise<readonly TimeEntry[]> {
  const { start, end } = windowOfMonth(month, timeZone)
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()]
  const found = await server.search<Task>(
    'Task',
    `patient=${patient}&code=${encodeURIComponent(`${ACTIVITY}|`)}&period=ge${from}&period=lt${to}&_sort=-period&_count=200`,
  )
  return found.filter(isLive).map((task) => entryOf(task, timeZone)).toSorted(newestFirst)
}

function newestFirst(one: TimeEntry, other: TimeEntry): number {
  if (one.day !== other.day) return one.day < other.day ? 1 : -1
  return (other.start ?? 0) - (one.start ?? 0)
}

/** The chart patient's time in a month. */
export function useTime(month: ServiceMonth, timeZone: string): UseQueryResult<readonly TimeEntry[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['time', patient, month],
    queryFn: () => readTime(server, patient, { month, timeZone }),
  })
}

function isLive({ status }: Task): boolean {
  return status === 'completed' || status === 'in-progress'
}

function entryOf(task: Stored<Task>, timeZone: string): TimeEntry {
  const { start, end } = task.executionPeriod ?? {}
  const clock = (text: string | undefined) => (text !== undefined && text.length > 10 ? Date.parse(text) : undefined)
  const [from, to] = [clock(start), clock(end)]
  const minutes = extensionOf(task, 'ccm-minutes')?.valuePositiveInt
  const between = from !== undefined && to !== undefined ? Math.max(0, Math.floor((to - from) / 1000)) : 0
  return {
    task,
    reference: `Task/${task.id}`,
    activity: codeIn(task.code, ACTIVITY) ?? '',
    owner: task.owner?.reference ?? '',
    day: from === undefined ? (start ?? '').slice(0, 10) : dayOf(from, timeZone),
    start: from,
    end: to,
    seconds: minutes === undefined ? between : minutes * 60,
    note: (task.note ?? []).map(({ text }) => text).join(' '),
    running: task.status === 'in-progress',
    corrected: Number(task.meta?.versionId ?? 1) > 1 && task.statusReason !== undefined,
  }
}
