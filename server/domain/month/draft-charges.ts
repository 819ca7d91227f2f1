import type { ChargeItem, Reference } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth } from '../calendar.ts'
import type { Charge, MonthDecision } from '../billing/month-decision.ts'
import { IDENTIFIER, structureDefinition } from '../fhir/canonicals.ts'
import { literalOf } from '../fhir/references.ts'
import { moneyOf } from '../money.ts'
import type { Practice } from '../practice/practice.ts'
import type { MonthSubject } from './draft-month.ts'

/** What the charges of a month are written from. */
export interface ChargeInput {
  readonly subject: MonthSubject
  readonly decision: MonthDecision
  readonly practice: Practice
  /** The id of the charge of a code: the same each time for the same closing. */
  readonly chargeId: (code: string) => string
  /** How often the month had been reopened before: a charge that was taken back is not used again. */
  readonly reopenings: number
  /** FHIR instant of the closing. */
  readonly closedAt: string
}

/** The charges of a month, in the order of the decision, each naming everything that it rests on by its version. */
export function draftCharges(input: ChargeInput): readonly ChargeItem[] {
  const [base] = input.decision.charges
  return input.decision.charges.map((charge) => draftCharge(charge, base, input))
}

function draftCharge(charge: Charge, base: Charge | undefined, input: ChargeInput): ChargeItem {
  const { subject, decision, practice, reopenings, closedAt } = input
  const { month } = subject
  const enrollment = literalOf(decision.evidence.enrollment)
  const addOn = base !== undefined && base.code !== charge.code
  return {
    resourceType: 'ChargeItem',
    id: input.chargeId(charge.code),
    meta: { profile: [structureDefinition('ccm-charge-item')] },
    identifier: [{ system: IDENTIFIER.charge, value: `${subject.patient} ${month} ${charge.code} ${reopenings + 1}` }],
    definitionCanonical: [charge.definition],
    status: 'billable',
    ...(addOn ? { partOf: [{ reference: `ChargeItem/${input.chargeId(base.code)}` }] } : {}),
    code: { coding: [{ system: charge.system, code: charge.code }], text: charge.title },
    subject: { reference: subject.patient },
    ...(enrollment ? { context: { reference: enrollment } } : {}),
    occurrencePeriod: { start: firstDayOfMonth(month), end: lastDayOfMonth(month) },
    performer: [{ actor: { reference: decision.billingPractitioner ?? '' } }],
    ...(practice.reference ? { performingOrganization: { reference: practice.reference } } : {}),
    quantity: { value: charge.units },
    priceOverride: moneyOf(charge.amount),
    overrideReason: charge.priceAssumed
      ? 'No amount of the year is on file: the last known national amount stands in.'
      : 'National amount outside facilities.',
    enteredDate: closedAt,
    supportingInformation: evidenceOf(charge, decision),
    note: [{ text: charge.reason }],
  }
}

/** What a charge rests on: the time, then everything else, each once. */
function evidenceOf(charge: Charge, { evidence }: MonthDecision): Reference[] {
  const all = [
    ...charge.tasks,
    evidence.enrollment,
    evidence.consent,
    evidence.carePlan,
    charge.family === 'ccm-complex' ? evidence.complexity : undefined,
    evidence.coverage,
    evidence.initiatingVisit,
    ...evidence.conditions,
  ].filter((reference) => reference !== undefined && literalOf(reference) !== undefined)
  return [...new Set(all)].map((reference) => ({ reference: reference ?? '' }))
}

/** A charge that stands no longer: the month was reopened. */
export function withdrawnCharge(charge: ChargeItem): ChargeItem {
  return { ...charge, status: 'entered-in-error' }
}

/** Whether a ChargeItem is one of ours: only closing and reopening write these. */
export function isOwnCharge(item: ChargeItem): boolean {
  return item.identifier?.some(({ system }) => system === IDENTIFIER.charge) === true
}
