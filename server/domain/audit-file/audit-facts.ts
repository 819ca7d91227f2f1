import type { ChargeItem, ChargeItemDefinition, Claim, Patient, Provenance, Resource, Task } from '@medplum/fhirtypes'
import type { MonthDecision } from '../billing/month-decision.ts'
import type { MonthState } from '../month/month-state.ts'
import type { Practice } from '../practice/practice.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** A time entry with everything that it has ever been. */
export interface AuditedEntry {
  /** `Task/id` */
  readonly reference: string
  /** Oldest first. */
  readonly versions: readonly Task[]
  /** It was deleted since: the versions are what it was. */
  readonly deleted: boolean
}

/** Who wrote a version, by the audit trail. */
export interface RecordedWrite {
  /** `Task/id` */
  readonly reference: string
  /** `Task/id/_history/n`: the version that was written. */
  readonly versioned: string
  /** FHIR instant. */
  readonly at: string
  /** Create, update or delete. */
  readonly action: 'C' | 'U' | 'D'
  /** `Practitioner/id`, or the client of a program that acted by itself. */
  readonly by: string
  readonly reason?: string
}

/** What the audit file of a patient's month is made of. Everything is in the version that the month rests on. */
export interface AuditFacts {
  readonly patient: Patient
  readonly practice: Practice
  readonly staff: StaffDirectory
  readonly decision: MonthDecision
  readonly state: MonthState | undefined
  /** Time entries of the month, in the order of their time; taken-back ones too. */
  readonly entries: readonly AuditedEntry[]
  readonly writes: readonly RecordedWrite[]
  /** Versions of the month's Task, oldest first; none where nobody has closed it. */
  readonly months: readonly Task[]
  /** Charges with all their versions, oldest first. */
  readonly charges: readonly ChargeItem[]
  readonly definitions: readonly ChargeItemDefinition[]
  readonly claims: readonly Claim[]
  /** Consent, enrollment, care plan, conditions, coverage, complexity, initiating visit: the versions that it rests on. */
  readonly evidence: readonly Resource[]
  readonly provenances: readonly Provenance[]
  /** The practice, its people and their roles. */
  readonly people: readonly Resource[]
}
