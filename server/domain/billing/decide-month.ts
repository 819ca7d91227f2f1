import { consentAt } from '../consent/consent-state.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import type { Program } from '../enrollment/program.ts'
import type { InitiatingVisit } from '../eligibility/initiating-visit.ts'
import { present } from '../present.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import type { ChargeRule } from './charge-rule.ts'
import { best, chooseFamily, considered, type Offers } from './choose-family.ts'
import { chargesOf } from './explain-charge.ts'
import { CHARGE_RULES } from './generated/code-sets.ts'
import { monthBlockers, visitFor } from './month-blockers.ts'
import { countedMonth, monthContext, type CountedMonth, type MonthContext } from './month-context.ts'
import type { Evidence, MonthDecision, PolicyCharges } from './month-decision.ts'
import type { MonthFacts } from './month-facts.ts'
import { monthWarnings } from './month-warnings.ts'
import { nextStep } from './next-step.ts'
import { notGiven } from './not-given.ts'
import { offerQuestion, offersOf, type Offer } from './offers.ts'
import { ruleBookOf } from './rule-book.ts'
import { referenceDay } from './service-date.ts'

/**
 * Decides what one patient's month has earned, what may be billed for it, and why (ccm-rules §10). `charges` lists what
 * the counted minutes earn; a blocker beside them says why they may not be billed yet. A month without an enrollment has
 * the blocker `not-enrolled`, and says of each entry why it does not count.
 * @param rules the charge codes by period: what the law has changed since is data
 */
export function decideMonth(facts: MonthFacts, rules: readonly ChargeRule[] = CHARGE_RULES): MonthDecision {
  const counted = countedMonth(facts)
  const { chosen, enrolled } = counted.enrollments
  return chosen && enrolled ? decideEnrolled(counted, chosen, rules) : notEnrolled(counted)
}

/** Beside each policy the other one is shown. */
export const OTHER_POLICY: Readonly<Record<BillingPolicy, BillingPolicy>> = {
  specific: 'max-payment',
  'max-payment': 'specific',
}

function decideEnrolled(counted: CountedMonth, enrollment: Enrollment, rules: readonly ChargeRule[]): MonthDecision {
  const context = monthContext(counted, enrollment, ruleBookOf(rules))
  const offers: Offers = {
    borrowed: offersOf(offerQuestion(context, true)),
    separate: offersOf(offerQuestion(context, false)),
  }
  const chosen = chooseFamily(context.policy, offers)
  const visit = visitFor(context)
  const blockers = monthBlockers({ context, chosen, visit })
  // Nobody works on for a patient who had died before the month.
  const isOver = blockers.some(({ code }) => code === 'deceased')
  return {
    ...timeOf(counted),
    ...chargedBy(context.policy, offers, context),
    program: context.program,
    enrollment,
    ...present({ billingPractitioner: context.biller, next: isOver ? undefined : nextStep(context, chosen) }),
    otherPrograms: otherPrograms(counted, context.program),
    alternative: chargedBy(OTHER_POLICY[context.policy], offers, context),
    blockers,
    warnings: monthWarnings(context, chosen),
    notGiven: notGiven({ chosen, ...considered(context.policy, offers) }, context),
    evidence: evidenceOf(context, chosen, visit),
  }
}

function otherPrograms({ enrollments }: CountedMonth, program: Program): readonly Program[] {
  const others = new Set(enrollments.beside.map((enrollment) => enrollment.program))
  return [...others].filter((other) => other !== program)
}

function notEnrolled(counted: CountedMonth): MonthDecision {
  const nothing = { charges: [], total: 0 }
  return {
    ...timeOf(counted),
    ...nothing,
    policy: counted.policy,
    otherPrograms: [],
    alternative: { policy: OTHER_POLICY[counted.policy], ...nothing },
    blockers: [{ code: 'not-enrolled', message: 'The patient was not enrolled in this month.' }],
    warnings: [],
    notGiven: [],
    evidence: { conditions: [] },
  }
}

function timeOf({ facts, minutes, timesheet }: CountedMonth) {
  return {
    month: facts.month,
    staffMinutes: minutes.staff,
    practitionerMinutes: minutes.practitioner,
    totalMinutes: minutes.total,
    counted: timesheet.counted,
    notCounted: timesheet.notCounted,
    open: [...timesheet.running, ...timesheet.unclear],
  }
}

/** What a policy bills. */
function chargedBy(policy: BillingPolicy, offers: Offers, context: MonthContext): PolicyCharges {
  const chosen = chooseFamily(policy, offers)
  if (!chosen) return { policy, charges: [], total: 0 }
  const borrowed = offers.borrowed.find(({ kind }) => kind === 'staff')?.total ?? 0
  const choice = { policy, chosen, highest: best(offers.borrowed) ?? chosen, borrowed }
  return { policy, charges: chargesOf(choice, context), total: chosen.total }
}

function evidenceOf(context: MonthContext, chosen: Offer | undefined, visit: InitiatingVisit): Evidence {
  const day = chosen?.serviceDate ?? referenceDay(context)
  const { recognized, confirmed } = context.conditionsOn(day)
  return {
    enrollment: versioned(context.enrollment),
    conditions: recognized
      .filter(({ standing, reference }) => standing === 'counts' || (standing === 'review' && confirmed.has(reference)))
      .map(versioned),
    ...present({
      consent: consentOf(context),
      carePlan: context.carePlan?.versioned,
      complexity: chosen?.kind === 'complex' ? context.complexity.evidence : undefined,
      coverage: context.payerOn(day).coverage,
      initiatingVisit: visit.evidence,
    }),
  }
}

/** The consent that covers the first counted time; where none was counted, the newest that held in the month. */
function consentOf({ consents, timesheet, window, entries }: MonthContext): string | undefined {
  const first = entries.find(({ versioned: task }) => task === timesheet.counted[0]?.task)?.time
  const at = first?.kind === 'clock' ? Math.max(first.start, window.start) : window.end - 1
  const record = consentAt(consents, at) ?? consents.findLast(({ from }) => from < window.end)
  return record && versioned(record)
}

function versioned({ reference, version }: { readonly reference: string; readonly version?: string }): string {
  return version === undefined ? reference : `${reference}/_history/${version}`
}
