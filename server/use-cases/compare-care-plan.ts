import type { CarePlan, List, Reference, Resource } from '@medplum/fhirtypes'
import { addDays, startOfDay } from '#domain/calendar.ts'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import type { Language } from '#domain/care-plan/local-text.ts'
import { planDifference, type PlanChange } from '#domain/care-plan/revision/plan-difference.ts'
import type { ComparedState } from '#domain/care-plan/revision/revision-parameters.ts'
import { carePlanView, type CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readPractice } from './read-practice.ts'
import { readReferences, readVersions } from './read-versions.ts'

/** A moment of a plan's history: one of its versions, or what stood at the end of a local day (`2026-03-05`). */
export type PlanMoment = { readonly version: string } | { readonly day: string }

/** Two states of a plan, and what became otherwise between them. */
interface ComparedPlan {
  readonly from: ComparedState
  readonly to: ComparedState
  readonly changes: readonly PlanChange[]
}

export type Comparison =
  | ({ readonly kind: 'compared' } & ComparedPlan)
  | { readonly kind: 'no-plan' }
  /** The plan has no such version, or was not on file by then. */
  | { readonly kind: 'no-version'; readonly side: 'from' | 'to' }

/**
 * Compares two states of a care plan with the goals, activities and teams that it names, each as it was then.
 * @param asked `to` absent: as it is now
 */
export async function compareCarePlan(
  reader: FhirReader,
  id: string,
  asked: { readonly from: PlanMoment; readonly to?: PlanMoment; readonly language?: Language },
): Promise<Comparison> {
  const versions = await readVersions<CarePlan>(reader, [`CarePlan/${id}`])
  if (versions.length === 0) return { kind: 'no-plan' }
  const { practice } = await readPractice(reader)
  const { timeZone } = practice
  const from = stateAt(versions, asked.from, timeZone)
  if (!from) return { kind: 'no-version', side: 'from' }
  const to = asked.to ? stateAt(versions, asked.to, timeZone) : stateNow(versions)
  if (!to) return { kind: 'no-version', side: 'to' }
  const held = await readVersions<Resource>(reader, [...new Set([from, to].flatMap(({ plan }) => heldBy(plan)))])
  const items = [...held, ...(await readVersions<Resource>(reader, listedIn(held)))]
  const people = await readPeople(reader, items)
  const view = (state: State) => viewAt(state, { items, people }, timeZone)
  return {
    kind: 'compared',
    from: shown(from),
    to: shown(to),
    changes: planDifference(view(from), view(to), asked.language),
  }
}

/**
 * A version of a plan, and until when what it names is looked at: milliseconds since 1970. What a transaction writes bears
 * one time, and what the server writes with a plan is older than the plan: so it is seen with the version it came with.
 */
interface State {
  readonly plan: CarePlan
  readonly until: number
}

function stateAt(versions: readonly CarePlan[], moment: PlanMoment, timeZone: string): State | undefined {
  if ('day' in moment) {
    const until = startOfDay(addDays(moment.day, 1), timeZone) - 1
    const plan = versions.findLast((version) => filedAt(version) <= until)
    return plan && { plan, until }
  }
  const plan = versions.find(({ meta }) => meta?.versionId === moment.version)
  return plan && { plan, until: filedAt(plan) }
}

function stateNow(versions: readonly CarePlan[]): State | undefined {
  const plan = versions.at(-1)
  return plan && { plan, until: Infinity }
}

function filedAt({ meta }: Resource): number {
  return Date.parse(meta?.lastUpdated ?? '') || 0
}

function shown({ plan }: State): ComparedState {
  return { version: plan.meta?.versionId ?? '', at: plan.meta?.lastUpdated ?? '' }
}

/** What the plan is made of: `Type/id`. */
function heldBy(plan: CarePlan): readonly string[] {
  const references: readonly Reference[] = [
    ...(plan.goal ?? []),
    ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? []),
    ...(plan.addresses ?? []),
    ...(plan.careTeam ?? []),
    ...(plan.supportingInfo ?? []),
  ]
  return references.flatMap((reference) => literalOf(reference) ?? [])
}

/** What lists that a plan names hold, as the medicines that were gone through: `Type/id`. */
function listedIn(held: readonly Resource[]): readonly string[] {
  const lists = held.filter((resource): resource is List => resource.resourceType === 'List')
  const listed = lists.flatMap(({ entry = [] }) => entry.flatMap(({ item }) => literalOf(item) ?? []))
  const known = new Set(held.map(referenceTo))
  return [...new Set(listed)].filter((reference) => !known.has(reference))
}

/** The plan with what it is made of as it was then. People and places have one version: what they are called today. */
function viewAt(
  { plan, until }: State,
  { items, people }: { readonly items: readonly Resource[]; readonly people: readonly Resource[] },
  timeZone: string,
): CarePlanView {
  // Versions come oldest first: the last one that was on file by then holds.
  const then = new Map(items.filter((item) => filedAt(item) <= until).map((item) => [referenceTo(item), item]))
  return carePlanView(plan, careRecordOf([...people, ...then.values()]), timeZone)
}

const NAMED = /^(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Medication)\//

/** Who, and which medicine, is named in what the plan is made of, so that changes can be told with names. */
async function readPeople(reader: FhirReader, items: readonly Resource[]): Promise<readonly Resource[]> {
  const named = (resources: readonly Resource[]) =>
    [...JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g)]
      .flatMap(([, reference]) => literalOf(reference) ?? [])
      .filter((reference) => NAMED.test(reference))
  const first = await readReferences(reader, [...new Set(named(items))])
  const second = await readReferences(reader, [...new Set(named(first))])
  return [...first, ...second]
}
