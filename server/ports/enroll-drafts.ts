import type { Program } from '#domain/enrollment/program.ts'
import type { FhirTransaction } from './fhir-store.ts'

/** Whose draft for which patient: a person has one for each patient. */
export interface DraftPlace {
  /** `Practitioner/id` of its author: nobody else finds it. */
  readonly person: string
  /** `Patient.id` */
  readonly patient: string
}

/** A form for enrolling a patient, as far as its author had filled it in. */
export interface EnrollDraft {
  readonly program: Program
  /** JSON of an object that the author's app alone understands. */
  readonly content: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/**
 * Enrollments that somebody has begun and not finished: working copies, no part of the record. All within the caller's
 * transaction, of the practice alone whose transaction it is.
 */
export interface EnrollDrafts {
  /** The draft, if it was saved later than this (milliseconds since 1970). */
  read(tx: FhirTransaction, place: DraftPlace, after: number): Promise<EnrollDraft | undefined>
  /** Keeps it in the place of the one before. */
  keep(tx: FhirTransaction, place: DraftPlace, draft: EnrollDraft): Promise<void>
  /** Its author begins anew. */
  discard(tx: FhirTransaction, place: DraftPlace): Promise<void>
  /** What is decided needs no draft any more: nobody's for this patient and program is left. */
  forget(tx: FhirTransaction, patient: string, program: Program): Promise<void>
}

/** Takes away drafts of all practices that were saved before an instant (milliseconds since 1970); answers how many. */
export type SweepDrafts = (before: number) => Promise<number>
