import { GOAL_KINDS } from '../../terminology/generated/care-plan-codes.ts'
import { chartVariables, type Chart, type Evaluate } from './chart-variables.ts'
import { isApplicable, mergeActivities, suggestActivity } from './suggest-activities.ts'
import { mergeGoals, suggestGoal } from './suggest-goals.ts'
import type { ActivitySuggestion, GoalSuggestion, Suggestions } from './suggestion.ts'
import { reasonsFor, type TemplateContext } from './template-context.ts'
import { canonicalOf, leafActions, templateFaults, titleOf, type Template } from './template.ts'

/** What templates propose for a patient, or why they cannot be applied. */
export type SuggestionsOrFaults =
  ({ readonly kind: 'suggested' } & Suggestions) | { readonly kind: 'unusable'; readonly faults: readonly string[] }

/**
 * Works out what templates propose for a patient. Several templates become one list: goals of one kind are one goal with
 * the stricter target, actions with one definition are one activity as often as the template that wants it most often,
 * each with all its reasons. A goal all of whose activities are for others is not proposed, nor is one that another goal
 * stands instead of, as keeping weight does instead of losing it.
 */
export function suggest(templates: readonly Template[], chart: Chart, evaluate: Evaluate): SuggestionsOrFaults {
  const faults = templates.flatMap(templateFaults)
  const variables = chartVariables(chart)
  const each = templates.map((template) => {
    const ask: TemplateContext['ask'] = (expression, given) => {
      const found = evaluate(expression, given)
      if (!found) faults.push(`${canonicalOf(template.plan)}: ${expression} cannot be evaluated.`)
      return found ?? []
    }
    const title = titleOf(template.plan).text
    return suggestOne(template, { title, chart, variables, reasons: reasonsFor(template.plan, chart), ask })
  })
  if (faults.length > 0) return { kind: 'unusable', faults: [...new Set(faults)] }
  const goals = united(
    each.flatMap((suggestions) => suggestions.goals),
    mergeGoals,
  )
  const activities = united(
    each.flatMap((suggestions) => suggestions.activities),
    mergeActivities,
  )
  return { kind: 'suggested', ...withoutContradictions({ goals, activities }) }
}

function suggestOne({ plan, activities }: Template, context: TemplateContext): Suggestions {
  const actions = leafActions(plan)
  const applicable = actions.filter((action) => isApplicable(action, context))
  const served = (id: string | undefined, among: typeof actions) =>
    among.some(({ action }) => id !== undefined && action.goalId?.includes(id))
  const goals = (plan.goal ?? []).filter(({ id }) => served(id, applicable) || !served(id, actions))
  const suggested = goals.map((goal) => ({ id: goal.id, suggestion: suggestGoal(goal, context) }))
  return {
    goals: suggested.map(({ suggestion }) => suggestion),
    activities: applicable.flatMap(({ action }) => {
      const definition = activities.get(action.definitionCanonical ?? '')
      const keys = suggested.filter(({ id }) => id !== undefined && action.goalId?.includes(id))
      return definition
        ? [
            suggestActivity(
              action,
              definition,
              context,
              keys.map(({ suggestion }) => suggestion.key),
            ),
          ]
        : []
    }),
  }
}

/** Suggestions with one key become one, in the order in which they were first made. */
function united<T extends { readonly key: string }>(
  all: readonly T[],
  merge: (first: T, second: T) => T,
): readonly T[] {
  const byKey = new Map<string, T>()
  for (const one of all) {
    const known = byKey.get(one.key)
    byKey.set(one.key, known ? merge(known, one) : one)
  }
  return [...byKey.values()]
}

/** Leaves out goals that another stands instead of, with the activities that serve nothing else. */
function withoutContradictions({ goals, activities }: Suggestions): Suggestions {
  const replaced = new Map<string, GoalSuggestion>()
  for (const { key } of goals)
    for (const other of goals.filter((one) => GOAL_KINDS[key]?.insteadOf.includes(one.key)))
      replaced.set(other.key, other)
  if (replaced.size === 0) return { goals, activities }
  const left = (activity: ActivitySuggestion) => activity.goals.filter((key) => !replaced.has(key))
  return {
    goals: goals.filter(({ key }) => !replaced.has(key)).map((goal) => withDecision(goal, replaced)),
    activities: activities
      .filter((activity) => activity.goals.length === 0 || left(activity).length > 0)
      .map((activity) => ({ ...activity, goals: left(activity) })),
  }
}

function withDecision(goal: GoalSuggestion, replaced: ReadonlyMap<string, GoalSuggestion>): GoalSuggestion {
  const notes = (GOAL_KINDS[goal.key]?.insteadOf ?? []).flatMap((key) => {
    const other = replaced.get(key)
    const reasons = other?.reasons.map(({ name }) => name).join(', ')
    return other
      ? [
          `“${other.goal.description.text ?? key}” (${reasons ?? ''}) contradicts this goal and is not proposed. Decide with the patient.`,
        ]
      : []
  })
  return notes.length > 0 ? { ...goal, notes: [...goal.notes, ...notes] } : goal
}
