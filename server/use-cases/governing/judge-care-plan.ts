import type { CarePlan, Resource } from '@medplum/fhirtypes'
import {
  checkActivation,
  hasDecision,
  isActivation,
  recordDecision,
} from '#domain/care-plan/completeness/check-activation.ts'
import { carePlanView, type CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { Caller } from '#ports/caller.ts'
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

/** What a plan is judged with. */
export interface PlanJudging {
  readonly tx: FhirReader
  readonly caller: Caller
  readonly records: GovernedRecords
  readonly request: IncomingRequest
}

/**
 * What stands in the way of putting a care plan into force: required elements that it lacks and that no decision names.
 * Goals, activities and whatever else comes in with the same request count as if they were on file.
 */
export async function judgeCarePlan(planned: PlannedChange, judging: PlanJudging): Promise<readonly RuleRefusal[]> {
  const next = activationIn(planned)
  if (!next || mayDecide(judging.caller, next)) return []
  return checkActivation(next, await viewOf(next, judging))
}

/** The resource as it is written: a plan that a script puts into force says what it is without. */
export async function withDecision(
  planned: PlannedChange,
  next: Resource | undefined,
  judging: PlanJudging,
): Promise<Resource | undefined> {
  const plan = activationIn(planned)
  if (!plan || !mayDecide(judging.caller, plan)) return next
  const { user } = judging.caller
  const by = user !== undefined && /^Practitioner(Role)?\//.test(user) ? user : undefined
  return recordDecision(plan, await viewOf(plan, judging), by)
}

function activationIn({ resource, current }: PlannedChange): CarePlan | undefined {
  if (resource?.resourceType !== 'CarePlan') return undefined
  return isActivation(current as CarePlan | undefined, resource) ? resource : undefined
}

/** Scripts and imports of the demo decide by putting a plan into force; people say it, and what they say has to be whole. */
function mayDecide({ role }: Caller, plan: CarePlan): boolean {
  return role === 'administrator' && !hasDecision(plan)
}

/** A plan as it will be seen: with what the request writes beside it. */
export async function viewOf(plan: CarePlan, { tx, records, request }: PlanJudging): Promise<CarePlanView> {
  const patient = patientOf(plan)
  const stored = patient === undefined ? [] : await readCareChart(tx, patient)
  const record = await careRecordWith(tx, plan, [...overlaid(stored, request)])
  return carePlanView(plan, record, records.practice.timeZone)
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
