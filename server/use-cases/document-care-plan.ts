import type { Bundle, CarePlan, Resource } from '@medplum/fhirtypes'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import { carePlanDocument } from '#domain/care-plan/document/care-plan-document.ts'
import { carePlanView, type CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readPlanWithChart } from './read-plan-with-chart.ts'
import { parseStored } from './stored.ts'

/** A document, and the practice's time zone, in which people read it. */
export interface PlanDocument {
  readonly document: Bundle
  readonly timeZone: string
}

/** Resources that a document holds at most: one that leaves out what its plan leads to would not be the plan. */
export const DOCUMENT_LIMIT = 2000

/**
 * A care plan with everything it leads to as a document (`$ccm-document`): what it names, what that names, and so on, and
 * the patient's medicines and allergies. Other patients are not followed, nor other plans. Undefined where there is no such
 * plan; `too-large` where it leads to more than `DOCUMENT_LIMIT` resources.
 */
export async function documentCarePlan(
  { clock, ids }: Pick<ProgrammeDeps, 'clock' | 'ids'>,
  reader: FhirReader,
  { carePlan, base }: { readonly carePlan: string; readonly base: string },
): Promise<PlanDocument | 'too-large' | undefined> {
  const read = await readPlanWithChart(reader, carePlan)
  if (!read) return undefined
  const { plan, patient, chart, practice } = read
  const seen = carePlanView(plan, careRecordOf(chart), practice.timeZone)
  const start = [referenceTo(patient), ...(practice.reference ? [practice.reference] : []), ...listed(seen)]
  const resources = await follow(reader, plan, start)
  if (!resources) return 'too-large'
  const view = carePlanView(plan, careRecordOf([...chart, ...resources]), practice.timeZone)
  const document = carePlanDocument(
    { plan, view, practice, resources },
    { id: ids.next(), compositionId: ids.next(), base, now: new Date(clock.now()).toISOString() },
  )
  return { document, timeZone: practice.timeZone }
}

/** Medicines and allergies belong to the plan, though it need not name them. */
function listed({ medications }: CarePlanView): readonly string[] {
  return [...medications.medications, ...medications.allergies].map(({ reference }) => reference)
}

/** Everything that the plan and `start` lead to, in the order in which it is met; undefined where it is too much. */
async function follow(
  reader: FhirReader,
  plan: CarePlan,
  start: readonly string[],
): Promise<readonly Resource[] | undefined> {
  const own = plan.subject.reference
  const found = new Map<string, Resource>()
  const met = new Set([referenceTo(plan)])
  let waiting = [...new Set([...start, ...referencesIn(plan)])]
  while (waiting.length > 0) {
    const asked = waiting.filter((reference) => !met.has(reference) && isFollowed(reference, own))
    for (const reference of asked) met.add(reference)
    const read = (await reader.readMany(asked)).map(parseStored)
    for (const resource of read) found.set(referenceTo(resource), resource)
    if (found.size > DOCUMENT_LIMIT) return undefined
    waiting = [...new Set(read.flatMap(referencesIn))]
  }
  return [...found.values()].sort((a, b) => Number(referenceTo(b) === own) - Number(referenceTo(a) === own))
}

/** Other patients' records and other plans are documents of their own; an enrollment is the practice's own business. */
function isFollowed(reference: string, patient: string | undefined): boolean {
  const type = reference.split('/')[0] ?? ''
  return reference === patient || !['Patient', 'CarePlan', 'EpisodeOfCare', 'Consent'].includes(type)
}

/** `Type/id` of every literal reference in a resource or an element. */
function referencesIn(element: unknown): readonly string[] {
  if (typeof element !== 'object' || element === null) return []
  const { reference } = element as { readonly reference?: unknown }
  const own = typeof reference === 'string' ? (literalOf(reference) ?? []) : []
  return [own, ...Object.values(element).map(referencesIn)].flat()
}
