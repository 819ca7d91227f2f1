import type { Task, TaskInput, TaskOutput } from '@medplum/fhirtypes'
import { codeSystem } from '../fhir/canonicals.ts'
import { hasCode } from '../fhir/codings.ts'

/** What a month's Task says beside its state: concepts of `[ig]/CodeSystem/ccm-month-item`. */
export type MonthItem = 'charge' | 'staff-minutes' | 'practitioner-minutes' | 'total-minutes' | 'policy' | 'reopenings'

const SYSTEM = codeSystem('ccm-month-item')

const NAMES: Readonly<Record<MonthItem, string>> = {
  charge: 'Charge',
  'staff-minutes': 'Minutes of clinical staff',
  'practitioner-minutes': 'Minutes of the billing practitioner',
  'total-minutes': 'Minutes of the month',
  policy: 'Billing policy',
  reopenings: 'Times reopened',
}

/** The type of an input or output. */
export function itemType(item: MonthItem): TaskInput['type'] {
  return { coding: [{ system: SYSTEM, code: item, display: NAMES[item] }] }
}

/** How often the month has been reopened. */
export function reopeningsOf(task: Task | undefined): number {
  return task?.input?.find(({ type }) => hasCode(type, SYSTEM, 'reopenings'))?.valueInteger ?? 0
}

/** Counted minutes of the month, as its Task says: the staff's, and the billing practitioner's own. */
export function minutesOfMonth(task: Task): { readonly staff: number; readonly practitioner: number } {
  const minutes = (item: MonthItem) => task.input?.find(({ type }) => hasCode(type, SYSTEM, item))?.valueInteger ?? 0
  return { staff: minutes('staff-minutes'), practitioner: minutes('practitioner-minutes') }
}

/** References of the charges that the month's Task names. */
export function chargesOfMonth(task: Task): readonly string[] {
  return (task.output ?? [])
    .filter(({ type }: TaskOutput) => hasCode(type, SYSTEM, 'charge'))
    .flatMap(({ valueReference }) => valueReference?.reference ?? [])
}
