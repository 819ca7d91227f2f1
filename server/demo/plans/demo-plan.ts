import type { CARE_PLAN_ELEMENTS, ASSESSMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import type { LocalText } from '#domain/care-plan/local-text.ts'

/** The complete care plan of a demo patient: what people wrote and decided beside what templates suggest. */
export interface DemoPlan {
  /** What matters to the patient, in their words. */
  readonly ownGoal: LocalText
  readonly outcome: LocalText
  readonly prognosis: string
  readonly assessments: Partial<Readonly<Record<keyof typeof ASSESSMENTS, LocalText>>>
  readonly caregiver?: DemoCaregiver
  /** A specialist's practice outside. */
  readonly specialist: { readonly name: string; readonly phone: string }
  /** Suggestions decided against: the kind of a goal, or the end of the name of an activity's definition; and why. */
  readonly declined: Readonly<Record<string, string>>
  /** Kind of the goal that has been reached since, and of the chart's measurements that show it. */
  readonly reached: { readonly goal: string; readonly shownBy: string }
  readonly notNeeded?: { readonly element: keyof typeof CARE_PLAN_ELEMENTS; readonly reason: string }
  /** What has to be known about the patient when working with the plan. */
  readonly note: string
  /** A copy was given before the revision too. */
  readonly copyBefore?: true
  /** What the revision changed, and a remark about handing over the new copy. */
  readonly revision: string
  readonly handover: string
}

/** A relative who cares for the patient. */
interface DemoCaregiver {
  readonly given: string
  readonly family: string
  readonly gender: 'female' | 'male'
  readonly relationship: { readonly code: string; readonly display: string }
  readonly phone: string
}
