import type { ParametersParameter, Patient, Reference, RelatedPerson } from '@medplum/fhirtypes'
import { CONSENT_STATEMENTS } from '../consent/consent-state.ts'
import { present } from '../present.ts'
import { PROGRAMS, type Program } from './program.ts'

/** The input of `$ccm-enroll` (DESIGN section 3): read, not yet judged. References are as written. */
export interface EnrollmentRequest {
  readonly program: Program
  /** FHIR dateTime; absent: the consent's. */
  readonly start?: string
  /** Absent: whoever asks, when they may bill. */
  readonly billingPractitioner?: string
  readonly careManager?: string
  /** Ticked conditions; absent: all that count. */
  readonly conditions: readonly string[]
  /** Absent: a consent that is on file already. */
  readonly consent?: GivenConsent
  readonly initiatingVisit?: { readonly reference?: string; readonly day?: string }
  readonly attestation?: GivenAttestation
  /** The patient chose to change: waits until the other practitioner's enrollment has ended. */
  readonly transfer: boolean
  /** Why a second programme beside another practitioner's (ccm-rules §13.6). */
  readonly reason?: string
}

export interface GivenConsent {
  readonly method?: string
  readonly dateTime?: string
  readonly recorder?: string
  /** Who gave the word; absent: the patient. */
  readonly performer?: Reference<Patient | RelatedPerson>
  readonly statements: readonly string[]
}

interface GivenAttestation {
  readonly duration: boolean
  readonly risk: boolean
  readonly by?: string
  readonly reason?: string
}

/** A parameter that is missing or not what it should be (HTTP 400). */
export interface ParameterFault {
  readonly parameter: string
  readonly message: string
}

/** FHIR dateTime: a time has seconds and a zone. */
const DATE_TIME = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/
const FULL_DAY = 10

/** Reads the parameters of `$ccm-enroll`; all that is wrong with them at once. */
export function readEnrollmentRequest(
  parameters: readonly ParametersParameter[],
): EnrollmentRequest | { readonly faults: readonly ParameterFault[] } {
  const consent = partsOf(parameters, 'consent')
  const attestation = partsOf(parameters, 'attestation')
  const program = PROGRAMS.find((known) => known === text(parameters, 'program'))
  const faults = [
    ...(program ? [] : [{ parameter: 'program', message: 'Say which program: ccm, pcm or apcm.' }]),
    ...dateFaults('start', text(parameters, 'start')),
    ...dateFaults('consent.dateTime', consent && text(consent, 'dateTime')),
    ...dateFaults('initiatingVisit', named(parameters, 'initiatingVisit')?.valueDate),
    ...statementFaults(consent ?? []),
  ]
  if (!program || faults.length > 0) return { faults }
  return {
    program,
    conditions: all(parameters, 'condition').flatMap((parameter) => referenceOf(parameter) ?? []),
    transfer: flag(parameters, 'transfer'),
    ...present({
      start: text(parameters, 'start'),
      billingPractitioner: referenceOf(named(parameters, 'billingPractitioner')),
      careManager: referenceOf(named(parameters, 'careManager')),
      consent: consent && givenConsent(consent),
      initiatingVisit: givenVisit(named(parameters, 'initiatingVisit')),
      attestation: attestation && givenAttestation(attestation),
      reason: text(parameters, 'reason'),
    }),
  }
}

function givenConsent(parts: readonly ParametersParameter[]): GivenConsent {
  return {
    statements: all(parts, 'statement').flatMap((part) => valueText(part) ?? []),
    ...present({
      method: text(parts, 'method'),
      dateTime: text(parts, 'dateTime'),
      recorder: referenceOf(named(parts, 'recorder')),
      performer: performerOf(named(parts, 'performer')),
    }),
  }
}

function performerOf(part: ParametersParameter | undefined): GivenConsent['performer'] {
  const reference = referenceOf(part)
  return reference === undefined ? undefined : present({ reference, display: part?.valueReference?.display })
}

function givenAttestation(parts: readonly ParametersParameter[]): GivenAttestation {
  return {
    duration: flag(parts, 'duration'),
    risk: flag(parts, 'risk'),
    ...present({ by: referenceOf(named(parts, 'by')), reason: text(parts, 'reason') }),
  }
}

function givenVisit(parameter: ParametersParameter | undefined): EnrollmentRequest['initiatingVisit'] {
  const reference = parameter?.valueReference?.reference
  const day = (parameter?.valueDate ?? parameter?.valueDateTime)?.slice(0, FULL_DAY)
  return reference === undefined && day === undefined ? undefined : present({ reference, day })
}

function dateFaults(parameter: string, value: string | undefined): readonly ParameterFault[] {
  if (value === undefined || (DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)))) return []
  return [{ parameter, message: `“${value}” is not a FHIR date or dateTime with a time zone.` }]
}

/** A statement that nobody knows would be kept as if something had been explained. */
function statementFaults(consent: readonly ParametersParameter[]): readonly ParameterFault[] {
  const known: readonly string[] = CONSENT_STATEMENTS
  return all(consent, 'statement')
    .map((part) => valueText(part) ?? '')
    .filter((statement) => !known.includes(statement))
    .map((statement) => ({
      parameter: 'consent.statement',
      message: `“${statement}” is none of ${CONSENT_STATEMENTS.join(', ')}.`,
    }))
}

function all(parameters: readonly ParametersParameter[], name: string): readonly ParametersParameter[] {
  return parameters.filter((parameter) => parameter.name === name)
}

function named(parameters: readonly ParametersParameter[], name: string): ParametersParameter | undefined {
  return parameters.find((parameter) => parameter.name === name)
}

function partsOf(parameters: readonly ParametersParameter[], name: string): readonly ParametersParameter[] | undefined {
  const parameter = named(parameters, name)
  return parameter && (parameter.part ?? [])
}

function flag(parameters: readonly ParametersParameter[], name: string): boolean {
  return named(parameters, name)?.valueBoolean === true
}

function text(parameters: readonly ParametersParameter[], name: string): string | undefined {
  return valueText(named(parameters, name))
}

/** The value of a parameter that is a code, date or string; callers are not all careful with which. */
function valueText(parameter: ParametersParameter | undefined): string | undefined {
  return parameter?.valueCode ?? parameter?.valueDateTime ?? parameter?.valueDate ?? parameter?.valueString
}

function referenceOf(parameter: ParametersParameter | undefined): string | undefined {
  return parameter?.valueReference?.reference ?? parameter?.valueString
}
