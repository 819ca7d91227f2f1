import type { CarePlan, Resource } from '@medplum/fhirtypes'
import { checkActivation, isActivation } from '#domain/care-plan/completeness/check-activation.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import { careRecordWith, readCareChart } from '../read-care-record.ts'
import { patientOf } from './governed.ts'
import type { GovernedRecords } from './governed-record.ts'

/** What a request writes: what the rules judge, and what comes in beside it. */
export interface IncomingRequest {
  readonly planned: readonly PlannedChange[]
  readonly others: readonly PreparedResource[]
}

/**
 * What stands in the way of putting a care plan into force: required elements that it lacks and that no decision names.
 * Goals, activities and whatever else comes in with the same request count as if they were on file.
 */
export async function judgeCarePlan(
  { resource, current }: PlannedChange,
  judging: { readonly tx: FhirReader; readonly records: GovernedRecords; readonly request: IncomingRequest },
): Promise<readonly RuleRefusal[]> {
  const next = resource as CarePlan | undefined
  if (!isActivation(current as CarePlan | undefined, next)) return []
  const { tx, records, request } = judging
  const patient = patientOf(next)
  const stored = patient === undefined ? [] : await readCareChart(tx, patient)
  const record = await careRecordWith(tx, next, [...overlaid(stored, request)])
  return checkActivation(next, carePlanView(next, record, records.practice.timeZone))
}

/** The chart as the request leaves it. */
function overlaid(stored: readonly Resource[], { planned, others }: IncomingRequest): Iterable<Resource> {
  const all = new Map(stored.map((resource) => [referenceTo(resource), resource]))
  for (const { head, tail } of others) add(all, JSON.parse(`${head}0${tail}`) as Resource)
  for (const { change, resource } of planned)
    if (change.kind === 'delete') all.delete(`${change.type}/${change.id}`)
    else if (resource) add(all, { ...resource, id: change.resource.id })
  return all.values()
}

function add(all: Map<string, Resource>, resource: Resource): void {
  all.set(referenceTo(resource), resource)
}
