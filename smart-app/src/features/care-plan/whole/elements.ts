import type { CarePlanElement } from '#domain/care-plan/element.ts'
import type { Assessment } from '#domain/care-plan/view/assessment-view.ts'

/** The element of the plan that an assessment fills. */
export const ELEMENT_OF_ASSESSMENT: Readonly<Record<Assessment, CarePlanElement>> = {
  cognitive: 'cognitive-assessment',
  functional: 'functional-assessment',
  psychosocial: 'psychosocial-assessment',
  environmental: 'environmental-evaluation',
  caregiver: 'caregiver-assessment',
}
