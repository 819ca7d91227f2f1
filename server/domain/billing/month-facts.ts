import type { CarePlan, ChargeItem, Claim, ExplanationOfBenefit, Observation, Task } from '@medplum/fhirtypes'
import type { ServiceMonth } from '../calendar.ts'
import type { PatientFacts } from '../eligibility/patient-facts.ts'
import type { Program } from '../enrollment/program.ts'
import type { BillingPolicy } from '../practice/practice.ts'

/**
 * Everything that the decision about one patient's month depends on. The caller has read it; the rules read nothing.
 * Resources that have nothing to do with the month may be among them: they are passed over.
 */
export interface MonthFacts extends PatientFacts {
  readonly month: ServiceMonth
  /** Which programme is asked for, where the patient has several; absent: CCM before PCM before APCM. */
  readonly program?: Program
  /** The practice's own choice when absent. */
  readonly policy?: BillingPolicy
  /** The patient's Tasks, current versions: time entries, running ones too, and others. */
  readonly tasks: readonly Task[]
  /** Time entries of the same people for other patients, which a person cannot have worked at the same moment. */
  readonly elsewhere?: readonly Task[]
  /** The patient's Observations; those of medical decision making are read. */
  readonly observations: readonly Observation[]
  /** Versions of the patient's care plans, in any order. */
  readonly carePlans: readonly CarePlan[]
  /** What others, or other software, have billed for the patient, as far as the chart knows. */
  readonly claims: readonly Claim[]
  readonly benefits: readonly ExplanationOfBenefit[]
  /** The patient's ChargeItems, ours too. */
  readonly chargeItems: readonly ChargeItem[]
  /** Programmes that somebody else on the server bills for the patient in this month: the registry's word. */
  readonly otherBiller: readonly Program[]
  /** Milliseconds since 1970. */
  readonly now: number
}
