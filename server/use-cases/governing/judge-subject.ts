import type { CarePlan, Consent, Resource, Task } from '@medplum/fhirtypes'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { isTimeEntry, patientOf } from './governed.ts'

/** States in which nothing rests on it yet. */
const BEFORE_USE: ReadonlySet<string> = new Set([
  'accepted',
  'draft',
  'proposed',
  'ready',
  'received',
  'rejected',
  'requested',
])

const AT = { CarePlan: 'CarePlan.subject', Consent: 'Consent.patient', Task: 'Task.for' } as const

/**
 * Whose consent, care plan or time it is never changes once it is in use: the record of the one would lose what its months
 * rest on, and that of the other would show what was never said or done there. What was filed in a wrong chart is entered
 * in error there, and made anew in the right one. Enrollments say so themselves (`enrollment-fixed`).
 */
export function judgeSubject({ resource, current }: PlannedChange): readonly RuleRefusal[] {
  if (!resource || !isKept(current) || BEFORE_USE.has(current.status)) return []
  const patient = patientOf(current)
  if (patient === undefined || patient === patientOf(resource)) return []
  const message = 'Whose it is never changes: enter it in error here, and make it anew in the other chart.'
  return [{ status: 422, rule: 'patient-fixed', message, expression: AT[current.resourceType] }]
}

function isKept(resource: Resource | undefined): resource is CarePlan | Consent | Task {
  if (resource?.resourceType === 'Task') return isTimeEntry(resource)
  return resource?.resourceType === 'CarePlan' || resource?.resourceType === 'Consent'
}
