import type { ChargeItem, Claim, Condition, Task } from '@medplum/fhirtypes'
import type { MonthDecision } from '../billing/month-decision.ts'
import { referenceTo } from '../fhir/references.ts'
import type { Practice } from '../practice/practice.ts'
import { draftCharges } from './draft-charges.ts'
import { draftClaim } from './draft-claim.ts'
import { draftMonth, type MonthSubject } from './draft-month.ts'
import { reopeningsOf } from './month-items.ts'

/** Ids under which a closing writes: the same each time, so that closing twice cannot make two charges. */
export interface MonthIds {
  readonly claim: string
  charge(code: string): string
}

/** What closing one care's month depends on, beside what has been decided about it. */
export interface ClosingFacts {
  readonly subject: MonthSubject
  /** The month's Task as it is; none has been closed. */
  readonly previous: Task | undefined
  readonly practice: Practice
  readonly conditions: readonly Condition[]
  readonly ids: MonthIds
  /** FHIR instant. */
  readonly now: string
}

/** What a closing writes. */
export interface Closing {
  readonly state: 'closed' | 'needs-attention'
  readonly task: Task
  readonly charges: readonly ChargeItem[]
  readonly claim?: Claim
}

/**
 * Closes one care's month. While a blocker stands no charge is made, and the month says what it needs; without one it is
 * closed with what it earned, be that nothing.
 */
export function closeCareMonth(decision: MonthDecision, facts: ClosingFacts): Closing {
  const { subject, previous, practice, conditions, ids, now } = facts
  if (decision.blockers.length > 0) {
    const task = draftMonth({ subject, decision, state: 'needs-attention', charges: [], previous })
    return { state: 'needs-attention', task, charges: [] }
  }
  const common = { subject, decision, practice, reopenings: reopeningsOf(previous), closedAt: now }
  const charges = draftCharges({ ...common, chargeId: (code) => ids.charge(code) })
  const task = draftMonth({
    subject,
    decision,
    state: 'closed',
    charges: charges.map(referenceTo),
    previous,
    closedAt: now,
  })
  if (charges.length === 0) return { state: 'closed', task, charges }
  return { state: 'closed', task, charges, claim: draftClaim({ ...common, id: ids.claim, conditions, charges }) }
}
