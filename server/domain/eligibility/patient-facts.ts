import type { Condition, Consent, Coverage, Encounter, EpisodeOfCare, Patient } from '@medplum/fhirtypes'
import type { Practice } from '../practice/practice.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** What the rules of eligibility and enrollment depend on. The caller has read it: all of the patient's, current versions. */
export interface PatientFacts {
  readonly patient: Patient
  readonly conditions: readonly Condition[]
  readonly encounters: readonly Encounter[]
  readonly coverages: readonly Coverage[]
  readonly consents: readonly Consent[]
  readonly episodes: readonly EpisodeOfCare[]
  readonly practice: Practice
  readonly staff: StaffDirectory
}
