import type { Consent } from '@medplum/fhirtypes'
import { lastDayOfMonth } from '../calendar.ts'
import { PROGRAMS, type Program } from '../enrollment/program.ts'
import { codeSystem, structureDefinition } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { extensionOf, extensionsOf } from '../fhir/extensions.ts'
import { instantOf, spanOf, spanOfPeriod } from '../fhir/instants.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'
import { CONSENT_METHOD_CODES, CONSENT_STATEMENT_CODES } from '../terminology/generated/guide-names.ts'

/** What has to be explained before a patient consents (ccm-rules §5). */
export type ConsentStatement = keyof typeof CONSENT_STATEMENT_CODES

/** How a consent was given: `[ig]/CodeSystem/ccm-consent-method`. */
type ConsentMethod = keyof typeof CONSENT_METHOD_CODES

/** All of them, in the order in which they are told. */
export const CONSENT_STATEMENTS = Object.keys(CONSENT_STATEMENT_CODES) as readonly ConsentStatement[]

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
  readonly method?: ConsentMethod
  /** Reference of who took it. */
  readonly recorder?: string
  readonly statements: readonly ConsentStatement[]
  /** The required statements that were not explained. */
  readonly missing: readonly ConsentStatement[]
}

/** Whose consent is asked for. */
export interface ConsentQuestion {
  readonly program: Program
  /** The billing practitioner's person; undefined: not chosen yet, any consent of the programme will do. */
  readonly billingPractitioner: string | undefined
  readonly timeZone: string
  readonly staff: StaffDirectory
}

/**
 * The consents on file that fit a programme and billing practitioner, earliest first: withdrawn ones too; drafts,
 * refused and mistaken ones not. Empty means `no-consent`. A Consent that names no programme or practitioner fits all;
 * a patient's other consents (privacy, research, advance directives) are none of ours.
 */
export function consentsFor(consents: readonly Consent[], question: ConsentQuestion): readonly ConsentRecord[] {
  return consents
    .filter(isOurs)
    .flatMap((consent) => recordOf(consent, question) ?? [])
    .filter((record) => fits(record, question))
    .sort((a, b) => a.from - b.from)
}

/** The consent that covers an instant (milliseconds since 1970), the newest where several do. */
export function consentAt(records: readonly ConsentRecord[], instant: number): ConsentRecord | undefined {
  return records.findLast((record) => record.from <= instant && instant < (record.until ?? Infinity))
}

const METHODS = Object.keys(CONSENT_METHOD_CODES) as readonly ConsentMethod[]
const PROFILE = structureDefinition('ccm-consent')
const PROGRAM_SYSTEM = codeSystem('ccm-program')

/** Who gave a consent for the patient; nobody: it is the patient's own word. `Consent.performer` of R4. */
export function representativesOf({ performer = [], patient }: Consent): NonNullable<Consent['performer']> {
  return performer.filter(({ reference }) => reference !== patient?.reference)
}

/** Whether a Consent is about care management: it claims our profile, names a programme, or tells how it was taken. */
export function isOurs(consent: Consent): boolean {
  return (
    consent.meta?.profile?.includes(PROFILE) === true ||
    codeIn(consent.category, PROGRAM_SYSTEM) !== undefined ||
    extensionOf(consent, 'ccm-consent-method') !== undefined ||
    extensionOf(consent, 'ccm-consent-statement') !== undefined
  )
}

function fits(record: ConsentRecord, question: ConsentQuestion): boolean {
  const { billingPractitioner: biller } = question
  return (
    (record.program ?? question.program) === question.program &&
    (biller === undefined || (record.billingPractitioner ?? biller) === biller)
  )
}

function recordOf(consent: Consent, { timeZone, staff }: ConsentQuestion): ConsentRecord | undefined {
  const from = holds(consent) ? givenAt(consent, timeZone) : undefined
  if (from === undefined) return undefined
  return {
    reference: referenceTo(consent),
    from,
    ...present({
      version: consent.meta?.versionId,
      until: endOf(consent, timeZone),
      program: PROGRAMS.find((known) => known === codeIn(consent.category, PROGRAM_SYSTEM)),
      billingPractitioner: staff.personOf(extensionOf(consent, 'ccm-billing-practitioner')?.valueReference?.reference),
    }),
    ...howTaken(consent),
  }
}

/** Given and, if it was verified, found true; a withdrawn one held until then. */
function holds(consent: Consent): boolean {
  const given = consent.status === 'active' || consent.status === 'inactive'
  return given && !consent.verification?.some((verification) => !verification.verified)
}

/**
 * The instant of the patient's word. A day without a time (a dated paper form) holds from its beginning; a month or year
 * only from its last day on, because nothing says that it was given earlier.
 */
function givenAt(consent: Consent, timeZone: string): number | undefined {
  const text = consent.dateTime
  const span = spanOf(text, timeZone)
  if (!span || text === undefined || text.length >= 10) return span?.start
  return spanOf(lastDay(text), timeZone)?.start
}

function lastDay(text: string): string {
  return lastDayOfMonth(text.length === 7 ? text : `${text}-12`)
}

/** The earliest of withdrawal and agreed end. An inactive consent that does not say since when, ends when it was filed. */
function endOf(consent: Consent, timeZone: string): number | undefined {
  const withdrawn = instantOf(extensionOf(consent, 'ccm-consent-withdrawn')?.valueDateTime, timeZone)
  const agreed = spanOfPeriod(consent.provision?.period, timeZone).end
  const dated = [withdrawn, agreed].filter((end) => end !== undefined)
  if (dated.length > 0) return Math.min(...dated)
  return consent.status === 'inactive' ? (instantOf(consent.meta?.lastUpdated, timeZone) ?? -Infinity) : undefined
}

function howTaken(consent: Consent): Pick<ConsentRecord, 'method' | 'recorder' | 'statements' | 'missing'> {
  const method = extensionOf(consent, 'ccm-consent-method')?.valueCode
  const told = new Set(extensionsOf(consent, 'ccm-consent-statement').map((extension) => extension.valueCode))
  return {
    ...present({
      method: METHODS.find((known) => known === method),
      recorder: literalOf(extensionOf(consent, 'ccm-consent-recorder')?.valueReference),
    }),
    statements: CONSENT_STATEMENTS.filter((statement) => told.has(statement)),
    missing: CONSENT_STATEMENTS.filter((statement) => !told.has(statement)),
  }
}
