import { CARE_PLAN_ELEMENTS } from '../terminology/generated/care-plan-codes.ts'

/** An element of a comprehensive care plan: a code of `[ig]/CodeSystem/ccm-care-plan-element`. */
export type CarePlanElement = keyof typeof CARE_PLAN_ELEMENTS

/** All elements, in the order of the plan. */
export const ELEMENTS = Object.keys(CARE_PLAN_ELEMENTS) as readonly CarePlanElement[]

/** Those without which a plan is activated only by a recorded decision (ccm-rules §6). */
export const REQUIRED_ELEMENTS = ELEMENTS.filter((element) => CARE_PLAN_ELEMENTS[element].required)

/** Whether a code is an element's. */
export function isElement(code: string): code is CarePlanElement {
  return code in CARE_PLAN_ELEMENTS
}
