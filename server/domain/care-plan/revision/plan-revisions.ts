import type { CarePlan, Provenance } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import { extensionOf, extensionsOf, partOf } from '../../fhir/extensions.ts'
import { referenceTo, versionedReferenceTo } from '../../fhir/references.ts'
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
    const previous = versions[index - 1]
    const told = provenances.filter((provenance) => isOfVersion(provenance, plan, versions[index + 1]))
    const write = writes.find(({ versioned }) => versioned === versionedReferenceTo(plan))
    return {
      version: plan.meta?.versionId ?? '',
      at: filedAt(plan),
      status: plan.status,
      activity: told.map(activityOf).find((one) => one !== undefined) ?? activityBetween(previous, plan),
      ...present({
        by: authorOf(told) ?? write?.by,
        why: reasonOf(told) ?? write?.reason ?? decisionIn(previous, plan),
      }),
      substantial: isSubstantial(previous, plan),
    }
  })
}

/**
 * Whether a Provenance speaks of a version: it names it, or it names the plan and was filed with the version or while it
 * was the newest, as one that comes in with the plan in a transaction.
 */
function isOfVersion(provenance: Provenance, version: CarePlan, next: CarePlan | undefined): boolean {
  const targets = provenance.target.map(({ reference }) => reference)
  if (targets.includes(versionedReferenceTo(version))) return true
  const filed = filedAt(provenance)
  const isLater = next !== undefined && filed >= filedAt(next)
  return targets.includes(referenceTo(version)) && filed >= filedAt(version) && !isLater
}

/** When a version was filed, as FHIR writes instants of this server: they compare as text. */
function filedAt({ meta }: CarePlan | Provenance): string {
  return meta?.lastUpdated ?? ''
}

/** Why the plan was put into force with gaps. */
function decisionIn(previous: CarePlan | undefined, plan: CarePlan): string | undefined {
  if (plan.status !== 'active' || previous?.status === 'active') return undefined
  const reasons = extensionsOf(plan, 'ccm-activated-with-gaps').map((one) => partOf(one, 'reason')?.valueString ?? '')
  const words = reasons.filter((reason) => reason !== '').join('; ')
  return words === '' ? undefined : words
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
