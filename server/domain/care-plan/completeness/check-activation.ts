import type { CarePlan } from '@medplum/fhirtypes'
import { structureDefinition } from '../../fhir/canonicals.ts'
import { extensionsOf, partOf } from '../../fhir/extensions.ts'
import type { RuleRefusal } from '../../refusal.ts'
import { CARE_PLAN_ELEMENTS } from '../../terminology/generated/care-plan-codes.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import { gapsIn } from './completeness.ts'

const PROFILE = structureDefinition('ccm-care-plan')
const DECISION = 'ccm-activated-with-gaps'

/** Whether the rules of completeness hold for a plan: it claims to be a comprehensive plan of ours. */
export function isHeldToCompleteness(plan: CarePlan): boolean {
  return plan.meta?.profile?.some((profile) => profile.split('|', 1)[0] === PROFILE) === true
}

/** Whether a write puts a plan into force: one that was paused was in force before. */
export function isActivation(previous: CarePlan | undefined, next: CarePlan | undefined): next is CarePlan {
  if (next?.status !== 'active' || !isHeldToCompleteness(next)) return false
  return previous?.status !== 'active' && previous?.status !== 'on-hold'
}

/**
 * What stands in the way of putting a plan into force: every required element that it lacks, unless a decision that
 * stands in the plan itself (extension `ccm-activated-with-gaps`) names the element and says why.
 * @param view of the plan as it is to be
 */
export function checkActivation(next: CarePlan, view: CarePlanView): readonly RuleRefusal[] {
  const accepted = new Set(acceptedGaps(next))
  return gapsIn(view)
    .filter(({ element }) => !accepted.has(element))
    .map(({ element, message }) => ({
      status: 422,
      rule: 'plan-incomplete',
      message: `${CARE_PLAN_ELEMENTS[element].display}: ${message} A plan is put into force without it only by a decision that names ${element} and the reason (extension ${DECISION}).`,
      expression: 'CarePlan.status',
    }))
}

/** Whether a plan spells out a decision to be put into force with gaps. */
export function hasDecision(plan: CarePlan): boolean {
  return extensionsOf(plan, DECISION).length > 0
}

const NO_REASON = 'No reason was given: put into force as it is by an administrator.'

/**
 * The plan with a decision, where it is put into force without required elements and says nothing of them: what it lacked
 * stays on record with it.
 * @param by who decided; absent for a program, whom the version itself names
 */
export function recordDecision(next: CarePlan, view: CarePlanView, by: string | undefined): CarePlan {
  if (hasDecision(next)) return next
  const gaps = gapsIn(view)
  if (gaps.length === 0) return next
  const decision = {
    url: structureDefinition(DECISION),
    extension: [
      ...gaps.map(({ element }) => ({ url: 'element', valueCode: element })),
      { url: 'reason', valueString: NO_REASON },
      ...(by === undefined ? [] : [{ url: 'by', valueReference: { reference: by } }]),
    ],
  }
  return { ...next, extension: [...(next.extension ?? []), decision] }
}

/** Elements that somebody decided to activate the plan without: codes, each with a reason. */
export function acceptedGaps(plan: CarePlan): readonly string[] {
  return extensionsOf(plan, DECISION)
    .filter((decision) => (partOf(decision, 'reason')?.valueString ?? '').trim() !== '')
    .flatMap((decision) =>
      (decision.extension ?? []).flatMap(({ url, valueCode }) => (url === 'element' ? (valueCode ?? []) : [])),
    )
}
