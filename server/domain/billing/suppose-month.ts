import { consentsFor } from '../consent/consent-state.ts'
import type { Blocker } from '../eligibility/blockers.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import type { Program } from '../enrollment/program.ts'
import type { Cents } from '../money.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import { offersWith, withMore } from './added-minutes.ts'
import { chooseFamily, considered, type Offers } from './choose-family.ts'
import { MDM_LEVELS, type Complexity, type MdmLevel } from './complexity.ts'
import { decideMonth, OTHER_POLICY } from './decide-month.ts'
import { CHARGE_RULES } from './generated/code-sets.ts'
import { monthBlockers, visitFor } from './month-blockers.ts'
import { countedMonth, monthContext, type CountedMonth, type MonthContext } from './month-context.ts'
import type { NotGiven } from './month-decision.ts'
import type { MonthFacts } from './month-facts.ts'
import { monthWarnings } from './month-warnings.ts'
import { notGiven } from './not-given.ts'
import { ruleBookOf } from './rule-book.ts'

/** What somebody asks about a month that is not so: nothing of it is written anywhere. */
export interface Supposition {
  /** Further minutes of clinical staff, if the work is done and needed. */
  readonly minutes?: number
  /** Medical decision making that the billing practitioner would record in the month. */
  readonly complexity?: MdmLevel
  /** The programme in which the patient would be enrolled instead, with the same practitioner and from the same day. */
  readonly program?: Program
}

/** One code of a month that is only supposed; a date of service it has not. */
interface SupposedCharge {
  readonly code: string
  readonly system: string
  readonly units: number
  /** For all units. */
  readonly amount: Cents
}

/** What a policy would bill, and how much more (or less) that is than for the month as it stands. */
export interface SupposedCharges {
  readonly policy: BillingPolicy
  readonly charges: readonly SupposedCharge[]
  readonly total: Cents
  readonly difference: Cents
}

/** What a month would be, under a supposition. */
export interface SupposedMonth {
  /** Absent: the patient was not enrolled in the month, and nothing can be said. */
  readonly program?: Program
  /** Minutes that would count, each kind floored once as in the decision, with those supposed. */
  readonly totalMinutes: number
  /** By the policy that is asked for, then by the other; both are always shown. */
  readonly outcomes: readonly SupposedCharges[]
  /** What would still stand in the way: of another programme its own consent, for one. */
  readonly blockers: readonly Blocker[]
  readonly warnings: readonly Blocker[]
  /** Codes that it would not earn either, and why. */
  readonly notGiven: readonly NotGiven[]
}

/**
 * What a month would earn if more were so than is (ccm-rules §10): more minutes, complexity that the practitioner records,
 * another programme. Everything else is as the chart says, by the same rules as the decision itself.
 * @param facts as they would be
 * @param before as they are, where that is otherwise: the difference is to them
 */
export function supposeMonth(facts: MonthFacts, supposition: Supposition, before: MonthFacts = facts): SupposedMonth {
  const now = decideMonth(before)
  const counted = countedMonth(facts)
  const { chosen: enrollment, enrolled } = counted.enrollments
  if (!enrollment || !enrolled) return notEnrolled(facts)
  const context = supposedContext(counted, enrollment, supposition)
  const offers = offersWith(context.minutes, context)
  const chosen = chooseFamily(context.policy, offers)
  return {
    program: context.program,
    totalMinutes: context.minutes.total,
    outcomes: [
      chargedBy(context.policy, offers, now.total),
      chargedBy(OTHER_POLICY[context.policy], offers, now.alternative.total),
    ],
    blockers: monthBlockers({ context, chosen, visit: visitFor(context) }),
    warnings: monthWarnings(context, chosen),
    notGiven: notGiven({ chosen, ...considered(context.policy, offers) }, context),
  }
}

/** Of a month without an enrollment nothing can be said. */
function notEnrolled(facts: MonthFacts): SupposedMonth {
  const { totalMinutes, blockers, warnings } = decideMonth(facts)
  return { totalMinutes, outcomes: [], blockers, warnings, notGiven: [] }
}

/** The month as it is supposed to be. What this practice has charged for it already does not stand beside it. */
function supposedContext(
  counted: CountedMonth,
  enrollment: Enrollment,
  { minutes = 0, complexity, program = enrollment.program }: Supposition,
): MonthContext {
  const { biller, timeZone, facts } = counted
  const { staff } = facts
  const consents =
    program === enrollment.program
      ? counted.consents
      : consentsFor(facts.consents, { program, billingPractitioner: biller, timeZone, staff })
  const supposed = { ...counted, consents, minutes: withMore(counted.minutes, { minutes, by: 'staff' }) }
  const book = ruleBookOf(CHARGE_RULES)
  const context = monthContext(supposed, { ...enrollment, program }, book)
  const replaced = monthContext(counted, enrollment, book)
  return {
    ...context,
    services: context.services.filter((service) => replaced.services.some((other) => isSame(service, other))),
    complexity: higher(context.complexity, complexity),
  }
}

function isSame(one: MonthContext['services'][number], other: MonthContext['services'][number]): boolean {
  return one.code === other.code && one.source === other.source
}

/** What is on file holds where it is the higher. */
function higher(onFile: Complexity, supposed: MdmLevel | undefined): Complexity {
  const rank = (level: MdmLevel | undefined) => (level === undefined ? -1 : MDM_LEVELS.indexOf(level))
  return supposed === undefined || rank(onFile.level) >= rank(supposed) ? onFile : { level: supposed, byOthers: false }
}

function chargedBy(policy: BillingPolicy, offers: Offers, now: Cents): SupposedCharges {
  const chosen = chooseFamily(policy, offers)
  const total = chosen?.total ?? 0
  const charges = (chosen?.lines ?? []).map(({ rule, units, amount }) => ({
    code: rule.code,
    system: rule.system,
    units,
    amount,
  }))
  return { policy, charges, total, difference: total - now }
}
