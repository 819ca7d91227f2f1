import type { Claim, ClaimResponse, Provenance, Reference, Resource, Task } from '@medplum/fhirtypes'
import { isHeldToCompleteness } from '#domain/care-plan/completeness/check-activation.ts'
import { isOurs } from '#domain/consent/consent-state.ts'
import { isGovernedEpisode } from '#domain/enrollment/check-episode-write.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { isComplexity } from '#domain/month/check-complexity.ts'
import { isOwnCharge } from '#domain/month/draft-charges.ts'
import { chargesOfClaim } from '#domain/month/draft-claim.ts'
import { isMonthTask } from '#domain/month/month-state.ts'
import { isDerivedId } from '../derived-id.ts'

/** Types among which there are resources that the rules have something to say about. */
export const GOVERNED_TYPES: ReadonlySet<string> = new Set([
  'AuditEvent',
  'CarePlan',
  'ChargeItem',
  'Claim',
  'ClaimResponse',
  'Consent',
  'EpisodeOfCare',
  'Observation',
  'Provenance',
  'Task',
])

/** Types of which nothing is deleted without asking: what was billed is shown by the patient's record. */
export const GOVERNED_DELETIONS: ReadonlySet<string> = new Set(['Patient'])

/** Whether a Task is somebody's time, by its code (DESIGN section 3). */
export function isTimeEntry(task: Task): boolean {
  return codeIn(task.code, codeSystem('ccm-activity')) !== undefined
}

/** Whether the rules have something to say about a resource. */
export function isGoverned(resource: Resource): boolean {
  return (
    isEngineOnly(resource) ||
    hasEngineId(resource) ||
    isOfCare(resource) ||
    isOfClaim(resource) ||
    resource.resourceType === 'Provenance'
  )
}

/** What a close makes. */
const CLOSED = new Set(['ChargeItem', 'Claim', 'Task'])

/**
 * Whether a resource has an id such as closing a month gives. They follow from what is closed, so that anybody can work them
 * out: whoever put something else there first would keep the whole practice from closing the month.
 */
export function hasEngineId({ resourceType, id = '' }: Resource): boolean {
  return CLOSED.has(resourceType) && isDerivedId(id)
}

/** Time, enrollments, consents, care plans, complexity. */
function isOfCare(resource: Resource): boolean {
  if (resource.resourceType === 'Task') return isTimeEntry(resource)
  if (resource.resourceType === 'EpisodeOfCare') return isGovernedEpisode(resource)
  if (resource.resourceType === 'Consent') return isOurs(resource)
  if (resource.resourceType === 'CarePlan') return isHeldToCompleteness(resource)
  return resource.resourceType === 'Observation' && isComplexity(resource)
}

function isOfClaim(resource: Resource): resource is Claim | ClaimResponse {
  if (resource.resourceType === 'Claim') return chargesOfClaim(resource).length > 0
  return resource.resourceType === 'ClaimResponse' && literalOf(resource.request)?.startsWith('Claim/') === true
}

/** Whether only the engine writes a resource: a month, a charge of ours, the audit trail (403 `engine-only`). */
export function isEngineOnly(resource: Resource): boolean {
  if (resource.resourceType === 'Task') return isMonthTask(resource)
  return resource.resourceType === 'AuditEvent' || (resource.resourceType === 'ChargeItem' && isOwnCharge(resource))
}

/** `Task/id` of the Tasks that a Provenance is about. */
export function tasksOf({ target }: Provenance): readonly string[] {
  return target.flatMap((reference) => literalOf(reference) ?? []).filter((reference) => reference.startsWith('Task/'))
}

/** How the types that the rules look at name their patient. */
interface OfPatient {
  readonly patient?: Reference
  readonly subject?: Reference
  readonly for?: Reference
  readonly beneficiary?: Reference
}

/** The patient of a resource that the rules look at: the id, where it names one. */
export function patientOf(resource: Resource | undefined): string | undefined {
  if (resource?.resourceType === 'Patient') return resource.id
  const { patient, subject, for: beneficiary, beneficiary: insured } = (resource ?? {}) as OfPatient
  const reference = literalOf(patient ?? subject ?? beneficiary ?? insured)
  return reference?.startsWith('Patient/') ? reference.slice('Patient/'.length) : undefined
}
