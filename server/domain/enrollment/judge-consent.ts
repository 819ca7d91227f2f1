import {
  consentAt,
  consentsFor,
  CONSENT_STATEMENTS,
  type ConsentRecord,
  type ConsentStatement,
} from '../consent/consent-state.ts'
import { instantOf } from '../fhir/instants.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { EnrollmentFacts } from './enrollment-facts.ts'
import type { GivenConsent } from './enrollment-request.ts'
import { judgeKnown } from './judge-people.ts'
import { PROGRAM_NAMES, type Program } from './program.ts'

/** What the patient has to be told, as a sentence that ends with it. */
const TOLD: Readonly<Record<ConsentStatement, string>> = {
  availability: 'that the program is available and what it offers',
  'cost-sharing': 'that the deductible and coinsurance apply',
  'one-practitioner': 'that only one practitioner can bill it in a calendar month',
  'right-to-stop': 'that they may stop at any time, with effect from the end of the month',
}

/** A consent that is sent along: complete, and given by now. */
export function judgeGivenConsent(consent: GivenConsent, facts: EnrollmentFacts): readonly RuleRefusal[] {
  return [
    ...judgeForm(consent),
    ...judgeRecorder(consent, facts),
    ...judgePerformer(consent, facts),
    ...judgeDate(consent, facts),
    ...judgeTold(consent),
  ]
}

function judgeForm({ method }: GivenConsent): readonly RuleRefusal[] {
  if (method === 'verbal' || method === 'written') return []
  const message = 'Say how the patient consented: verbal or written.'
  return [{ status: 422, rule: 'consent-incomplete', message, expression: 'consent.method' }]
}

function judgeRecorder({ recorder }: GivenConsent, facts: EnrollmentFacts): readonly RuleRefusal[] {
  if (recorder !== undefined) return judgeKnown(recorder, 'consent.recorder', facts.staff)
  if (facts.caller.person !== undefined) return []
  const message = 'Say who took the consent.'
  return [{ status: 422, rule: 'consent-incomplete', message, expression: 'consent.recorder' }]
}

/** The patient, or somebody of the patient's own who is on file. */
function judgePerformer({ performer }: GivenConsent, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const patient = referenceTo(facts.patient)
  const { representative } = facts
  const isKnown =
    performer === undefined ||
    performer.reference === patient ||
    (representative !== undefined &&
      performer.reference === referenceTo(representative) &&
      literalOf(representative.patient) === patient)
  if (isKnown) return []
  const message = `${performer.reference ?? ''} is neither the patient nor one of the patient’s RelatedPersons.`
  return [{ status: 422, rule: 'unknown-reference', message, expression: 'consent.performer' }]
}

function judgeDate({ dateTime }: GivenConsent, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const expression = 'consent.dateTime'
  const given = instantOf(dateTime, facts.practice.timeZone)
  if (given === undefined)
    return [{ status: 422, rule: 'consent-incomplete', message: 'Say when the patient consented.', expression }]
  if (given <= facts.now) return []
  return [{ status: 422, rule: 'future', message: 'The consent lies in the future.', expression }]
}

function judgeTold({ statements }: GivenConsent): readonly RuleRefusal[] {
  return untold(CONSENT_STATEMENTS.filter((statement) => !statements.includes(statement)))
}

/** One refusal for each thing that the patient was not told. */
function untold(missing: readonly ConsentStatement[]): readonly RuleRefusal[] {
  return missing.map((statement) => ({
    status: 422,
    rule: 'consent-statement-missing',
    message: `The patient has to be told ${TOLD[statement]} (${statement}).`,
    expression: 'consent.statement',
  }))
}

/** Whose consent on file is looked for. */
export interface ConsentOnFile {
  readonly program: Program
  /** Reference as written. */
  readonly billingPractitioner: string | undefined
}

/** The consent on file that holds now for a programme and practitioner. */
export function consentOnFile(wanted: ConsentOnFile, facts: EnrollmentFacts): ConsentRecord | undefined {
  const records = consentsFor(facts.consents, {
    program: wanted.program,
    billingPractitioner: facts.staff.personOf(wanted.billingPractitioner),
    timeZone: facts.practice.timeZone,
    staff: facts.staff,
  })
  return consentAt(records, facts.now)
}

/** Whether a consent is on file, and complete. */
export function judgeConsentOnFile(wanted: ConsentOnFile, facts: EnrollmentFacts): readonly RuleRefusal[] {
  const record = consentOnFile(wanted, facts)
  if (record) return untold(record.missing)
  const message = `No consent of the patient to ${PROGRAM_NAMES[wanted.program]} with this practitioner is on file.`
  return [{ status: 422, rule: 'no-consent', message, expression: 'consent' }]
}
