import type { Goal, GoalTarget } from '@medplum/fhirtypes'
import { parseDay } from '../../format/parse-date.ts'
import type { Stored } from '../../fhir/our-server.ts'

/** A goal as it is typed. */
export interface GoalDraft {
  readonly text: string
  /** The first target's number. */
  readonly value: string
  readonly due: string
}

/** What a goal says now. */
export function goalDraftOf(goal: Goal, day: (day: string) => string): GoalDraft {
  const [target] = goal.target ?? []
  return {
    text: goal.description.text ?? '',
    value: target?.detailQuantity?.value === undefined ? '' : String(target.detailQuantity.value),
    due: target?.dueDate === undefined ? '' : day(target.dueDate.slice(0, 10)),
  }
}

/** The goal with what was typed. A translation of words that were changed is no longer one, and goes. */
export function withGoalDraft(goal: Stored<Goal>, draft: GoalDraft, today: string): Stored<Goal> {
  const {
    text: _text,
    _text: translation,
    ...description
  } = goal.description as Goal['description'] & { _text?: unknown }
  const same = draft.text.trim() === goal.description.text
  const [first, ...others] = goal.target ?? []
  return {
    ...goal,
    description: {
      ...description,
      text: draft.text.trim(),
      ...(same && translation !== undefined && { _text: translation }),
    },
    ...(first ? { target: [withTarget(first, draft, today), ...others] } : {}),
  }
}

function withTarget(target: GoalTarget, { value, due }: GoalDraft, today: string): GoalTarget {
  const { dueDate: _, ...rest } = target
  const day = parseDay(due, today)
  const { detailQuantity } = target
  return {
    ...rest,
    ...(detailQuantity && value.trim() !== '' && { detailQuantity: { ...detailQuantity, value: Number(value) } }),
    ...(day !== undefined && { dueDate: day }),
  }
}
