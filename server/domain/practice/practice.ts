import type { Organization } from '@medplum/fhirtypes'

/** Which family of codes a month is billed under where several fit (ccm-rules §10.4). */
export type BillingPolicy = 'specific' | 'max-payment'

/** What a practice has decided about counting and billing. */
export interface PracticeOptions {
  /** Minutes of prior authorization count, with a warning (ccm-rules §13.10). Default false. */
  readonly countPriorAuthorization: boolean
  /** The billing practitioner's own minutes may fill up staff codes (§13.2). Default true. */
  readonly countQhpAsStaff: boolean
  /** Complex codes want a revision of the care plan in the month (§13.1). Default false. */
  readonly requireRevisionForComplex: boolean
  /** The date of service: the day the threshold was reached, or the month's last day (§10.4). Default threshold. */
  readonly serviceDate: 'threshold' | 'month-end'
  /** Which conversion factor prices follow: qualifying APM participants have their own since 2026 (§2.1). Default false. */
  readonly qualifyingApm: boolean
  /** CMS place of service code of claims (§9.1). Default 11, office. */
  readonly placeOfService: string
  /** The practice declares that it neither takes part in ACCESS nor is affiliated, so alignment does not block (§8.17). */
  readonly unrelatedToAccess: boolean
}

/** A practice as the rules see it: the settings that its Organization carries as extensions. */
export interface Practice {
  readonly name: string
  /** `Organization/id`, where the organization is stored. */
  readonly reference?: string
  readonly npi?: string
  /** An IANA name; the calendar month is this zone's. */
  readonly timeZone: string
  readonly policy: BillingPolicy
  readonly options: PracticeOptions
}

/** Where an Organization names no time zone. */
export const DEFAULT_TIME_ZONE = 'America/New_York'

/** Reads a practice's settings; whatever is absent or not understood takes its default. */
export function practiceOf(organization: Organization | undefined): Practice {
  return {
    name: organization?.name ?? '',
    timeZone: DEFAULT_TIME_ZONE,
    policy: 'specific',
    options: {
      countPriorAuthorization: false,
      countQhpAsStaff: true,
      requireRevisionForComplex: false,
      serviceDate: 'threshold',
      qualifyingApm: false,
      placeOfService: '11',
      unrelatedToAccess: false,
    },
  }
}
