import type { EpisodeOfCare } from '@medplum/fhirtypes'
import type { Program } from './program.ts'

/** States of `[ig]/CodeSystem/ccm-enrollment-state` (issue 4.7). */
export type EnrollmentState =
  | 'to-contact'
  | 'attempted'
  | 'declined'
  | 'unreachable'
  | 'consented'
  | 'enrolled'
  | 'paused'
  | 'withdrawn'
  | 'graduated'
  | 'deceased'
  | 'moved'
  | 'transferred'
  | 'ended'

/** That the conditions last long enough and put the patient at risk: a clinician's word (ccm-rules §3.1). */
export interface Attestation {
  readonly duration: boolean
  readonly risk: boolean
  /** Reference of who attested. */
  readonly by?: string
  readonly reason?: string
}

/** An EpisodeOfCare of ours as the rules read it. */
export interface Enrollment {
  /** `EpisodeOfCare/id`. */
  readonly reference: string
  readonly version?: string
  /** `Patient/id`. */
  readonly patient: string
  readonly program: Program
  readonly status: EpisodeOfCare['status']
  readonly state: EnrollmentState | undefined
  /** Reference as written; ask the staff directory who it is. */
  readonly billingPractitioner?: string
  readonly careManager?: string
  /** Milliseconds since 1970. Absent: never started (outreach). */
  readonly start?: number
  /** The first instant after the period. Absent: open. */
  readonly end?: number
  /** Both words, of whoever `by` names; absent until given. */
  readonly attestation?: Attestation
  readonly initiatingVisit?: { readonly reference?: string; readonly day?: string }
  /** `Condition/id` references that were ticked, in the order of their rank. */
  readonly diagnoses: readonly string[]
  /** Times on hold, by statusHistory: milliseconds since 1970. */
  readonly pauses: readonly { readonly start: number; readonly end?: number }[]
  /** Waits for another practice's enrollment to end (`transfer`). */
  readonly transfer: boolean
}

/** Reads an EpisodeOfCare; undefined when its type is none of our programmes or it was entered in error. */
export function enrollmentOf(episode: EpisodeOfCare, timeZone: string): Enrollment | undefined {
  void episode
  void timeZone
  return undefined
}

/** Whether the enrollment has been active at any instant of a window (start included, end not). */
export function enrolledWithin(enrollment: Enrollment, start: number, end: number): boolean {
  return enrollment.start !== undefined && enrollment.start < end && (enrollment.end ?? Infinity) > start
}
