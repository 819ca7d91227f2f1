import type {
  ActivityDefinition,
  CodeableConcept,
  Coding,
  Condition,
  PlanDefinitionGoal,
  Reference,
  Timing,
} from '@medplum/fhirtypes'
import type { TargetDetail } from './stricter.ts'

/** Why something is suggested: a condition of the patient, or the kind of condition where the chart names none. */
export interface Reason {
  readonly name: string
  /** The Condition. */
  readonly condition?: Reference<Condition>
  readonly category?: Coding
}

/** A goal that the templates propose, after those of several templates for the same thing have become one. */
export interface GoalSuggestion {
  /** Code of `[ig]/CodeSystem/ccm-goal-kind`, else what it measures: equal keys are one goal. */
  readonly key: string
  /** The words of the first template that proposes it. */
  readonly goal: PlanDefinitionGoal
  readonly priority?: CodeableConcept
  readonly targets: readonly TargetSuggestion[]
  readonly reasons: readonly Reason[]
  /** What somebody should know who decides about it. */
  readonly notes: readonly string[]
}

/** Something that is measured, and where it should be. */
export interface TargetSuggestion {
  readonly measure: CodeableConcept
  /** Absent where the patient's own values are needed for it and are not on file. */
  readonly detail?: TargetDetail
  /** How long after the goal was proposed; a UCUM unit. */
  readonly due?: { readonly value: number; readonly unit: string }
  /** Titles of the templates that ask for this, and what those ask for whose target is another. */
  readonly asked: readonly { readonly title: string; readonly detail: TargetDetail }[]
}

/** An activity that the templates propose. */
export interface ActivitySuggestion {
  /** URL of its ActivityDefinition: equal keys are one activity. */
  readonly key: string
  readonly definition: ActivityDefinition
  readonly timing?: Timing
  readonly reasons: readonly Reason[]
  /** Keys of the goals that it serves. */
  readonly goals: readonly string[]
  readonly asked: readonly { readonly title: string; readonly timing: Timing }[]
}

/** Everything that a set of templates proposes for one patient. */
export interface Suggestions {
  readonly goals: readonly GoalSuggestion[]
  readonly activities: readonly ActivitySuggestion[]
}

/** The reasons of both, each once. */
export function unitedReasons(first: readonly Reason[], second: readonly Reason[]): readonly Reason[] {
  const known = new Set(first.map(reasonKey))
  return [...first, ...second.filter((reason) => !known.has(reasonKey(reason)))]
}

function reasonKey({ condition, category, name }: Reason): string {
  return condition?.reference ?? category?.code ?? name
}
