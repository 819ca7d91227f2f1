import type { CodeableConcept, Consent, ConsentProvision } from '@medplum/fhirtypes'
import { hasCode } from '../fhir/codings.ts'
import { spanOfPeriod } from '../fhir/instants.ts'
import { literalOf } from '../fhir/references.ts'

/**
 * What a patient has said of an organization that wants to read the record. `lapsed`: it was permitted once, and that was
 * withdrawn or is over.
 */
export type DisclosureWord = 'permitted' | 'denied' | 'lapsed' | 'silent'

interface DisclosureQuestion {
  /** `Organization/id` of the payer or vendor. */
  readonly organization: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** The practice's, for days. */
  readonly timeZone: string
}

const SCOPES = 'http://terminology.hl7.org/CodeSystem/consentscope'
const REASONS = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'

/** What payers and the vendors of a practice read for: HL7's treatment, payment and operations, and what lies below them. */
const PURPOSES: ReadonlySet<string> = new Set([
  ...['TREAT', 'CAREMGT', 'COC', 'HPAYMT', 'CLMATTCH', 'COVAUTH', 'COVERAGE', 'ELIGDTRM', 'ELIGVER', 'ENROLLM'],
  ...['MILDCRG', 'REMITADV', 'HOPERAT', 'HSYSADMIN', 'PATADMIN', 'QUALIMP', 'HQUALIMP'],
])

/** Receives the record (a role of v3-ParticipationType); an actor without a role is understood so. */
const RECIPIENT = 'IRCP'
const PARTICIPATIONS = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'

/**
 * What one patient's Consents say of an organization (https://hl7.org/fhir/R4/consent.html). A denial in force counts
 * before a permit, however old. A permit counts where nothing narrows it: this server cannot keep a part of the record
 * apart, so one for a part permits nothing, and a denial of a part denies all.
 */
export function wordOnDisclosure(consents: readonly Consent[], question: DisclosureQuestion): DisclosureWord {
  const said = consents.filter(isPrivacy).flatMap((consent) => provisionsOn(consent, question))
  if (said.some(({ type, holds }) => type === 'deny' && holds === 'now')) return 'denied'
  const permits = said.filter(({ type }) => type === 'permit')
  if (permits.some(({ holds }) => holds === 'now')) return 'permitted'
  return permits.some(({ holds }) => holds === 'no more') ? 'lapsed' : 'silent'
}

function isPrivacy({ scope }: Consent): boolean {
  return hasCode(scope, SCOPES, 'patient-privacy')
}

interface Said {
  readonly type: 'permit' | 'deny'
  readonly holds: 'not yet' | 'now' | 'no more'
}

/** What a Consent says of the organization, in its provision and in the exceptions to it. */
function provisionsOn(consent: Consent, question: DisclosureQuestion): readonly Said[] {
  const rule = consent.provision
  if (!rule || !SPOKEN.has(consent.status)) return []
  return withExceptions(rule)
    .filter((each) => isFor(each, question.organization) && isForPurpose(each))
    .flatMap((each): readonly Said[] => {
      const type = each.type ?? rule.type
      if (type === undefined || (type === 'permit' && (each !== rule || isPartial(each)))) return []
      const holds = consent.status === 'active' ? holdsAt(each.period ?? rule.period, question) : 'no more'
      return [{ type, holds }]
    })
}

/** Statuses of a word that was spoken; drafts and mistakes say nothing. */
const SPOKEN: ReadonlySet<Consent['status']> = new Set(['active', 'inactive', 'rejected'])

function withExceptions(rule: ConsentProvision): readonly ConsentProvision[] {
  return [rule, ...(rule.provision ?? []).flatMap(withExceptions)]
}

function isFor({ actor }: ConsentProvision, organization: string): boolean {
  return (actor ?? []).some(({ role, reference }) => literalOf(reference) === organization && isRecipient(role))
}

function isRecipient(role: CodeableConcept | undefined): boolean {
  const codes = (role?.coding ?? []).filter(({ system }) => system === PARTICIPATIONS)
  return codes.length === 0 || codes.some(({ code }) => code === RECIPIENT)
}

/** No purpose is any purpose; of several, one that payers read for is enough. */
function isForPurpose({ purpose = [] }: ConsentProvision): boolean {
  return purpose.length === 0 || purpose.some(({ system, code }) => system === REASONS && PURPOSES.has(code ?? ''))
}

function isPartial(provision: ConsentProvision): boolean {
  const { action, securityLabel, class: classes, code, data, dataPeriod, provision: exceptions } = provision
  const parts = [action, securityLabel, classes, code, data, exceptions]
  return dataPeriod !== undefined || parts.some((part) => (part ?? []).length > 0)
}

function holdsAt(period: ConsentProvision['period'], { now, timeZone }: DisclosureQuestion): Said['holds'] {
  const { start = -Infinity, end = Infinity } = spanOfPeriod(period, timeZone)
  if (now < start) return 'not yet'
  return now < end ? 'now' : 'no more'
}
