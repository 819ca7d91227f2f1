import type { ChargeItem, Claim, ClaimItem, CodeableConcept, Condition } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth } from '../calendar.ts'
import type { MonthDecision } from '../billing/month-decision.ts'
import { IG, structureDefinition, SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import { moneyOf } from '../money.ts'
import type { Practice } from '../practice/practice.ts'
import type { MonthSubject } from './draft-month.ts'

const CLAIM_IDENTIFIER = `${IG}/claim`
const CLAIM_TYPE = 'http://terminology.hl7.org/CodeSystem/claim-type'
const PLACE_OF_SERVICE = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set'

/** Most pointers of a claim's line (ccm-rules §9.1, SV107). */
const POINTERS = 4
/** Most diagnoses of a claim: A to L of CMS-1500. */
const DIAGNOSES = 12

/** What a month's claim is written from. */
export interface ClaimInput {
  readonly id: string
  readonly subject: MonthSubject
  readonly decision: MonthDecision
  readonly practice: Practice
  readonly conditions: readonly Condition[]
  /** In the order of the decision's charges. */
  readonly charges: readonly ChargeItem[]
  readonly reopenings: number
  /** FHIR instant of the closing. */
  readonly closedAt: string
}

/**
 * The professional claim of a month (profile `ccm-claim`) as a draft: somebody with billing rights sends it. One item a charge, on the day on
 * which the base code was reached (ccm-rules §9.1).
 */
export function draftClaim(input: ClaimInput): Claim {
  const { subject, decision, practice, closedAt } = input
  const diagnosis = diagnosesOf(input)
  const provider = { reference: decision.billingPractitioner ?? '' }
  const pointers = diagnosis.slice(0, POINTERS).map(({ sequence }) => sequence)
  return {
    resourceType: 'Claim',
    id: input.id,
    meta: { profile: [structureDefinition('ccm-claim')] },
    identifier: [
      {
        system: CLAIM_IDENTIFIER,
        value: `${subject.patient} ${subject.month} ${subject.care} ${input.reopenings + 1}`,
      },
    ],
    status: 'draft',
    type: { coding: [{ system: CLAIM_TYPE, code: 'professional', display: 'Professional' }] },
    use: 'claim',
    patient: { reference: subject.patient },
    billablePeriod: { start: firstDayOfMonth(subject.month), end: lastDayOfMonth(subject.month) },
    created: closedAt,
    provider: practice.reference ? { reference: practice.reference } : provider,
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/processpriority', code: 'normal' }] },
    careTeam: [{ sequence: 1, provider, responsible: true }],
    ...(diagnosis.length > 0 ? { diagnosis } : {}),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: literalOf(decision.evidence.coverage) ?? '' } }],
    item: input.charges.map((charge, index) => itemOf(charge, index, pointers, input)),
    total: moneyOf(decision.total),
  }
}

function itemOf(charge: ChargeItem, index: number, pointers: number[], { decision, practice }: ClaimInput): ClaimItem {
  const decided = decision.charges[index]
  const units = decided?.units ?? 1
  const amount = decided?.amount ?? 0
  return {
    extension: [{ url: structureDefinition('ccm-charge'), valueReference: { reference: referenceTo(charge) } }],
    sequence: index + 1,
    careTeamSequence: [1],
    ...(pointers.length > 0 ? { diagnosisSequence: pointers } : {}),
    productOrService: charge.code,
    ...(decided ? { servicedDate: decided.serviceDate } : {}),
    locationCodeableConcept: { coding: [{ system: PLACE_OF_SERVICE, code: practice.options.placeOfService }] },
    quantity: { value: units },
    unitPrice: moneyOf(Math.round(amount / units)),
    net: moneyOf(amount),
  }
}

function diagnosesOf({ decision, conditions }: ClaimInput): NonNullable<Claim['diagnosis']> {
  const counting = decision.evidence.conditions.map((reference) => literalOf(reference))
  return counting
    .flatMap((reference) => conditions.find((condition) => referenceTo(condition) === reference) ?? [])
    .slice(0, DIAGNOSES)
    .map((condition, index) => ({ sequence: index + 1, diagnosisCodeableConcept: billedCode(condition) }))
}

/** Payers read ICD-10-CM; a condition that has none is given as the chart has it, for the biller to code. */
function billedCode({ code }: Condition): CodeableConcept {
  const icd = codingsOf(code).filter(({ system }) => system === SYSTEM.icd10cm)
  const text = code?.text
  if (icd.length === 0) return code ?? { text: 'Condition without a code' }
  return { coding: [...icd], ...(text ? { text } : {}) }
}

/** The charges of ours that a claim bills: `ChargeItem/id`. */
export function chargesOfClaim(claim: Claim): readonly string[] {
  return (claim.item ?? []).flatMap((item) => literalOf(extensionOf(item, 'ccm-charge')?.valueReference) ?? [])
}

/** A claim of charges that stand no longer: one that was sent is cancelled, a draft was never a claim. */
export function withdrawnClaim(claim: Claim): Claim {
  return { ...claim, status: claim.status === 'draft' ? 'entered-in-error' : 'cancelled' }
}
