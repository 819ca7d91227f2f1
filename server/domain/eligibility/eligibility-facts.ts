import type { Program } from '../enrollment/program.ts'
import type { PatientFacts } from './patient-facts.ts'

/** What is asked: which programmes a patient qualifies for on a day. */
export interface EligibilityFacts extends PatientFacts {
  /** Local day, `2026-03-05`. */
  readonly on: string
  /** Who would bill, where that is known: a Practitioner or PractitionerRole reference. */
  readonly billingPractitioner?: string
  /** Programmes that somebody elsewhere on the server bills for this patient: the registry's word. */
  readonly otherBiller: readonly Program[]
}
