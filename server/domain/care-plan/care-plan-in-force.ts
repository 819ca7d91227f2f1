import type { CarePlan } from '@medplum/fhirtypes'
import { structureDefinition, SYSTEM } from '../fhir/canonicals.ts'
import { hasCode } from '../fhir/codings.ts'
import { instantOf, spanOfPeriod } from '../fhir/instants.ts'
import { literalOf, referenceTo, versionedReferenceTo } from '../fhir/references.ts'
import { filedAt, FOLLOWED, isWithin, revisedWithin, type Window } from './revision/revised-within.ts'

export interface CarePlanInForce {
  /** The version that was in force (with `id` and `meta.versionId`), for evidence. */
  readonly plan: CarePlan
  /** `CarePlan/id`, and `CarePlan/id/_history/n` where the version is known. */
  readonly reference: string
  readonly versioned: string
  /**
   * The plan was established or changed within the window: a version of it dates from then that is more than suggestions,
   * or it is marked as revised in substance then.
   */
  readonly revised: boolean
}

/** SNOMED CT for a longitudinal care plan, which marks a comprehensive plan of ours. */
export const LONGITUDINAL_PLAN = '38717003'

const PROFILE = structureDefinition('ccm-care-plan')

const OVER: readonly CarePlan['status'][] = ['completed', 'revoked']

/**
 * The care plan that stood behind a month. Whether a plan was in force is judged by its period (else by `created`);
 * which of its versions, by `meta.lastUpdated`: the last one followed before the window's end (not the one that ended the
 * plan, where an earlier one is on file), or the first where it was put on file later. Of several plans the one begun last.
 * @param versions current versions, and older ones where the caller has read them, in any order
 * @param episode `EpisodeOfCare/id`: a plan that names another enrollment is not this one's
 */
export function carePlanInForce(
  versions: readonly CarePlan[],
  window: Window,
  timeZone: string,
  episode?: string,
): CarePlanInForce | undefined {
  const ours = versions.filter((plan) => isComprehensive(plan) && isOf(plan, episode))
  const found = [...byPlan(ours).values()]
    .flatMap((history) => inForce(history, window, timeZone) ?? [])
    .sort((a, b) => begin(b.plan, timeZone) - begin(a.plan, timeZone))
  return found[0]
}

/** Whether a CarePlan is a comprehensive plan of care management: it claims our profile or is coded as longitudinal. */
export function isComprehensive(plan: CarePlan): boolean {
  const coded = plan.category?.some((category) => hasCode(category, SYSTEM.snomed, LONGITUDINAL_PLAN)) === true
  const claimed = plan.meta?.profile?.includes(PROFILE) === true
  return (coded || claimed) && (plan.intent === 'plan' || plan.intent === 'order')
}

/** A plan of ours names its enrollment as supporting information; one that names none serves any. */
function isOf(plan: CarePlan, episode: string | undefined): boolean {
  const named = (plan.supportingInfo ?? [])
    .map((reference) => literalOf(reference))
    .filter((reference) => reference?.startsWith('EpisodeOfCare/'))
  return episode === undefined || named.length === 0 || named.includes(episode)
}

/** Versions by plan, oldest first. */
function byPlan(versions: readonly CarePlan[]): ReadonlyMap<string, readonly CarePlan[]> {
  const plans = new Map<string, CarePlan[]>()
  for (const version of versions) {
    const reference = referenceTo(version)
    plans.set(reference, [...(plans.get(reference) ?? []), version])
  }
  for (const history of plans.values()) history.sort((a, b) => filedAt(a) - filedAt(b) || versionOf(a) - versionOf(b))
  return plans
}

function versionOf({ meta }: CarePlan): number {
  return Number(meta?.versionId ?? 0)
}

function inForce(history: readonly CarePlan[], window: Window, timeZone: string): CarePlanInForce | undefined {
  const current = history.at(-1)
  const followed = history.filter((version) => FOLLOWED.includes(version.status))
  const [first] = followed
  if (!first || !current || !FOLLOWED.includes(current.status)) return undefined
  const start = saidBegin(current, timeZone) ?? filedAt(first)
  const end = endOf(current, timeZone)
  if (start >= window.end || end <= window.start) return undefined
  const filed = followed.filter((version) => filedAt(version) < window.end)
  // The version that ends a plan was never in force itself: the one before it was.
  const plan = filed.findLast(({ status }) => !OVER.includes(status)) ?? filed.at(-1) ?? first
  return {
    plan,
    reference: referenceTo(plan),
    versioned: versionedReferenceTo(plan),
    revised: isWithin(window, start) || revisedWithin(history, window, timeZone),
  }
}

/** Instant from which the plan holds. */
function begin(plan: CarePlan, timeZone: string): number {
  return saidBegin(plan, timeZone) ?? filedAt(plan)
}

/** The same, as the plan itself says it. */
function saidBegin(plan: CarePlan, timeZone: string): number | undefined {
  return spanOfPeriod(plan.period, timeZone).start ?? instantOf(plan.created, timeZone)
}

/** Instant from which it holds no more: its period's end, or when an ended plan without one was filed. */
function endOf(plan: CarePlan, timeZone: string): number {
  const ended = OVER.includes(plan.status)
  return spanOfPeriod(plan.period, timeZone).end ?? (ended ? filedAt(plan) : Infinity)
}
