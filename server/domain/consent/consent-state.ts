import type { Consent } from '@medplum/fhirtypes'
import type { Program } from '../enrollment/program.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** What has to be explained before a patient consents (ccm-rules §5). */
export type ConsentStatement = 'availability' | 'cost-sharing' | 'one-practitioner' | 'right-to-stop'

/** A patient's consent to care management, as read from a Consent of ours. */
export interface ConsentRecord {
  /** `Consent/id`. */
  readonly reference: string
  /** Version that was read, for evidence. */
  readonly version?: string
  /** The instant from which it holds, milliseconds since 1970. */
  readonly from: number
  /** The instant of withdrawal (or of its agreed end): nothing at or after it is covered. */
  readonly until?: number
  /** Absent: not limited to one programme. */
  readonly program?: Program
  /** The person (`Practitioner/id`) who bills; absent: whoever. */
  readonly billingPractitioner?: string
  readonly method?: 'verbal' | 'written'
  /** Reference of who took it. */
  readonly recorder?: string
  readonly statements: readonly ConsentStatement[]
  /** The required statements that were not explained. */
  readonly missing: readonly ConsentStatement[]
}

/** Whose consent is asked for. */
export interface ConsentQuestion {
  readonly program: Program
  /** The billing practitioner's person. */
  readonly billingPractitioner: string | undefined
  readonly timeZone: string
  readonly staff: StaffDirectory
}

/**
 * The consents on file that fit a programme and billing practitioner, earliest first: withdrawn ones too, drafts,
 * refused and mistaken ones not. Empty means `no-consent`.
 */
export function consentsFor(consents: readonly Consent[], question: ConsentQuestion): readonly ConsentRecord[] {
  void consents
  void question
  return []
}

/** The consent that covers an instant (milliseconds since 1970), the newest where several do. */
export function consentAt(records: readonly ConsentRecord[], instant: number): ConsentRecord | undefined {
  return records.findLast((record) => record.from <= instant && instant < (record.until ?? Infinity))
}
