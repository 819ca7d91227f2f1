import type { ActivityDefinition, PlanDefinitionAction } from '@medplum/fhirtypes'
import { timingWords } from '../words/timing-words.ts'
import { timesAYear } from './due.ts'
import { unitedReasons, type ActivitySuggestion } from './suggestion.ts'
import type { TemplateContext } from './template-context.ts'
import { withoutVersion, type LeafAction } from './template.ts'

/** Whether an action is for this patient: all its conditions, and those of the actions around it, are true. */
export function isApplicable({ path }: LeafAction, { ask, variables }: TemplateContext): boolean {
  const expressions = path
    .flatMap(({ condition }) => condition ?? [])
    .filter(({ kind }) => kind === 'applicability')
    .flatMap(({ expression }) => expression?.expression ?? [])
  return expressions.every((expression) => ask(expression, variables)[0] === true)
}

/** One action of a template. */
export function suggestActivity(
  action: PlanDefinitionAction,
  definition: ActivityDefinition,
  { title, reasons }: TemplateContext,
  goals: readonly string[],
): ActivitySuggestion {
  const timing = action.timingTiming ?? definition.timingTiming
  return {
    key: withoutVersion(definition.url ?? action.definitionCanonical ?? ''),
    definition,
    ...(timing && { timing }),
    reasons,
    goals,
    asked: timing ? [{ title, timing }] : [],
  }
}

/** One activity of two with one definition: reasons and goals of both, as often as the one that asks for more. */
export function mergeActivities(first: ActivitySuggestion, second: ActivitySuggestion): ActivitySuggestion {
  const timing = timesAYear(second.timing) > timesAYear(first.timing) ? second.timing : (first.timing ?? second.timing)
  return {
    ...first,
    ...(timing && { timing }),
    reasons: unitedReasons(first.reasons, second.reasons),
    goals: [...new Set([...first.goals, ...second.goals])],
    asked: [...first.asked, ...second.asked],
  }
}

/** Says how often a template alone would ask for it, where another asks for it more often. */
export function timingNotes({ timing, asked }: ActivitySuggestion): readonly string[] {
  const often = timingWords(timing)
  return asked.flatMap(({ title, timing: other }) => {
    const words = timingWords(other)
    if (words === undefined || words === often) return []
    return [`The template “${title}” alone asks for it ${words}; another asks for it more often.`]
  })
}
