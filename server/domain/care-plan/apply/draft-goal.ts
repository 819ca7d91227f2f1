import type { Goal, GoalTarget } from '@medplum/fhirtypes'
import { structureDefinition } from '../../fhir/canonicals.ts'
import { latestMeasured } from '../latest-observation.ts'
import { annotated, conditionsIn, type DraftContext } from './draft-context.ts'
import { dayAfter } from './due.ts'
import { targetNotes } from './suggest-goals.ts'
import type { GoalSuggestion, TargetSuggestion } from './suggestion.ts'

/**
 * The goal of a suggestion, proposed (profile `ccm-goal`): somebody accepts, edits or rejects it.
 * @param before the same suggestion as it was made earlier: since then its days run
 */
export function draftGoal(
  suggestion: GoalSuggestion,
  id: string,
  context: DraftContext,
  before?: Goal,
): Goal & { id: string } {
  const { goal, priority, targets, reasons, notes } = suggestion
  const start = before?.startDate ?? context.today
  const expressedBy = before ? before.expressedBy : context.author
  const addresses = conditionsIn(reasons)
  const outcomes = currentValues(targets, context)
  return {
    resourceType: 'Goal',
    id,
    meta: { profile: [structureDefinition('ccm-goal')] },
    lifecycleStatus: 'proposed',
    ...(goal.category && { category: [goal.category] }),
    ...(priority && { priority }),
    description: goal.description,
    subject: context.patient,
    startDate: start,
    ...(targets.length > 0 && { target: targets.map((target) => draftTarget(target, start)) }),
    ...(expressedBy && { expressedBy }),
    ...(addresses.length > 0 && { addresses }),
    ...annotated([...targets.flatMap(targetNotes), ...notes]),
    ...(outcomes.length > 0 && { outcomeReference: outcomes.map((reference) => ({ reference })) }),
  }
}

function draftTarget({ measure, detail, due }: TargetSuggestion, start: string): GoalTarget {
  const dueDate = dayAfter(start, due?.value, due?.unit)
  return { measure, ...detail, ...(dueDate && { dueDate }) }
}

/** The patient's newest values of what the goal measures: where it stands now. */
function currentValues(targets: readonly TargetSuggestion[], { observations }: DraftContext): readonly string[] {
  const found = targets.flatMap(({ measure }) => latestMeasured(observations, measure)?.reference ?? [])
  return [...new Set(found)]
}
