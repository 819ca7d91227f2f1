import type { ServiceMonth } from '../calendar.ts'
import type { Blocker } from '../eligibility/blockers.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import type { Program } from '../enrollment/program.ts'
import type { Cents } from '../money.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import type { CountedEntry, NotCounted } from '../time/timesheet.ts'
import type { ChargeFamily } from './charge-rule.ts'

/** One code of the month, with everything that a ChargeItem says. */
export interface Charge {
  readonly code: string
  readonly system: string
  readonly title: string
  readonly units: number
  /** For all units. */
  readonly amount: Cents
  /** No price could be verified for the date of service: the last known one stands in. */
  readonly priceAssumed: boolean
  /** Local day. Add-ons carry that of their base code. */
  readonly serviceDate: string
  readonly family: ChargeFamily
  /** Canonical of the rule, with its version: `ChargeItem.definitionCanonical`. */
  readonly definition: string
  /** Versioned references of the time entries that earned it, in the order of their time. */
  readonly tasks: readonly string[]
  /** Why this code, why so often, by which rule: for a biller, with its source. */
  readonly reason: string
}

/** What a policy bills, and its sum. */
export interface PolicyCharges {
  readonly policy: BillingPolicy
  readonly charges: readonly Charge[]
  readonly total: Cents
}

/** The nearest minutes that would earn more. */
export interface NextStep {
  readonly code: string
  readonly system: string
  readonly minutesNeeded: number
  /** Whose minutes: anybody's of the staff, or the billing practitioner's own. */
  readonly by: 'staff' | 'practitioner'
}

/** Why a code of the programme is not billed. */
export interface NotGiven {
  readonly code: string
  readonly system: string
  /** Code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rule: string
  readonly message: string
}

/** What the decision rests on, as references (versioned where a version is known). */
export interface Evidence {
  readonly enrollment?: string
  readonly consent?: string
  readonly carePlan?: string
  /** The Observation of medical decision making, where a complex code rests on it. */
  readonly complexity?: string
  readonly coverage?: string
  /** The chronic conditions that count on the date of service. */
  readonly conditions: readonly string[]
  readonly initiatingVisit?: string
}

/** What one patient's month earns, may be billed as, and why: the answer of `$ccm-month`. */
export interface MonthDecision extends PolicyCharges {
  readonly month: ServiceMonth
  /** Absent: the patient was not enrolled in the month. */
  readonly program?: Program
  readonly enrollment?: Enrollment
  /** `Practitioner/id` of who bills. */
  readonly billingPractitioner?: string
  /** Programmes beside this one in which the patient was enrolled in the month. */
  readonly otherPrograms: readonly Program[]
  /** Whole minutes of the month, each floored once: staff's alone (S), practitioner's (Q), all (A; ccm-rules §10.3). */
  readonly staffMinutes: number
  readonly practitionerMinutes: number
  readonly totalMinutes: number
  readonly counted: readonly CountedEntry[]
  readonly notCounted: readonly NotCounted[]
  /** `Task/id` of timers that run, and of entries that do not say how long: nothing of them is counted yet. */
  readonly open: readonly string[]
  /** What the other policy would bill: both are always shown. */
  readonly alternative: PolicyCharges
  readonly next?: NextStep
  /** Why it may not be billed yet, or at all: closing makes no charge while one stands. */
  readonly blockers: readonly Blocker[]
  /** What a biller should know; nothing of it stops a charge. */
  readonly warnings: readonly Blocker[]
  readonly notGiven: readonly NotGiven[]
  readonly evidence: Evidence
}
