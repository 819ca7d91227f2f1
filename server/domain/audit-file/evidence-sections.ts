import type { ChargeItem, CompositionSection, Resource } from '@medplum/fhirtypes'
import { clockTime } from '../calendar.ts'
import { CONSENT_STATEMENTS } from '../consent/consent-state.ts'
import { PROGRAM_NAMES } from '../enrollment/program.ts'
import { codingsOf, nameOf } from '../fhir/codings.ts'
import { extensionOf, extensionsOf } from '../fhir/extensions.ts'
import { instantOf } from '../fhir/instants.ts'
import { literalOf, versionedReferenceTo } from '../fhir/references.ts'
import { dollars, centsOf } from '../money.ts'
import { monthStateOf } from '../month/month-state.ts'
import type { AuditFacts } from './audit-facts.ts'
import { narrative, paragraph, tableOf } from '../fhir/narrative.ts'
import { personText } from './time-sections.ts'

/** Who and what programme; consent; care plan; what else the month rests on. */
export function evidenceSections(facts: AuditFacts): readonly CompositionSection[] {
  return [programmeSection(facts), consentSection(facts), planSection(facts), chartSection(facts)]
}

/** State, charges, the rules that they rest on, claims. */
export function chargeSections(facts: AuditFacts): readonly CompositionSection[] {
  return [stateSection(facts), chargesSection(facts), rulesSection(facts)]
}

function programmeSection(facts: AuditFacts): CompositionSection {
  const { decision, practice } = facts
  const program = decision.program ? PROGRAM_NAMES[decision.program] : 'Not enrolled in the month'
  const biller = decision.billingPractitioner ? personText(decision.billingPractitioner, facts) : 'nobody'
  return section('Programme', ofType(facts, 'EpisodeOfCare'), [
    paragraph(`${program}, ${decision.month}, in the time zone ${practice.timeZone}. Billing practitioner: ${biller}.`),
    ...reasonList('Warnings', decision.warnings),
  ])
}

function consentSection(facts: AuditFacts): CompositionSection {
  const consents = facts.evidence.filter((resource) => resource.resourceType === 'Consent')
  const rows = consents.map((consent) => {
    const told = new Set(extensionsOf(consent, 'ccm-consent-statement').map(({ valueCode }) => valueCode))
    return [
      versionedReferenceTo(consent),
      localTime(consent.dateTime, facts),
      extensionOf(consent, 'ccm-consent-method')?.valueCode ?? '',
      personText(extensionOf(consent, 'ccm-consent-recorder')?.valueReference?.reference ?? '', facts),
      CONSENT_STATEMENTS.filter((statement) => told.has(statement)).join(', '),
      localTime(extensionOf(consent, 'ccm-consent-withdrawn')?.valueDateTime, facts),
    ]
  })
  const heads = ['Consent', 'Given', 'How', 'Taken by', 'Explained', 'Withdrawn']
  return section('Consent', consents, [tableOf(heads, rows, 'No consent is on file.')])
}

function planSection(facts: AuditFacts): CompositionSection {
  const plans = facts.evidence.filter((resource) => resource.resourceType === 'CarePlan')
  const text = plans.map(
    (plan) =>
      `${versionedReferenceTo(plan)}, ${plan.status}, filed ${localTime(plan.meta?.lastUpdated, facts)}: ${plan.title ?? 'care plan'}.`,
  )
  return section('Care plan in force', plans, [paragraph(text.join(' ') || 'No care plan was in force.')])
}

/** A time as the practice's clocks showed it, as everywhere in the file; a day without a time stays as it is. */
function localTime(text: string | undefined, { practice }: AuditFacts): string {
  const instant = text?.includes('T') === true ? instantOf(text, practice.timeZone) : undefined
  return instant === undefined ? (text ?? '') : clockTime(instant, practice.timeZone)
}

const ELSEWHERE = new Set(['Consent', 'CarePlan', 'EpisodeOfCare'])

function chartSection(facts: AuditFacts): CompositionSection {
  const rest = facts.evidence.filter(({ resourceType }) => !ELSEWHERE.has(resourceType))
  const rows = rest.map((resource) => [resource.resourceType, versionedReferenceTo(resource), wordsOf(resource)])
  return section('Conditions, coverage, visits, complexity', rest, [
    tableOf(['Kind', 'Version', 'What'], rows, 'Nothing further.'),
  ])
}

function wordsOf(resource: Resource): string {
  if (resource.resourceType === 'Condition') return nameOf(resource.code)
  if (resource.resourceType === 'Coverage') return nameOf(resource.type)
  if (resource.resourceType === 'Observation') return nameOf(resource.valueCodeableConcept)
  return resource.resourceType === 'Encounter' ? nameOf(resource.type?.[0]) : ''
}

function stateSection(facts: AuditFacts): CompositionSection {
  const { months, decision, state, practice } = facts
  const rows = months.map((month) => [
    versionedReferenceTo(month),
    clockTime(Date.parse(month.meta?.lastUpdated ?? ''), practice.timeZone),
    monthStateOf(month) ?? '',
    month.statusReason?.text ?? '',
  ])
  return section('State of the month', months, [
    paragraph(`The month is ${state ?? 'not one of an enrollment'}.`),
    tableOf(['Version', 'Since', 'State', 'Why'], rows, 'Nobody has closed it.'),
    ...reasonList('In the way', decision.blockers),
  ])
}

function chargesSection(facts: AuditFacts): CompositionSection {
  const { charges, claims, decision } = facts
  const expected = decision.charges
    .map(({ code, units, amount }) => `${code} × ${units}, ${dollars(amount)}`)
    .join('; ')
  return section(
    'Charges',
    [...charges, ...claims],
    [
      tableOf(['Charge', 'Status', 'Code', 'Units', 'Amount', 'Why'], charges.map(chargeRow), 'No charge was made.'),
      paragraph(`By the record as it is today the month earns: ${expected || 'nothing'}.`),
      ...decision.notGiven.map(({ code, message }) => paragraph(`Not billed: ${code}. ${message}`)),
    ],
  )
}

function chargeRow(charge: ChargeItem): readonly string[] {
  const { status, quantity, priceOverride, note } = charge
  const units = quantity?.value === undefined ? '' : String(quantity.value)
  const amount = dollars(centsOf(priceOverride?.value ?? 0))
  return [
    versionedReferenceTo(charge),
    status,
    codingsOf(charge.code)[0]?.code ?? '',
    units,
    amount,
    note?.[0]?.text ?? '',
  ]
}

function rulesSection({ definitions }: AuditFacts): CompositionSection {
  const rows = definitions.map(({ url, version, title, description }) => [
    `${url}|${version ?? ''}`,
    title ?? '',
    description ?? '',
  ])
  return section('Rules that the charges rest on', definitions, [tableOf(['Rule', 'Title', 'Text'], rows, 'None.')])
}

function reasonList(title: string, reasons: AuditFacts['decision']['blockers']): readonly string[] {
  return reasons.length === 0
    ? []
    : [paragraph(`${title}: ${reasons.map(({ code, message }) => `${code}: ${message}`).join(' ')}`)]
}

function ofType({ evidence }: AuditFacts, type: Resource['resourceType']): readonly Resource[] {
  return evidence.filter(({ resourceType }) => resourceType === type)
}

function section(title: string, resources: readonly Resource[], content: readonly string[]): CompositionSection {
  const entry = resources
    .map((resource) => ({ reference: versionedReferenceTo(resource) }))
    .filter(({ reference }) => literalOf(reference))
  return { title, text: narrative(content.join('')), ...(entry.length > 0 ? { entry } : {}) }
}
