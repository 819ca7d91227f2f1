import type { ChargeItem, CompositionSection, Consent, Resource } from '@medplum/fhirtypes'
import { clockTime } from '../calendar.ts'
import { CONSENT_STATEMENTS, representativesOf } from '../consent/consent-state.ts'
import { PROGRAM_NAMES } from '../enrollment/program.ts'
import { codingsOf } from '../fhir/codings.ts'
import { extensionOf, extensionsOf } from '../fhir/extensions.ts'
import { instantOf } from '../fhir/instants.ts'
import { versionedReferenceTo } from '../fhir/references.ts'
import { dollars, centsOf } from '../money.ts'
import { monthStateOf } from '../month/month-state.ts'
import { CONSENT_METHOD_CODES, CONSENT_STATEMENT_CODES } from '../terminology/generated/guide-names.ts'
import type { AuditFacts } from './audit-facts.ts'
import { section } from './audit-section.ts'
import { chartSection } from './chart-section.ts'
import { paragraph, tableOf } from '../fhir/narrative.ts'
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
  return section('Program', ofType(facts, 'EpisodeOfCare'), [
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
      nameIn(CONSENT_METHOD_CODES, extensionOf(consent, 'ccm-consent-method')?.valueCode),
      giversOf(consent),
      personText(extensionOf(consent, 'ccm-consent-recorder')?.valueReference?.reference ?? '', facts),
      CONSENT_STATEMENTS.filter((statement) => told.has(statement))
        .map((statement) => CONSENT_STATEMENT_CODES[statement])
        .join(', '),
      localTime(extensionOf(consent, 'ccm-consent-withdrawn')?.valueDateTime, facts),
    ]
  })
  const heads = ['Consent', 'Given', 'How', 'Given by', 'Taken by', 'Explained', 'Withdrawn']
  return section('Consent', consents, [tableOf(heads, rows, 'No consent is on file.')])
}

/** Whose word it was: the patient's, unless it names somebody who speaks for them. */
function giversOf(consent: Consent): string {
  const others = representativesOf(consent)
  return others.length === 0
    ? 'the patient'
    : others.map(({ display, reference }) => [display, reference].filter(Boolean).join(', ')).join('; ')
}

function planSection(facts: AuditFacts): CompositionSection {
  const plans = facts.evidence.filter((resource) => resource.resourceType === 'CarePlan')
  const text = plans.map(
    (plan) =>
      `${plan.title ?? 'Care plan'}, ${plan.status}, in force from ${localTime(plan.period?.start ?? plan.created, facts) || 'its filing'}: ${versionedReferenceTo(plan)}, this version filed ${localTime(plan.meta?.lastUpdated, facts)}.`,
  )
  return section('Care plan in force', plans, [paragraph(text.join(' ') || 'No care plan was in force.')])
}

/** A time as the practice's clocks showed it, as everywhere in the file; a day without a time stays as it is. */
function localTime(text: string | undefined, { practice }: AuditFacts): string {
  const instant = text?.includes('T') === true ? instantOf(text, practice.timeZone) : undefined
  return instant === undefined ? (text ?? '') : clockTime(instant, practice.timeZone)
}

function stateSection(facts: AuditFacts): CompositionSection {
  const { months, decision, state, practice, writes } = facts
  const rows = months.map((month) => [
    versionedReferenceTo(month),
    clockTime(Date.parse(month.meta?.lastUpdated ?? ''), practice.timeZone),
    personText(writes.find(({ versioned }) => versioned === versionedReferenceTo(month))?.by ?? '', facts),
    monthStateOf(month) ?? '',
    month.statusReason?.text ?? '',
  ])
  return section('State of the month', months, [
    paragraph(`The month is ${state ?? 'not one of an enrollment'}.`),
    tableOf(['Version', 'Since', 'By', 'State', 'Why'], rows, 'Nobody has closed it.'),
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

function nameIn(names: Readonly<Record<string, string>>, code = ''): string {
  return names[code] ?? code
}
