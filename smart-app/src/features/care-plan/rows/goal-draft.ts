import type { CarePlan, CodeableConcept, Goal, GoalTarget, Observation, Quantity } from '@medplum/fhirtypes'
import type { CareRecord } from '#domain/care-plan/care-record.ts'
import { nameOf } from '#domain/fhir/codings.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { withWords } from './with-words.ts'

/** A goal as it is typed. */
export interface GoalDraft {
  readonly text: string
  /** `system|code` of what is measured; '' for none. */
  readonly measure: string
  /** FHIR's comparator of a quantity; '' for the number itself. */
  readonly comparator: string
  /** The first target's number (`130`), or two that bound it (`168-172`). */
  readonly value: string
  /** The day as it is typed. */
  readonly due: string
}

/** A goal before anything is typed. */
export const NO_GOAL: GoalDraft = { text: '', measure: '', comparator: '<=', value: '', due: '' }

/** Something that the chart measures, in the unit of its newest value. */
export interface Measure {
  readonly concept: CodeableConcept
  readonly name: string
  readonly unit: Pick<Quantity, 'unit' | 'system' | 'code'>
}

/** What the chart measures, by `system|code`. @param record observations come newest first */
export function measuresIn(record: CareRecord): ReadonlyMap<string, Measure> {
  const found = new Map<string, Measure>()
  for (const observation of record.all('Observation'))
    for (const { code, valueQuantity } of measurementsOf(observation)) {
      const key = keyOf(code)
      if (key === '' || !valueQuantity || found.has(key)) continue
      const { value: _value, comparator: _comparator, ...unit } = valueQuantity
      found.set(key, { concept: { coding: [...(code.coding ?? [])] }, name: nameOf(code), unit })
    }
  return found
}

function measurementsOf(observation: Observation): readonly Pick<Observation, 'code' | 'valueQuantity'>[] {
  return [observation, ...(observation.component ?? [])]
}

function keyOf(concept: CodeableConcept | undefined): string {
  const [coding] = concept?.coding ?? []
  return coding?.code === undefined ? '' : `${coding.system ?? ''}|${coding.code}`
}

/** What a goal says now. @param day writes an ISO day as this practice does */
export function goalDraftOf(goal: Goal, day: (day: string) => string): GoalDraft {
  const [target] = goal.target ?? []
  return {
    text: goal.description.text ?? '',
    measure: keyOf(target?.measure),
    comparator: target?.detailQuantity?.comparator ?? '',
    value: valueOf(target),
    due: target?.dueDate === undefined ? '' : day(target.dueDate.slice(0, 10)),
  }
}

function valueOf({ detailQuantity, detailRange }: GoalTarget = {}): string {
  if (detailQuantity?.value !== undefined) return String(detailQuantity.value)
  const { low, high } = detailRange ?? {}
  return low?.value === undefined || high?.value === undefined ? '' : `${low.value}-${high.value}`
}

const NUMBER = /^\d+(?:[.,]\d+)?$/

/** One number, or two with a dash between; undefined for what is neither. */
export function numbersIn(text: string): readonly number[] | undefined {
  const parts = text.trim().split(/\s*[-–]\s*/)
  if (parts.length > 2 || !parts.every((part) => NUMBER.test(part))) return undefined
  const numbers = parts.map((part) => Number(part.replace(',', '.')))
  const [low = 0, high = Infinity] = numbers
  return low < high ? numbers : undefined
}

/** The goal with what was typed. */
export function withGoalDraft<G extends Goal>(
  goal: G,
  draft: GoalDraft,
  { today, measures }: { readonly today: string; readonly measures: ReadonlyMap<string, Measure> },
): G {
  const [first, ...others] = goal.target ?? []
  const target = targetWith(first, draft, { due: parseDay(draft.due, today), measure: measures.get(draft.measure) })
  return {
    ...goal,
    description: withWords(goal.description, 'text', draft.text),
    ...(target && { target: [target, ...others] }),
  }
}

function targetWith(
  before: GoalTarget | undefined,
  draft: GoalDraft,
  { due, measure }: { readonly due: string | undefined; readonly measure: Measure | undefined },
): GoalTarget | undefined {
  const { dueDate, measure: measured, ...rest } = before ?? {}
  const concept = keyOf(measured) === draft.measure ? measured : measure?.concept
  const day = draft.due.trim() === '' ? undefined : (due ?? dueDate)
  const target: GoalTarget = {
    ...withValue(rest, draft, measure?.unit ?? {}),
    ...(concept && { measure: concept }),
    ...(day !== undefined && { dueDate: day }),
  }
  return Object.keys(target).length > 0 ? target : undefined
}

function withValue(target: GoalTarget, { value, comparator }: GoalDraft, unit: Measure['unit']): GoalTarget {
  const { detailQuantity, detailRange, ...rest } = target
  const same = value.trim() === valueOf(target) && comparator === (detailQuantity?.comparator ?? '')
  const numbers = numbersIn(value)
  if (same || !numbers) return target
  const { value: _value, comparator: _comparator, ...known }: Quantity = detailQuantity ?? detailRange?.low ?? unit
  const [low, high] = numbers.map((number) => ({ ...known, value: number }))
  if (low && high) return { ...rest, detailRange: { low, high } }
  const compared = comparator === '' ? {} : { comparator: comparator as NonNullable<Quantity['comparator']> }
  return { ...rest, detailQuantity: { ...low, ...compared } }
}

/** A new goal of the patient's. @param problem `Condition/…` that it is about */
export function newGoal(plan: CarePlan, problem: string | undefined, by: string | undefined, today: string): Goal {
  return {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: '' },
    subject: plan.subject,
    startDate: today,
    ...(by !== undefined && { expressedBy: { reference: by } }),
    ...(problem !== undefined && { addresses: [{ reference: problem }] }),
  }
}
