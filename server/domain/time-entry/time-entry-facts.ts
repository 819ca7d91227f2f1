import type { Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** Who writes time, as far as the rules care (DESIGN section 7). */
export interface TimeCaller {
  /**
   * `own`: their own time only. `any`: everybody's. `correct`: what others have logged, with a reason. `none`: no time.
   */
  readonly writes: 'own' | 'any' | 'correct' | 'none'
  /** `Practitioner/id`, where the caller is a person of the practice. */
  readonly person?: string
}

/** What a decision about a write of somebody's time depends on. */
export interface TimeEntryFacts {
  readonly caller: TimeCaller
  /** The patient's enrollments and consents, with those that the same request writes. */
  readonly episodes: readonly EpisodeOfCare[]
  readonly consents: readonly Consent[]
  readonly staff: StaffDirectory
  readonly timeZone: string
  /** The patient's months that are closed, by care (`careMonth`): `2026-03 ccm`. */
  readonly closed: ReadonlySet<string>
  /** The request gives a reason for the correction in a Provenance of the Task. */
  readonly reasonGiven: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}
