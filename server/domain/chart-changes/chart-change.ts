import type { Language, LocalText } from '../care-plan/local-text.ts'
import type { CarePlanActivity } from '../care-plan/plan-provenance.ts'

/** What can become otherwise in a patient's chart and plan. */
export type ChangeKind =
  | 'hospital-stay'
  | 'emergency-visit'
  | 'visit'
  | 'document'
  | 'condition-new'
  | 'condition-resolved'
  | 'medicine-new'
  | 'medicine-changed'
  | 'medicine-stopped'
  | 'allergy-new'
  /** A value outside its goal's target. */
  | 'value-off-target'
  /** A value inside its goal's target, the one before was not. */
  | 'value-on-target'
  /** A value of no goal, that the laboratory has marked. */
  | 'value-abnormal'
  | `plan-${PlanStep}`

/** What a version of the plan did that is worth telling: suggestions of templates and copies are not. */
export type PlanStep = Exclude<CarePlanActivity, 'suggested' | 'handed-over'>

/** One thing that has become otherwise: what, on which day, and what it rests on. */
export interface ChartChange {
  readonly kind: ChangeKind
  /** Local day: of the value, the order, the discharge, the version. */
  readonly on: string
  /** First local day, where it lasted longer than one. */
  readonly from?: string
  /** The condition, medicine, measure or document by name; for a plan its title. */
  readonly what: LocalText
  /** The dose, or the value: as it was, and as it is. */
  readonly before?: Words
  readonly after?: Words
  /** Where the value should be. */
  readonly target?: Words
  /** Why, in the words of who did it. */
  readonly why?: string
  /** `Practitioner/…` or a name, where it is known who did it. */
  readonly by?: string
  /** `Type/id`, of a plan with its version. */
  readonly references: readonly string[]
}

type Words = (language: Language) => string

/** What is compared. */
export interface ChangesQuestion {
  /** First local day that counts. */
  readonly since: string
  /** Today's local day: what is dated later has not happened yet. */
  readonly today: string
  readonly timeZone: string
}

/** Whether a local day is known in full and lies in what is asked about. */
export function isWithin(day: string | undefined, { since, today }: ChangesQuestion): day is string {
  return day?.length === 10 && day >= since && day <= today
}
