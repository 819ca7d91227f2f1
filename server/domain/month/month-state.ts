import type { Task } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '../fhir/canonicals.ts'
import { codeIn, hasCode } from '../fhir/codings.ts'
import { MONTH_STATE_CODES } from '../terminology/generated/guide-names.ts'

/** States of `[ig]/CodeSystem/ccm-month-state`. */
export type MonthState = keyof typeof MONTH_STATE_CODES

interface StateRule {
  /** What a Task in this state says to those who know FHIR only. */
  readonly status: Task['status']
  /** Where it can go from here. */
  readonly next: readonly MonthState[]
}

const CLOSABLE = ['ready', 'needs-attention', 'closed'] as const

/**
 * A month is open while it runs, then ready or in need of attention; closing is a person's act. What follows a claim
 * (submitted, paid, denied) is told by the claim and its answer. Reopening leads back, whatever has happened since.
 */
const STATES: Readonly<Record<MonthState, StateRule>> = {
  open: { status: 'requested', next: CLOSABLE },
  ready: { status: 'requested', next: CLOSABLE },
  'needs-attention': { status: 'on-hold', next: CLOSABLE },
  closed: { status: 'completed', next: ['submitted', 'paid', 'denied', 'reopened'] },
  submitted: { status: 'completed', next: ['paid', 'denied', 'closed', 'reopened'] },
  paid: { status: 'completed', next: ['denied', 'reopened'] },
  denied: { status: 'failed', next: ['submitted', 'paid', 'reopened'] },
  reopened: { status: 'in-progress', next: CLOSABLE },
}

const MONTH_STATES = Object.keys(STATES) as readonly MonthState[]

const STATE_SYSTEM = codeSystem('ccm-month-state')
const TASK_SYSTEM = codeSystem('ccm-task')
const PROFILE = structureDefinition('ccm-month')

/** What a month's Task is coded as. */
export const MONTH_CODE = {
  coding: [{ system: TASK_SYSTEM, code: 'month', display: "Patient's month" }],
}

/** Whether a Task is a patient's month: only the engine writes these. */
export function isMonthTask(task: Task): boolean {
  return hasCode(task.code, TASK_SYSTEM, 'month') || task.meta?.profile?.some((claimed) => claimed === PROFILE) === true
}

/** The state that a month's Task names. */
export function monthStateOf(task: Task | undefined): MonthState | undefined {
  const code = codeIn(task?.businessStatus, STATE_SYSTEM)
  return MONTH_STATES.find((state) => state === code)
}

/** Whether a month has been taken by a close and not been reopened: nothing of it changes. */
export function isClosed(state: MonthState | undefined): boolean {
  return state === 'closed' || state === 'submitted' || state === 'paid' || state === 'denied'
}

/** Whether a month may go from one state to another. */
export function mayBecome(from: MonthState, to: MonthState): boolean {
  return STATES[from].next.includes(to)
}

/** How a Task says that its month is in a state. */
export function stateElements(state: MonthState): Pick<Task, 'status' | 'businessStatus'> {
  const { status } = STATES[state]
  return {
    status,
    businessStatus: { coding: [{ system: STATE_SYSTEM, code: state, display: MONTH_STATE_CODES[state] }] },
  }
}
