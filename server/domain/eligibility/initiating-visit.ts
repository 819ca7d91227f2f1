import type { Encounter } from '@medplum/fhirtypes'
import type { Program } from '../enrollment/program.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** What the answer depends on. */
export interface InitiatingVisitFacts {
  readonly program: Program
  /** Local day of the enrollment's start, `2026-03-05`. */
  readonly start: string
  /** Local day for which it is asked: the start itself, or the service month's last day (PCM is yearly). */
  readonly on: string
  /** The billing practitioner's person; undefined: not chosen yet, so no visit can be theirs. */
  readonly billingPractitioner: string | undefined
  /** What the enrollment names as its initiating visit (extension `ccm-initiating-visit`). */
  readonly recorded?: { readonly reference?: string; readonly day?: string } | undefined
  readonly encounters: readonly Encounter[]
  readonly staff: StaffDirectory
  /** `Organization/id` of the practice: APCM asks for any professional service of the group. */
  readonly practice?: string | undefined
  readonly timeZone: string
}

export interface InitiatingVisit {
  /** No visit was needed, or there was one: nothing blocks. */
  readonly satisfied: boolean
  /** A visit is needed, because the patient was not seen within the programme's window before the start. */
  readonly needed: boolean
  /** Local day of the visit that answers, and `Encounter/id` where it is on file. */
  readonly visitDay?: string
  readonly evidence?: string
  /** In a clinician's words. */
  readonly message: string
}

/** Whether the initiating visit is in order (ccm-rules §4): CCM 1 year, APCM 3 years of any service, PCM every year. */
export function initiatingVisit(facts: InitiatingVisitFacts): InitiatingVisit {
  return { satisfied: false, needed: true, message: `No visit within the year before ${facts.start}.` }
}
