import type { EpisodeOfCare, Resource, Task } from '@medplum/fhirtypes'
import { nextEpisode } from '#domain/enrollment/next-episode.ts'
import { derivePerformerType } from '#domain/time-entry/derive-performer-type.ts'
import { isTime, timeEntryOf } from '#domain/time/time-entry.ts'
import type { Change, TimeSpan } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import { isTimeEntry } from './governed.ts'
import type { GovernedRecords } from './governed-record.ts'

/** The resource with what the server derives: who performed the time, what came before in an enrollment. */
export function derived(
  { resource, current }: PlannedChange,
  { staff, practice }: GovernedRecords,
  now: number,
): Resource | undefined {
  if (resource?.resourceType === 'Task' && isTimeEntry(resource))
    return derivePerformerType(resource, staff, practice.timeZone)
  if (resource?.resourceType === 'EpisodeOfCare')
    return nextEpisode(current as EpisodeOfCare | undefined, resource, new Date(now).toISOString())
  return resource
}

/** Whether a put of this would change nothing, so that there is nothing to judge either (an import that runs again). */
export function changesNothing({ change, current }: PlannedChange, next: Resource | undefined): boolean {
  if (change.kind !== 'put' || change.unlessUnchanged !== true || !current || !next) return false
  return !changesContent(current, next)
}

/** Whether two versions of a resource differ in more than when and as which they were filed. */
export function changesContent(before: Resource, after: Resource): boolean {
  return contentOf(before) !== contentOf(after)
}

function contentOf(resource: Resource): string {
  const meta = { ...resource.meta }
  delete meta.versionId
  delete meta.lastUpdated
  return JSON.stringify({ ...resource, meta })
}

/** The change as it is written: prepared anew where something was derived, with what the time ledger keeps. */
export function writtenChange(
  { preparer }: ProgrammeDeps,
  planned: PlannedChange,
  next: Resource | undefined,
  records: GovernedRecords,
): Change {
  const { change, resource, current } = planned
  if (change.kind === 'delete' || !next) return change
  const prepared =
    next === resource ? change : { ...change, resource: preparer.prepare({ ...next, id: change.resource.id }) }
  if (next.resourceType !== 'Task') return prepared
  const timeEntry = ledgerEntry(next, records)
  return timeEntry === null && !current ? prepared : { ...prepared, timeEntry }
}

/** What the overlap constraint sees of a Task; null for what is nobody's time, or has no clock times. */
function ledgerEntry(task: Task, { staff, practice }: GovernedRecords): TimeSpan | null {
  const entry = timeEntryOf(task, practice.timeZone)
  const performer = staff.personOf(entry?.owner)?.split('/')[1]
  if (!entry || performer === undefined || !isTime(entry)) return null
  const { time } = entry
  if (time.kind === 'running') return { performer, start: time.start }
  return time.kind === 'clock' && time.start < time.end ? { performer, start: time.start, end: time.end } : null
}
