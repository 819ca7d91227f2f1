import type { Claim, ClaimResponse, Task } from '@medplum/fhirtypes'
import { nameOf } from '../fhir/codings.ts'
import { mayBecome, monthStateOf, stateElements, type MonthState } from './month-state.ts'

/** What has become of a month's claim. */
export interface ClaimFate {
  readonly state: Extract<MonthState, 'closed' | 'submitted' | 'paid' | 'denied'>
  /** Why it was denied, in the payer's words. */
  readonly reason?: string
}

/**
 * What a claim, or the payer's answer to it, says: one that is active has been sent; an answer with a payment is paid, one
 * that is complete without, or in error, is denied. Undefined where it says nothing.
 */
export function fateOfClaim(claim: Claim, answer: ClaimResponse | undefined): ClaimFate | undefined {
  if (answer) return fateOfAnswer(answer)
  if (claim.status === 'active') return { state: 'submitted' }
  return claim.status === 'draft' || claim.status === 'cancelled' ? { state: 'closed' } : undefined
}

function fateOfAnswer(answer: ClaimResponse): ClaimFate | undefined {
  if (answer.status !== 'active' || answer.outcome === 'queued') return undefined
  if ((answer.payment?.amount.value ?? 0) > 0) return { state: 'paid' }
  if (answer.outcome === 'partial') return undefined
  const said = [
    answer.disposition,
    ...(answer.error ?? []).map(({ code }) => nameOf(code)),
    ...(answer.item ?? []).flatMap(({ adjudication }) => adjudication.map(({ reason }) => nameOf(reason))),
  ].filter((text) => text !== undefined && text !== '')
  return { state: 'denied', reason: [...new Set(said)].join(' ') || 'The payer gave no reason.' }
}

/** The month's Task as its claim goes on; undefined where nothing changes or may change. */
export function followedMonth(task: Task, { state, reason }: ClaimFate): Task | undefined {
  const from = monthStateOf(task)
  if (from === undefined || from === state || !mayBecome(from, state)) return undefined
  const followed: Task = { ...task, ...stateElements(state) }
  if (reason !== undefined) followed.statusReason = { text: reason }
  else if (from === 'denied') delete followed.statusReason
  return followed
}
