import type { CodeableConcept, PlanDefinitionGoal, PlanDefinitionGoalTarget, Quantity } from '@medplum/fhirtypes'
import { codeSystem } from '../../fhir/canonicals.ts'
import { codeIn, codingsOf, nameOf } from '../../fhir/codings.ts'
import { latestMeasured } from '../latest-observation.ts'
import { comparableValue } from './comparable-value.ts'
import { lengthInDays } from './due.ts'
import { detailWords, stricter, type TargetDetail } from './stricter.ts'
import { unitedReasons, type GoalSuggestion, type TargetSuggestion } from './suggestion.ts'
import type { TemplateContext } from './template-context.ts'

const KIND_SYSTEM = codeSystem('ccm-goal-kind')
const PRIORITIES: readonly string[] = ['high-priority', 'medium-priority', 'low-priority']
const PRIORITY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/goal-priority'
const EXPRESSION = 'http://hl7.org/fhir/StructureDefinition/cqf-expression'

/** What makes two goals one: their kind, else what they measure first, else their words. */
export function goalKey(description: CodeableConcept | undefined, measures: readonly CodeableConcept[]): string {
  const kind = codeIn(description, KIND_SYSTEM)
  const measure = codingsOf(measures)[0]
  const measured = measure && `${measure.system ?? ''}|${measure.code ?? ''}`
  return kind ?? measured ?? nameOf(description).toLowerCase()
}

/** One goal of a template, worked out for the patient. */
export function suggestGoal(goal: PlanDefinitionGoal, context: TemplateContext): GoalSuggestion {
  const targets = (goal.target ?? []).flatMap((target) => suggestTarget(target, context))
  return {
    key: goalKey(
      goal.description,
      targets.map(({ measure }) => measure),
    ),
    goal,
    ...(goal.priority && { priority: goal.priority }),
    targets,
    reasons: context.reasons,
    notes: [],
  }
}

function suggestTarget(target: PlanDefinitionGoalTarget, context: TemplateContext): readonly TargetSuggestion[] {
  const { measure, due } = target
  if (!measure) return []
  const detail = detailOf(target, context)
  const { value, code } = due ?? {}
  return [
    {
      measure,
      ...(detail && { detail }),
      ...(value !== undefined && code !== undefined && { due: { value, unit: code } }),
      asked: detail ? [{ title: context.title, detail }] : [],
    },
  ]
}

function detailOf(target: PlanDefinitionGoalTarget, context: TemplateContext): TargetDetail | undefined {
  const { detailQuantity, detailRange, detailCodeableConcept } = target
  if (detailQuantity) {
    const quantity = personalQuantity(detailQuantity, target.measure, context)
    return quantity && { detailQuantity: quantity }
  }
  if (detailRange) return { detailRange }
  return detailCodeableConcept && { detailCodeableConcept }
}

/** The value for this patient where it can be worked out; else the template's own; undefined where it has none. */
function personalQuantity(
  { extension, ...written }: Quantity,
  measure: CodeableConcept | undefined,
  context: TemplateContext,
): Quantity | undefined {
  const expression = extension?.find(({ url }) => url === EXPRESSION)?.valueExpression?.expression
  const others = (extension ?? []).filter(({ url }) => url !== EXPRESSION)
  const quantity = named(others.length > 0 ? { extension: others, ...written } : written)
  if (expression === undefined) return quantity
  const [value] = context.ask(expression, { ...context.variables, last: lastValue(measure, written, context) ?? [] })
  if (typeof value === 'number') return { ...quantity, value }
  return written.value === undefined ? undefined : quantity
}

/** A unit that people can read, where the template gives its UCUM code alone. */
function named(quantity: Quantity): Quantity {
  const { unit = quantity.code?.replaceAll(/[[\]{}]/g, '') } = quantity
  return unit === undefined ? quantity : { ...quantity, unit }
}

function lastValue(
  measure: CodeableConcept | undefined,
  { code }: Quantity,
  { chart }: TemplateContext,
): number | undefined {
  return comparableValue(latestMeasured(chart.record.all('Observation'), measure)?.quantity, code)
}

/** One goal of two for the same thing: reasons of both, the stricter target of each measure. */
export function mergeGoals(first: GoalSuggestion, second: GoalSuggestion): GoalSuggestion {
  const added = second.targets.filter((target) => !first.targets.some((known) => isSameMeasure(known, target)))
  const priority = higher(first.priority, second.priority)
  return {
    ...first,
    ...(priority && { priority }),
    targets: [...first.targets.map((target) => mergeTarget(target, second.targets)), ...added],
    reasons: unitedReasons(first.reasons, second.reasons),
    notes: [...new Set([...first.notes, ...second.notes])],
  }
}

function mergeTarget(first: TargetSuggestion, others: readonly TargetSuggestion[]): TargetSuggestion {
  const second = others.find((target) => isSameMeasure(target, first))
  if (!second) return first
  const detail =
    first.detail && second.detail && stricter(first.detail, second.detail) === 'second'
      ? second.detail
      : (first.detail ?? second.detail)
  const due = sooner(first.due, second.due)
  return {
    measure: first.measure,
    ...(detail && { detail }),
    ...(due && { due }),
    asked: [...first.asked, ...second.asked],
  }
}

/** Whether two targets are about one measure: they share a code of it. */
export function isSameMeasure(
  one: { readonly measure?: CodeableConcept | undefined },
  other: { readonly measure?: CodeableConcept | undefined },
): boolean {
  return codingsOf(one.measure).some(({ system, code }) =>
    codingsOf(other.measure).some((coding) => coding.system === system && coding.code === code),
  )
}

type Due = TargetSuggestion['due']

function sooner(first: Due, second: Due): Due {
  if (!first || !second) return first ?? second
  const [a, b] = [first, second].map(({ value, unit }) => lengthInDays(value, unit) ?? Infinity)
  return a !== undefined && b !== undefined && b < a ? second : first
}

function higher(first: CodeableConcept | undefined, second: CodeableConcept | undefined): CodeableConcept | undefined {
  if (!first || !second) return first ?? second
  return rankOf(second) < rankOf(first) ? second : first
}

function rankOf(priority: CodeableConcept): number {
  const rank = PRIORITIES.indexOf(codeIn(priority, PRIORITY_SYSTEM) ?? '')
  return rank < 0 ? PRIORITIES.length : rank
}

/** Says for each measure what a template alone would ask for, where the goal asks for something else. */
export function targetNotes({ measure, detail, asked }: TargetSuggestion): readonly string[] {
  if (!detail) return []
  return asked.flatMap(({ title, detail: other }) => {
    const which = stricter(detail, other)
    if (which === 'same') return []
    const alone = `${nameOf(measure)}: the template “${title}” alone asks for ${detailWords(other)}`
    return [
      which === 'unclear'
        ? `${alone}, another for ${detailWords(detail)}. Decide which of them holds.`
        : `${alone}; the stricter target, ${detailWords(detail)}, stands here.`,
    ]
  })
}
