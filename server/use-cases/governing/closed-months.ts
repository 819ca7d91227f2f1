import type { EpisodeOfCare, Observation, Resource, Task } from '@medplum/fhirtypes'
import type { ServiceMonth } from '#domain/calendar.ts'
import { monthsOf } from '#domain/enrollment/check-closed-enrollment.ts'
import { enrollmentOf } from '#domain/enrollment/enrollment.ts'
import { careMonth, careOf, type Care } from '#domain/month/care.ts'
import { monthOfComplexity } from '#domain/month/check-complexity.ts'
import { isClosed, monthStateOf } from '#domain/month/month-state.ts'
import { monthsOfEntry } from '#domain/time-entry/entry-months.ts'
import { timeEntryOf } from '#domain/time/time-entry.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { monthSubject } from '../month-ids.ts'
import { parseStored } from '../stored.ts'
import { patientOf } from './governed.ts'
import type { GovernedRecords } from './governed-record.ts'

/** Of each patient the months that are closed, by care (`careMonth`): of those only that the request may touch. */
export type ClosedMonths = ReadonlyMap<string, ReadonlySet<string>>

/** Looks up which of the months that a request touches are closed. Their ids follow from what they are of. */
export async function readClosedMonths(
  reader: FhirReader,
  planned: readonly PlannedChange[],
  { records, now }: { readonly records: GovernedRecords; readonly now: number },
): Promise<ClosedMonths> {
  const asked = new Map<string, { readonly patient: string; readonly name: string }>()
  for (const resource of planned.flatMap((change) => [change.resource, change.current]))
    for (const { patient, month, care } of touched(resource, records, now))
      asked.set(monthSubject(patient, month, care).id, { patient, name: careMonth(month, care) })
  const closed = new Map<string, Set<string>>()
  for (const stored of await reader.readMany([...asked.keys()].map((id) => `Task/${id}`))) {
    const month = asked.get(stored.id)
    if (!month || !isClosed(monthStateOf(parseStored(stored) as Task))) continue
    closed.set(month.patient, (closed.get(month.patient) ?? new Set()).add(month.name))
  }
  return closed
}

interface TouchedMonth {
  readonly patient: string
  readonly month: ServiceMonth
  readonly care: Care
}

function touched(resource: Resource | undefined, records: GovernedRecords, now: number): readonly TouchedMonth[] {
  const patient = patientOf(resource)
  if (!resource || patient === undefined) return []
  const episodes = records.enrollmentsOf(patient).episodes
  const months = (resource.resourceType === 'Patient' ? episodes : [resource]).flatMap((each) =>
    monthsTouched(each, records.practice.timeZone, now),
  )
  if (months.length === 0) return []
  const own = resource.resourceType === 'EpisodeOfCare' ? [resource] : []
  return caresOf([...episodes, ...own], records).flatMap((care) => months.map((month) => ({ patient, month, care })))
}

function monthsTouched(resource: Resource, timeZone: string, now: number): readonly ServiceMonth[] {
  if (resource.resourceType === 'Task') {
    const entry = timeEntryOf(resource, timeZone)
    return entry ? monthsOfEntry(entry, timeZone, now) : []
  }
  if (resource.resourceType === 'EpisodeOfCare') {
    const enrollment = enrollmentOf(resource, timeZone)
    return enrollment ? monthsOf(enrollment, { timeZone, now }) : []
  }
  return monthOfObservation(resource, timeZone)
}

function monthOfObservation(resource: Resource, timeZone: string): readonly ServiceMonth[] {
  const month = monthOfComplexity(resource as Observation, timeZone)
  return resource.resourceType === 'Observation' && month ? [month] : []
}

function caresOf(episodes: readonly EpisodeOfCare[], { staff, practice }: GovernedRecords): readonly Care[] {
  const enrollments = episodes.flatMap((episode) => enrollmentOf(episode, practice.timeZone) ?? [])
  return [...new Set(enrollments.map((enrollment) => careOf(enrollment, staff)))]
}
