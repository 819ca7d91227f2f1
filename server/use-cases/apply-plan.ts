import type { CarePlan, Resource } from '@medplum/fhirtypes'
import { suggest } from '#domain/care-plan/apply/suggest.ts'
import { choosePlan, type PlanChoice } from '#domain/care-plan/choose-plan.ts'
import { newCarePlan } from '#domain/care-plan/new-care-plan.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { FhirRepository, FhirTransaction, StoredResource } from '#ports/fhir-store.ts'
import {
  authorOf,
  chartOf,
  patientReference,
  templatesFor,
  type ApplyDeps,
  type ApplyRequest,
  type Applying,
} from './applying/applying.ts'
import { placeSuggestions } from './applying/place-suggestions.ts'
import { withNarrative, writeItems, writePlan } from './applying/write-applied.ts'
import { readCareChart } from './read-care-record.ts'
import { ofType, patientIn } from './read-patient.ts'
import { readPractice } from './read-practice.ts'
import { refuseIfAny } from './refuse.ts'
import { parseStored } from './stored.ts'

/** What became of it. */
export type Applied =
  | { readonly kind: 'applied'; readonly plan: StoredResource }
  | { readonly kind: 'no-patient' }
  | { readonly kind: 'unknown-template'; readonly name: string }
  /** A template asks for what is not done here: in words for its author. */
  | { readonly kind: 'unusable'; readonly faults: readonly string[] }
  | Extract<PlanChoice, { kind: 'several' | 'not-open' }>

/**
 * Applies care-plan templates to a patient (`PlanDefinition/$apply`): reads the chart, asks the rules, and writes goals,
 * activities, the plan that refers to them, and who did it from what, in one transaction. A plan's earlier templates are
 * worked out again with the new ones, so that all of them together give one plan. Where nothing would change, nothing is
 * written.
 * @throws Refusal for references to what is not on file
 */
export async function applyPlan(deps: ApplyDeps, repository: FhirRepository, request: ApplyRequest): Promise<Applied> {
  return repository.transaction(async (tx) => {
    await tx.lock([`care-plan:${request.patient}`])
    const chart = await readCareChart(tx, request.patient, ['Provenance'])
    const patient = patientIn(chart, request.patient)
    if (!patient) return { kind: 'no-patient' }
    await requireKnown(tx, request)
    const { practice } = await readPractice(tx)
    const now = deps.clock.now()
    const applying = { deps, tx, request, patient, chart, now, timeZone: practice.timeZone }
    const choice = choosePlan(ofType<CarePlan>(chart, 'CarePlan'), request.carePlan)
    if (choice.kind === 'several' || choice.kind === 'not-open') return choice
    const plan = choice.kind === 'plan' ? await lockedPlan(tx, choice.plan) : emptyPlan(applying)
    return applyTo(applying, plan, choice.kind === 'none')
  })
}

async function applyTo(applying: Applying, plan: CarePlan, isNew: boolean): Promise<Applied> {
  const { deps, tx, chart } = applying
  const facts = chartOf(applying)
  const templates = await templatesFor(applying, plan, facts)
  if (typeof templates === 'string') return { kind: 'unknown-template', name: templates }
  const suggested = suggest(templates, facts, deps.evaluate())
  if (suggested.kind === 'unusable') return suggested
  const applied = await placeSuggestions(applying, { plan, suggested, templates, facts })
  const written = await writeItems(applying, applied)
  const changed = written.filter(({ unchanged }) => !unchanged)
  const same = JSON.stringify(applied.plan) === JSON.stringify(plan)
  if (!isNew && same && changed.length === 0) {
    const stored = await tx.read('CarePlan', plan.id ?? '')
    if (stored) return { kind: 'applied', plan: stored }
  }
  const next = await withNarrative(applying, applied.plan, [...chart, ...written.map(parseStored)])
  const stored = await writePlan(applying, next, { changed, templates })
  return { kind: 'applied', plan: stored }
}

async function lockedPlan(tx: FhirTransaction, plan: CarePlan): Promise<CarePlan> {
  const [stored] = await tx.readForUpdate([referenceTo(plan)])
  return stored && !stored.deleted ? (parseStored(stored) as CarePlan) : plan
}

function emptyPlan({ deps, request, patient, chart, now }: Applying): CarePlan {
  return newCarePlan({
    id: deps.ids.next(),
    patient: patientReference(patient),
    now: new Date(now).toISOString(),
    author: authorOf(request),
    encounter: request.encounter,
    teams: ofType(chart, 'CareTeam'),
    episodes: ofType(chart, 'EpisodeOfCare'),
  })
}

/** @throws Refusal naming each parameter that leads nowhere */
async function requireKnown(
  tx: FhirTransaction,
  { patient, practitioner, organization, encounter }: ApplyRequest,
): Promise<void> {
  const named = Object.entries({ practitioner, organization, encounter }).flatMap(([name, reference]) =>
    reference === undefined ? [] : [{ name, reference }],
  )
  const found = await tx.readMany(named.map(({ reference }) => reference))
  const isOther = (resource: Resource) =>
    resource.resourceType === 'Encounter' && literalOf(resource.subject) !== `Patient/${patient}`
  const known = new Set(
    found
      .map(parseStored)
      .filter((resource) => !isOther(resource))
      .map(referenceTo),
  )
  refuseIfAny(
    named.filter(({ reference }) => !known.has(reference)).map(({ name, reference }) => notOnFile(name, reference)),
  )
}

/** Why nothing is applied for a parameter that leads nowhere, or to another patient's visit. */
export function notOnFile(name: string, reference: string): RuleRefusal {
  return {
    status: 422,
    rule: 'unknown-reference',
    message: `${reference} is not on file.`,
    expression: name,
  }
}
