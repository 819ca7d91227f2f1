import type { CarePlan } from '@medplum/fhirtypes'
import { referenceTo } from '../fhir/references.ts'
import { isComprehensive } from './care-plan-in-force.ts'

/** A plan that work goes on at: a draft, or one that is followed. */
const OPEN: readonly CarePlan['status'][] = ['draft', 'active', 'on-hold']

/** Which of a patient's care plans suggestions go into. */
export type PlanChoice =
  | { readonly kind: 'plan'; readonly plan: CarePlan }
  | { readonly kind: 'none' }
  /** The patient has several: somebody has to say which. */
  | { readonly kind: 'several'; readonly references: readonly string[] }
  /** The plan that was named is not on file, not this patient's, or no longer open. */
  | { readonly kind: 'not-open'; readonly reference: string }

/**
 * The patient's comprehensive plan that is a draft or in force.
 * @param named `CarePlan/id`, where somebody has said which: it need not be coded as comprehensive
 */
export function choosePlan(plans: readonly CarePlan[], named: string | undefined): PlanChoice {
  const open = plans.filter(({ status }) => OPEN.includes(status))
  if (named !== undefined) {
    const plan = open.find((one) => referenceTo(one) === named)
    return plan ? { kind: 'plan', plan } : { kind: 'not-open', reference: named }
  }
  const [plan, ...more] = open.filter(isComprehensive)
  if (!plan) return { kind: 'none' }
  return more.length === 0 ? { kind: 'plan', plan } : { kind: 'several', references: [plan, ...more].map(referenceTo) }
}
