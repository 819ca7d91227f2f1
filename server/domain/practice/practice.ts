import type { Organization } from '@medplum/fhirtypes'
import { isTimeZone } from '../calendar.ts'
import { SYSTEM, TIMEZONE_EXTENSION } from '../fhir/canonicals.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import { timerPoliciesOf, type TimerPolicies } from './timer-policy.ts'

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
  readonly timer: TimerPolicies
}

/** Where an Organization names no time zone that this runtime knows. */
export const DEFAULT_TIME_ZONE = 'America/New_York'

/**
 * Reads a practice's settings; whatever is absent or not understood takes its default. Each option is an extension of
 * the Organization: `ccm-billing-policy`, `ccm-count-prior-authorization`, `ccm-count-qhp-as-staff`,
 * `ccm-require-revision-for-complex`, `ccm-service-date`, `ccm-qualifying-apm`, `ccm-place-of-service`,
 * `ccm-unrelated-to-access`; and `ccm-timer-policy`.
 */
export function practiceOf(organization: Organization | undefined): Practice {
  const npi = organization?.identifier?.find((identifier) => identifier.system === SYSTEM.npi)?.value
  return {
    name: organization?.name ?? '',
    timeZone: timeZoneOf(organization),
    policy: codeOf(organization, 'ccm-billing-policy') === 'max-payment' ? 'max-payment' : 'specific',
    options: optionsOf(organization),
    timer: timerPoliciesOf(organization),
    ...present({ npi, reference: organization?.id ? referenceTo(organization) : undefined }),
  }
}

function optionsOf(organization: Organization | undefined): PracticeOptions {
  return {
    countPriorAuthorization: flag(organization, 'ccm-count-prior-authorization', false),
    countQhpAsStaff: flag(organization, 'ccm-count-qhp-as-staff', true),
    requireRevisionForComplex: flag(organization, 'ccm-require-revision-for-complex', false),
    serviceDate: codeOf(organization, 'ccm-service-date') === 'month-end' ? 'month-end' : 'threshold',
    qualifyingApm: flag(organization, 'ccm-qualifying-apm', false),
    placeOfService: codeOf(organization, 'ccm-place-of-service') ?? OFFICE,
    unrelatedToAccess: flag(organization, 'ccm-unrelated-to-access', false),
  }
}

/** CMS place of service 11. */
const OFFICE = '11'

function timeZoneOf(organization: Organization | undefined): string {
  const named = organization?.extension?.find((extension) => extension.url === TIMEZONE_EXTENSION)
  const zone = named?.valueCode ?? named?.valueString
  return zone !== undefined && isTimeZone(zone) ? zone : DEFAULT_TIME_ZONE
}

function flag(organization: Organization | undefined, name: string, otherwise: boolean): boolean {
  return extensionOf(organization, name)?.valueBoolean ?? otherwise
}

function codeOf(organization: Organization | undefined, name: string): string | undefined {
  return extensionOf(organization, name)?.valueCode
}
