import type { RelatedPerson } from '@medplum/fhirtypes'
import type { PatientFacts } from '../eligibility/patient-facts.ts'
import type { Program } from './program.ts'

/** Who asks, as far as enrolling cares. */
export interface EnrollmentCaller {
  /** A billing practitioner; in the demo the administrator too. */
  readonly mayAttest: boolean
  /** `Practitioner/id`, where the caller is a person of the practice. */
  readonly person?: string
}

/** What a decision about an enrollment depends on. */
export interface EnrollmentFacts extends PatientFacts {
  readonly caller: EnrollmentCaller
  /** Somebody elsewhere on the server has the programme for a month from the start on: the registry's word. */
  readonly otherBiller: boolean
  /** Who is said to have consented for the patient, as stored; absent: nobody, or nobody is on file. */
  readonly representative?: RelatedPerson
  /** Milliseconds since 1970. */
  readonly now: number
}

/** An enrollment as it would be, from a request or from an EpisodeOfCare as sent. */
export interface Proposal {
  readonly program: Program
  /** Milliseconds since 1970, and its local day. */
  readonly start: number
  readonly startDay: string
  /** Reference as written. */
  readonly billingPractitioner: string | undefined
  readonly careManager: string | undefined
  /** Ticked `Condition` references as written; none: all that count. */
  readonly conditions: readonly string[]
  readonly initiatingVisit: string | undefined
  readonly transfer: boolean
  /** `EpisodeOfCare/id` of the enrollment itself, where it is stored already: it is not in its own way. */
  readonly self: string | undefined
  /** Where the parts stand, for refusals: a parameter's name, or an element's path. */
  readonly at: Readonly<
    Record<'start' | 'billingPractitioner' | 'careManager' | 'condition' | 'initiatingVisit', string>
  >
}
