import type { Observation, Resource } from '@medplum/fhirtypes'
import { lastDayOfMonth, monthOfDay, type ServiceMonth } from '#domain/calendar.ts'
import type { MedicationsView } from '#domain/care-plan/view/medication-view.ts'
import { localDate } from '#domain/fhir/instants.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { hasCode, nameOf } from '#domain/fhir/codings.ts'
import type { PlanReading } from '../../../data/plan.ts'

/** Something that only the practitioner can do or decide. */
export type Need =
  | { readonly what: 'attest' | 'no-plan' | 'approve-plan' | 'never-reconciled' | 'complexity' }
  | { readonly what: 'suggestions' | 'reconcile'; readonly count: number }
  | { readonly what: 'review'; readonly day: string }

/** What is looked at. */
export interface NeedsQuestion {
  readonly enrollment: Enrollment
  readonly reading: PlanReading | null
  readonly medications: MedicationsView
  /** Of this month; absent: none was recorded. */
  readonly complexity: string | undefined
  /** Local day. */
  readonly today: string
}

/** What waits for the practitioner, the most binding first. */
export function needsOf(question: NeedsQuestion): readonly Need[] {
  const { enrollment, reading, medications, complexity } = question
  const { attestation, program } = enrollment
  const attested = attestation?.duration === true && attestation.risk
  const { length: count } = medications.discrepancies
  return [
    ...(attested ? [] : [{ what: 'attest' as const }]),
    ...(reading ? planNeeds(reading, question.today) : [{ what: 'no-plan' as const }]),
    ...(count > 0 ? [{ what: 'reconcile' as const, count }] : []),
    ...(medications.reconciliation ? [] : [{ what: 'never-reconciled' as const }]),
    ...(program === 'ccm' && complexity === undefined ? [{ what: 'complexity' as const }] : []),
  ]
}

function planNeeds({ plan, view }: PlanReading, today: string): readonly Need[] {
  const { length: count } = [...view.goals, ...view.interventions].filter(({ standing }) => standing === 'suggested')
  const day = view.reviewOn
  return [
    ...(plan.status === 'draft' ? [{ what: 'approve-plan' as const }] : []),
    ...(count > 0 ? [{ what: 'suggestions' as const, count }] : []),
    ...(day !== undefined && day <= lastDayOfMonth(monthOfDay(today)) ? [{ what: 'review' as const, day }] : []),
  ]
}

const OURS = codeSystem('ccm-observation')

/** The level of medical decision making that was recorded in a month, by name. Who may record it, the server judges. */
export function complexityIn(
  resources: readonly Resource[],
  month: ServiceMonth,
  timeZone: string,
): string | undefined {
  const levels = resources.filter(
    (one): one is Observation =>
      one.resourceType === 'Observation' &&
      hasCode(one.code, OURS, 'mdm-level') &&
      ['final', 'amended', 'corrected'].includes(one.status) &&
      localDate(one.effectiveDateTime, timeZone)?.startsWith(month) === true,
  )
  return levels.map(({ valueCodeableConcept }) => nameOf(valueCodeableConcept)).find((name) => name !== '')
}
