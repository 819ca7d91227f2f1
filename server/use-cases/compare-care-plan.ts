import type { CarePlan, Reference, Resource } from '@medplum/fhirtypes'
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
  const items = await readVersions<Resource>(reader, [...new Set([from, to].flatMap(({ plan }) => heldBy(plan)))])
  const people = await readPeople(reader, items)
  const view = (state: State) => viewAt(state, [...people, ...items], timeZone)
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

function viewAt({ plan, until }: State, resources: readonly Resource[], timeZone: string): CarePlanView {
  const held = new Set(heldBy(plan))
  const then = new Map<string, Resource>()
  for (const resource of resources) {
    const reference = referenceTo(resource)
    // Versions come oldest first. People and places have one: what they are called today.
    if (!held.has(reference) || filedAt(resource) <= until) then.set(reference, resource)
  }
  return carePlanView(plan, careRecordOf([...then.values()]), timeZone)
}

const NAMED = /^(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson)\//

/** Who is named in what the plan is made of, so that changes can be told with names. */
async function readPeople(reader: FhirReader, items: readonly Resource[]): Promise<readonly Resource[]> {
  const named = (resources: readonly Resource[]) =>
    [...JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g)]
      .flatMap(([, reference]) => literalOf(reference) ?? [])
      .filter((reference) => NAMED.test(reference))
  const first = await readReferences(reader, [...new Set(named(items))])
  const second = await readReferences(reader, [...new Set(named(first))])
  return [...first, ...second]
}
