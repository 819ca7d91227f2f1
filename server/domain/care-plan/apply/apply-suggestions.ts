import type { CarePlan, Condition, Goal, PlanDefinition, Reference, Resource } from '@medplum/fhirtypes'
import { codingsOf } from '../../fhir/codings.ts'
import { literalOf } from '../../fhir/references.ts'
import { standingOf } from '../standing.ts'
import { codesOfDefinition, draftActivity, originOf, type Activity } from './draft-activity.ts'
import type { DraftContext } from './draft-context.ts'
import { draftGoal } from './draft-goal.ts'
import { goalKey, isSameMeasure } from './suggest-goals.ts'
import type { ActivitySuggestion, GoalSuggestion, Suggestions } from './suggestion.ts'
import { canonicalOf, withoutVersion } from './template.ts'

/** Where each suggestion of a plan lies: ids that follow from the plan and the suggestion, the same each time. */
export interface SuggestionIds {
  goal(suggestion: GoalSuggestion): string
  activity(suggestion: ActivitySuggestion): string
}

/** What is on file where a suggestion lies. */
interface OnFile {
  /** Absent where it was deleted. */
  readonly resource?: Resource
  /** Nobody has written it since the server suggested it. */
  readonly asSuggested: boolean
}

/** The plan to which suggestions are added, and what it holds. */
export interface PlanOnFile {
  readonly plan: CarePlan
  /** Goals and activities that the plan refers to. */
  readonly items: readonly Resource[]
  /** Looks up a suggestion by `Type/id`; undefined where it was never made. */
  readonly find: (reference: string) => OnFile | undefined
}

/** The plan with its suggestions, to be written. */
export interface AppliedPlan {
  readonly plan: CarePlan
  /** Goals and activities that are new, or that nobody has touched and that come out otherwise now. */
  readonly items: readonly (Goal | Activity)[]
}

/**
 * Adds suggestions to a plan. What is on file is left alone once somebody has edited, accepted, rejected or removed it, or
 * has put something of the same kind into the plan by hand; a suggestion that nobody has touched follows the templates and
 * the patient's newest values.
 * @param templates those whose suggestions these are: the plan names them
 * @param addresses Conditions that the templates are for
 */
export function applySuggestions(
  suggestions: Suggestions,
  onFile: PlanOnFile,
  ids: SuggestionIds,
  input: {
    readonly context: Omit<DraftContext, 'goal'>
    readonly templates: readonly PlanDefinition[]
    readonly addresses: readonly Reference<Condition>[]
  },
): AppliedPlan {
  const goals = suggestions.goals.map((suggestion) => placeGoal(suggestion, onFile, ids.goal(suggestion)))
  const byKey = new Map(goals.map(({ key, reference }) => [key, reference]))
  const context: DraftContext = { ...input.context, goal: (key) => byKey.get(key) }
  const activities = suggestions.activities.map((suggestion) =>
    placeActivity(suggestion, onFile, ids.activity(suggestion)),
  )
  return {
    plan: {
      ...onFile.plan,
      ...listed('instantiatesCanonical', canonicals(onFile.plan, input.templates)),
      ...listed('addresses', united(onFile.plan.addresses ?? [], input.addresses)),
      ...listed('goal', united(onFile.plan.goal ?? [], referencesTo(goals))),
      ...listed('activity', activitiesOf(onFile.plan, referencesTo(activities))),
    },
    items: [
      ...goals.flatMap(({ suggestion, id, draft, before }) =>
        draft ? [draftGoal(suggestion, id, context, before)] : [],
      ),
      ...activities.flatMap(({ suggestion, id, draft, before }) =>
        draft ? [draftActivity(suggestion, id, context, before)] : [],
      ),
    ],
  }
}

/** A suggestion and where it goes. */
interface Placed<S, R> {
  readonly suggestion: S
  readonly key: string
  readonly id: string
  /** What stands in the plan for it; absent where somebody took it out. */
  readonly reference: string | undefined
  /** It is written: it is new, or nobody has touched it. */
  readonly draft: boolean
  readonly before?: R
}

function placeGoal(suggestion: GoalSuggestion, onFile: PlanOnFile, id: string): Placed<GoalSuggestion, Goal> {
  const twin = onFile.items.find((item) => item.resourceType === 'Goal' && isTwinGoal(item, suggestion))
  return place(suggestion, onFile, { reference: `Goal/${id}`, id, twin })
}

