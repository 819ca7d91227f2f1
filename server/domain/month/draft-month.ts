import type { Identifier, Task } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth, type ServiceMonth } from '../calendar.ts'
import type { MonthDecision } from '../billing/month-decision.ts'
import type { Blocker } from '../eligibility/blockers.ts'
import { codeSystem, IG, structureDefinition } from '../fhir/canonicals.ts'
import { literalOf } from '../fhir/references.ts'
import { present } from '../present.ts'
import type { Care } from './care.ts'
import { itemType, reopeningsOf } from './month-items.ts'
import { isClosed, MONTH_CODE, stateElements, type MonthState } from './month-state.ts'

/** Identifier system of months. */
const MONTH_IDENTIFIER = `${IG}/month`

/** Whose month a Task is about, and under which id it is kept. */
export interface MonthSubject {
  readonly id: string
  /** `Patient/id`. */
  readonly patient: string
  readonly month: ServiceMonth
  readonly care: Care
}

/** What is written on the Task. */
export interface MonthEntry {
  readonly subject: MonthSubject
  readonly decision: MonthDecision
  readonly state: MonthState
  /** `ChargeItem/id` of the charges that stand. */
  readonly charges: readonly string[]
  /** The Task as it is. */
  readonly previous: Task | undefined
  /** FHIR instant of the closing; absent where nobody closed it. */
  readonly closedAt?: string
}

/** The Task of a patient's month (profile `ccm-month`): the same decision gives the same Task, word for word. */
export function draftMonth({ subject, decision, state, charges, previous, closedAt }: MonthEntry): Task {
  const reopenings = reopeningsOf(previous)
  const focus = literalOf(decision.evidence.enrollment)
  return {
    resourceType: 'Task',
    id: subject.id,
    meta: { profile: [structureDefinition('ccm-month')] },
    identifier: [monthIdentifier(subject)],
    ...stateElements(state),
    ...reasonsOf(isClosed(state) ? decision.warnings : decision.blockers),
    intent: 'order',
    code: MONTH_CODE,
    ...(focus ? { focus: { reference: focus } } : {}),
    for: { reference: subject.patient },
    executionPeriod: { start: firstDayOfMonth(subject.month), end: lastDayOfMonth(subject.month) },
    ...present({ lastModified: closedAt }),
    ...(decision.billingPractitioner ? { owner: { reference: decision.billingPractitioner } } : {}),
    input: [
      { type: itemType('staff-minutes'), valueInteger: decision.staffMinutes },
      { type: itemType('practitioner-minutes'), valueInteger: decision.practitionerMinutes },
      { type: itemType('total-minutes'), valueInteger: decision.totalMinutes },
      { type: itemType('policy'), valueCode: decision.policy },
      ...(reopenings > 0 ? [{ type: itemType('reopenings'), valueInteger: reopenings }] : []),
    ],
    ...(charges.length > 0
      ? { output: charges.map((reference) => ({ type: itemType('charge'), valueReference: { reference } })) }
      : {}),
  }
}

/** A month's business identifier: patient, month, care. */
function monthIdentifier({ patient, month, care }: MonthSubject): Identifier {
  return { system: MONTH_IDENTIFIER, value: `${patient} ${month} ${care}` }
}

/** Coded reasons, each with its words. */
function reasonsOf(reasons: readonly Blocker[]): Pick<Task, 'statusReason'> {
  if (reasons.length === 0) return {}
  const system = codeSystem('ccm-rule')
  const codes = [...new Set(reasons.map(({ code }) => code))]
  return {
    statusReason: {
      coding: codes.map((code) => ({ system, code })),
      text: [...new Set(reasons.map(({ message }) => message))].join(' '),
    },
  }
}

/**
 * The Task once its month is opened again: its charges stand no longer, and it says why.
 * @param reason in the words of whoever reopened it; absent: none was given
 */
export function reopenedMonth(task: Task, reason: string | undefined, at: string): Task {
  const reopenings = reopeningsOf(task) + 1
  const others = (task.input ?? []).filter(({ type }) => type.coding?.[0]?.code !== 'reopenings')
  const reopened: Task = {
    ...task,
    ...stateElements('reopened'),
    statusReason: { text: reason ?? 'No reason was given.' },
    lastModified: at,
    input: [...others, { type: itemType('reopenings'), valueInteger: reopenings }],
  }
  delete reopened.output
  return reopened
}
