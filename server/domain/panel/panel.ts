import type { MonthDecision } from '../billing/month-decision.ts'
import type { MonthFacts } from '../billing/month-facts.ts'
import type { ServiceMonth } from '../calendar.ts'
import type { Eligibility } from '../eligibility/assess-eligibility.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import type { MonthState } from '../month/month-state.ts'

/** A program of somebody's month. */
export interface PanelMonth {
  readonly decision: MonthDecision
  readonly enrollment: Enrollment
  readonly state?: MonthState
}

/** One of the practice's patients, with what a month says of them. */
export interface PanelPatient {
  readonly record: Pick<MonthFacts, 'patient' | 'tasks' | 'carePlans' | 'episodes' | 'practice'>
  /** Who was enrolled in the month. */
  readonly month?: PanelMonth
  /** Further programs of that month. */
  readonly also?: readonly PanelMonth[]
  /** Who was not: the verdict of today. */
  readonly eligibility?: Eligibility
}

/** A page of the practice's patients. */
export interface PanelPage {
  readonly month: ServiceMonth
  readonly patients: readonly PanelPatient[]
  /** Where the next page begins; absent on the last. */
  readonly next?: string
}