function placeActivity(
  suggestion: ActivitySuggestion,
  onFile: PlanOnFile,
  id: string,
): Placed<ActivitySuggestion, Activity> {
  const twin = onFile.items.find((item) => isTwinActivity(item, suggestion))
  return place(suggestion, onFile, { reference: `${suggestion.definition.kind ?? 'Task'}/${id}`, id, twin })
}

function place<S extends { readonly key: string }, R extends Resource>(
  suggestion: S,
  { plan, find }: PlanOnFile,
  { reference, id, twin }: { readonly reference: string; readonly id: string; readonly twin: Resource | undefined },
): Placed<S, R> {
  const known = find(reference)
  const named = { suggestion, key: suggestion.key, id }
  if (!known) {
    if (twin) return { ...named, reference: `${twin.resourceType}/${twin.id ?? ''}`, draft: false }
    return { ...named, reference, draft: true }
  }
  const inPlan = referencesIn(plan).has(reference)
  if (!known.resource || !inPlan) return { ...named, reference: undefined, draft: false }
  const untouched = known.asSuggested && standingOf(known.resource) === 'suggested'
  return { ...named, reference, draft: untouched, ...(untouched && { before: known.resource as R }) }
}

function referencesIn(plan: CarePlan): ReadonlySet<string | undefined> {
  return new Set([...(plan.goal ?? []), ...(plan.activity ?? []).map(({ reference }) => reference)].map(literalOf))
}

/** Whether a goal that is in the plan already is the same one: of the same kind, or about the same measure. */
function isTwinGoal(goal: Goal, { key, targets }: GoalSuggestion): boolean {
  if (standingOf(goal) === 'mistake') return false
  const measures = (goal.target ?? []).flatMap(({ measure }) => measure ?? [])
  if (goalKey(goal.description, measures) === key) return true
  const own = codingsOf(goal.description).some(({ system }) => system?.endsWith('/ccm-goal-kind'))
  return !own && targets.some((target) => measures.some((measure) => isSameMeasure(target, { measure })))
}

/** Whether an activity that is in the plan already is the same one: made from the same definition, or with its code. */
function isTwinActivity(item: Resource, { key, definition }: ActivitySuggestion): boolean {
  if (standingOf(item) === 'mistake') return false
  if (
    item.resourceType !== 'Task' &&
    item.resourceType !== 'ServiceRequest' &&
    item.resourceType !== 'CommunicationRequest'
  )
    return false
  if (originOf(item).includes(key)) return true
  if (item.resourceType === 'CommunicationRequest') return false
  const codes = codesOfDefinition(definition)
  return codingsOf(item.code).some(({ system, code }) => codes.includes(`${system ?? ''}|${code ?? ''}`))
}

/** The plan's templates, each in its newest version. */
function canonicals(plan: CarePlan, templates: readonly PlanDefinition[]): readonly string[] {
  const applied = new Map(templates.map((template) => [template.url ?? '', canonicalOf(template)]))
  const kept = (plan.instantiatesCanonical ?? []).map(
    (canonical) => applied.get(withoutVersion(canonical)) ?? canonical,
  )
  return [...new Set([...kept, ...applied.values()])]
}

function referencesTo<R extends Resource>(placed: readonly Placed<unknown, R>[]): readonly Reference<R>[] {
  return placed.flatMap(({ reference }) => (reference === undefined ? [] : [{ reference }]))
}

/** References of both lists, each once. */
function united<R extends Resource>(
  known: readonly Reference<R>[],
  added: readonly Reference<R>[],
): readonly Reference<R>[] {
  const references = new Set(known.map(literalOf))
  return [...known, ...added.filter((reference) => !references.has(literalOf(reference)))]
}

function activitiesOf(plan: CarePlan, added: readonly Reference<Activity>[]): NonNullable<CarePlan['activity']> {
  const known = plan.activity ?? []
  const references = new Set(known.map(({ reference }) => literalOf(reference)))
  return [...known, ...added.filter((one) => !references.has(literalOf(one))).map((reference) => ({ reference }))]
}

/** A list that is not empty, under its name: FHIR knows no empty lists. */
function listed<K extends string, V>(name: K, values: readonly V[]): Partial<Record<K, V[]>> {
  return values.length > 0 ? ({ [name]: [...values] } as Record<K, V[]>) : {}
}
