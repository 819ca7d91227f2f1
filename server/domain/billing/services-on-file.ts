import type { ChargeItem, Claim, ExplanationOfBenefit, Period, Reference } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth, type ServiceMonth } from '../calendar.ts'
import { IDENTIFIER, SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { daysOf } from '../fhir/instants.ts'
import { literalOf, referenceTo } from '../fhir/references.ts'
import type { Practice } from '../practice/practice.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/** A service that somebody has billed for the patient, as far as the chart knows. */
export interface ServiceOnFile {
  readonly code: string
  /** First and last local day. */
  readonly from: string
  readonly to: string
  /** By the practitioner who would bill the month, or by another; who is not known counts as another. */
  readonly by: 'same' | 'other'
  /** The resource that says so. */
  readonly source: string
}

/** What the chart is read for. */
export interface ServiceQuestion {
  readonly claims: readonly Claim[]
  readonly benefits: readonly ExplanationOfBenefit[]
  readonly chargeItems: readonly ChargeItem[]
  readonly month: ServiceMonth
  /** The person who would bill. */
  readonly biller: string | undefined
  readonly practice: Practice
  readonly staff: StaffDirectory
  /** Whether a charge of ours with this code is one that the decision replaces. */
  readonly isOwn: (code: string) => boolean
}

/**
 * The services of the month in Claims, ExplanationOfBenefits and ChargeItems. What we billed ourselves is left out: a
 * claim's item that points to our charge, and the charges that the decision is about.
 */
export function servicesOnFile(question: ServiceQuestion): readonly ServiceOnFile[] {
  return [
    ...question.claims.filter(isBilled).flatMap((claim) => servicesOfClaim(claim, question)),
    ...question.benefits.filter(isAdjudicated).flatMap((benefit) => servicesOfClaim(benefit, question)),
    ...question.chargeItems.flatMap((item) => servicesOfCharge(item, question)),
  ]
}

function isBilled({ status, use }: Claim): boolean {
  return status === 'active' && use === 'claim'
}

function isAdjudicated({ status, use, outcome }: ExplanationOfBenefit): boolean {
  return status === 'active' && use === 'claim' && outcome !== 'error'
}

/** Members of a care team who did not furnish the service. */
const BYSTANDERS = new Set(['referring', 'supervisor', 'assist'])

function servicesOfClaim(claim: Claim | ExplanationOfBenefit, question: ServiceQuestion): readonly ServiceOnFile[] {
  return (claim.item ?? []).flatMap((item) => {
    if (extensionOf(item, 'ccm-charge') !== undefined) return []
    const day = item.servicedDate ?? claim.created
    const period = item.servicedPeriod ?? (item.servicedDate === undefined ? claim.billablePeriod : undefined)
    const days = daysIn(period ?? { start: day, end: day }, question)
    if (days === undefined) return []
    const team = (claim.careTeam ?? [])
      .filter(({ sequence }) => item.careTeamSequence?.includes(sequence) ?? true)
      .filter(({ role }) => !codingsOf(role).some(({ code }) => BYSTANDERS.has(code ?? '')))
    const by = whose([...team.map(({ provider }) => provider), claim.provider], question)
    return codesOf(item.productOrService).map((code) => ({ code, ...days, by, source: referenceTo(claim) }))
  })
}

/** A charge that stands. */
const STANDING = new Set<ChargeItem['status']>(['billable', 'billed', 'unknown'])

function servicesOfCharge(item: ChargeItem, question: ServiceQuestion): readonly ServiceOnFile[] {
  const days = daysIn(
    item.occurrencePeriod ?? { start: item.occurrenceDateTime, end: item.occurrenceDateTime },
    question,
  )
  if (!STANDING.has(item.status) || days === undefined) return []
  const ours = item.identifier?.some(({ system }) => system === IDENTIFIER.charge) === true
  const by = whose([...(item.performer ?? []).map(({ actor }) => actor), item.performingOrganization], question)
  return codesOf(item.code)
    .filter((code) => !(ours && question.isOwn(code)))
    .map((code) => ({ code, ...days, by, source: referenceTo(item) }))
}

function codesOf(concept: ChargeItem['code'] | undefined): readonly string[] {
  const codings = codingsOf(concept).filter(({ system }) => system === SYSTEM.cpt || system === SYSTEM.hcpcs)
  return codings.flatMap(({ code }) => code ?? [])
}

/** First and last day; undefined outside the month. An open end is the start's day. */
function daysIn(period: Period | { start: string | undefined; end: string | undefined }, question: ServiceQuestion) {
  const { timeZone } = question.practice
  const from = daysOf(period.start ?? period.end, timeZone)?.first
  const to = daysOf(period.end ?? period.start, timeZone)?.last
  if (from === undefined || to === undefined) return undefined
  return from <= lastDayOfMonth(question.month) && firstDayOfMonth(question.month) <= to ? { from, to } : undefined
}

/** By people where some are named; else by whether the organization is this practice. */
function whose(performers: readonly (Reference | undefined)[], question: ServiceQuestion): 'same' | 'other' {
  const people = performers.filter((reference) => isPerson(reference))
  const named = people.length > 0 ? people : performers
  return named.some((reference) => isSame(reference, question)) ? 'same' : 'other'
}

function isPerson(reference: Reference | undefined): boolean {
  const type = literalOf(reference)?.split('/')[0] ?? reference?.type
  return type === 'Practitioner' || type === 'PractitionerRole'
}

function isSame(reference: Reference | undefined, { biller, practice, staff }: ServiceQuestion): boolean {
  if (reference === undefined || biller === undefined) return false
  const npi = reference.identifier?.system === SYSTEM.npi ? reference.identifier.value : undefined
  if (npi !== undefined && (npi === staff.memberOf(biller)?.npi || npi === practice.npi)) return true
  return staff.personOf(reference.reference) === biller || isPractice(reference, practice)
}

function isPractice(reference: Reference, practice: Practice): boolean {
  return practice.reference !== undefined && literalOf(reference) === practice.reference
}
