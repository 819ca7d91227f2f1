import type { CarePlan, Provenance } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import { extensionOf } from '../../fhir/extensions.ts'
import { versionedReferenceTo } from '../../fhir/references.ts'
import { present } from '../../present.ts'
import { acceptedGaps } from '../completeness/check-activation.ts'
import { activityOf, type CarePlanActivity } from '../plan-provenance.ts'

/** Who wrote a version, as the audit trail has it. */
export interface VersionWrite {
  /** `CarePlan/id/_history/n`. */
  readonly versioned: string
  /** `Practitioner/id`, or the program that acted by itself. */
  readonly by: string
  /** The reason that was given with the write. */
  readonly reason?: string
}

/** One version of a plan: when, who, why, and what it did. */
export interface Revision {
  /** As `meta.versionId` has it. */
  readonly version: string
  /** The instant as FHIR writes it. */
  readonly at: string
  readonly status: CarePlan['status']
  readonly activity: CarePlanActivity
  /** Reference of who did it, or the name of the program. */
  readonly by?: string
  readonly why?: string
  /** It is marked as a revision in substance. */
  readonly substantial: boolean
}

/**
 * The history of a plan, oldest version first. A Provenance of a version says what it did and why; where there is none,
 * what changed in the plan says what, and the audit trail who.
 * @param versions of one plan, oldest first
 */
export function planRevisions(
  versions: readonly CarePlan[],
  provenances: readonly Provenance[],
  writes: readonly VersionWrite[],
): readonly Revision[] {
  return versions.map((plan, index) => {
    const reference = versionedReferenceTo(plan)
    const previous = versions[index - 1]
    const told = provenances.filter(({ target }) => target.some((one) => one.reference === reference))
    const write = writes.find(({ versioned }) => versioned === reference)
    const substantial = isSubstantial(previous, plan)
    return {
      version: plan.meta?.versionId ?? '',
      at: plan.meta?.lastUpdated ?? '',
      status: plan.status,
      activity: told.map(activityOf).find((one) => one !== undefined) ?? activityBetween(previous, plan),
      ...present({ by: authorOf(told) ?? write?.by, why: reasonOf(told) ?? write?.reason }),
      substantial,
    }
  })
}

/** A version is a revision in substance where it moves the mark. */
function isSubstantial(previous: CarePlan | undefined, plan: CarePlan): boolean {
  const mark = markOf(plan)
  return mark !== undefined && mark !== (previous && markOf(previous))
}

function markOf(plan: CarePlan): string | undefined {
  return extensionOf(plan, 'ccm-substantial-revision')?.valueDateTime
}

const OVER: readonly CarePlan['status'][] = ['completed', 'revoked', 'entered-in-error']

function activityBetween(previous: CarePlan | undefined, plan: CarePlan): CarePlanActivity {
  if (!previous) return 'established'
  if (plan.status === 'active' && previous.status === 'draft')
    return acceptedGaps(plan).length > 0 ? 'activated-with-gaps' : 'activated'
  if (OVER.includes(plan.status) && plan.status !== previous.status) return 'ended'
  return isSubstantial(previous, plan) ? 'substantially-revised' : 'revised'
}

function authorOf(told: readonly Provenance[]): string | undefined {
  const who = told.flatMap(({ agent }) => agent.map((one) => one.who))[0]
  return who?.reference ?? who?.display
}

function reasonOf(told: readonly Provenance[]): string | undefined {
  const words = told.flatMap(({ reason }) => (reason ?? []).map(nameOf)).filter((text) => text !== '')
  return words.length > 0 ? words.join('; ') : undefined
}
