import type { Cents } from '../money.ts'
import type { ChargeRule } from './charge-rule.ts'
import type { MonthContext } from './month-context.ts'
import type { MonthMinutes } from '../time/count-month.ts'
import { obstacleTo } from './obstacles.ts'
import type { Ladder, RuleOnDay } from './rule-book.ts'
import { careDay, serviceDate, type MinutePool } from './service-date.ts'

/** What sort of service a ladder bills: the choice between families is made by this, never by a code. */
export type LadderKind = 'complex' | 'practitioner' | 'staff' | 'month'

/** One code of an offer. */
export interface OfferLine {
  readonly rule: ChargeRule
  readonly units: number
  readonly amount: Cents
  readonly priceAssumed: boolean
}

/** What one ladder would bill for the month: its base code and the add-ons that were earned. */
export interface Offer {
  readonly kind: LadderKind
  readonly ladder: Ladder
  readonly lines: readonly OfferLine[]
  readonly total: Cents
  /** Of offers that pay the same the lowest rank is taken. */
  readonly rank: number
  readonly pool: MinutePool
  /** Minutes of the pool. */
  readonly minutes: number
  readonly serviceDate: string
}

/** How offers are made. */
export interface OfferQuestion {
  readonly context: MonthContext
  /** The month's own, or what they would be. */
  readonly minutes: MonthMinutes
  /** Whether the practitioner's minutes fill up staff codes. */
  readonly borrow: boolean
  /** The date of service of a threshold in a pool; undefined when it is not reached. */
  readonly dateOf: (pool: MinutePool, threshold: number) => string | undefined
}

/** The question for the minutes that were counted. */
export function offerQuestion(context: MonthContext, borrow: boolean): OfferQuestion {
  return {
    context,
    minutes: context.minutes,
    borrow: borrow && context.facts.practice.options.countQhpAsStaff,
    dateOf: (pool, threshold) => serviceDate(context, pool, threshold),
  }
}

/** Everything that the programme's ladders would bill. */
export function offersOf(question: OfferQuestion): readonly Offer[] {
  return laddersOf(question.context).flatMap((ladder) => offerOf(ladder, question) ?? [])
}

/** The programme's ladders in the month. */
export function laddersOf({ book, program, facts }: MonthContext): readonly Ladder[] {
  return book.ladders(program, facts.month)
}

/** What a base rule bills. */
export function kindOf(rule: ChargeRule): LadderKind {
  if (rule.basis === 'month') return 'month'
  if (rule.performer === 'practitioner') return 'practitioner'
  return rule.complexity === undefined ? 'staff' : 'complex'
}

/** The minutes by which a ladder is earned. */
export function poolOf(kind: LadderKind, borrow: boolean): MinutePool {
  if (kind === 'practitioner') return 'practitioner'
  return kind === 'month' || borrow ? 'all' : 'staff'
}

/** How many minutes a pool holds. */
export function minutesIn(minutes: MonthMinutes, pool: MinutePool): number {
  return pool === 'all' ? minutes.total : minutes[pool]
}

/** A rule on a day, at the price that the practice is paid. */
export function ruleOn(code: Ladder['base'], day: string, context: MonthContext): RuleOnDay | undefined {
  return context.book.ruleOn(code, day, context.facts.practice.options.qualifyingApm)
}

function offerOf(ladder: Ladder, question: OfferQuestion): Offer | undefined {
  const { context } = question
  const found = baseOf(ladder, question)
  if (!found || obstacleTo(found.base.rule, found.day, context)) return undefined
  const { base, day, kind, pool } = found
  const minutes = minutesIn(question.minutes, pool)
  const beyond = minutes - (base.rule.threshold ?? 0)
  const lines = [
    lineOf(base, 1),
    ...ladder.addOns.flatMap((code) => addOnLine(ruleOn(code, day, context), beyond, day, context) ?? []),
  ]
  return {
    kind,
    ladder,
    lines,
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    rank: base.rule.rank ?? Infinity,
    pool,
    minutes,
    serviceDate: day,
  }
}

interface Base {
  readonly base: RuleOnDay
  readonly day: string
  readonly kind: LadderKind
  readonly pool: MinutePool
}

/** The version of the base code that is in force on the date of service which its own threshold gives. */
function baseOf({ base }: Ladder, question: OfferQuestion): Base | undefined {
  for (const version of base.versions) {
    const kind = kindOf(version)
    const pool = poolOf(kind, question.borrow)
    const day = kind === 'month' ? careDay(question.context) : question.dateOf(pool, version.threshold ?? 0)
    const found = day === undefined ? undefined : ruleOn(base, day, question.context)
    if (found && day !== undefined && found.rule === version) return { base: found, day, kind, pool }
  }
  return undefined
}

function addOnLine(
  found: RuleOnDay | undefined,
  beyond: number,
  day: string,
  context: MonthContext,
): OfferLine | undefined {
  const units = found ? addOnUnits(found.rule, beyond) : 0
  return found && units > 0 && !obstacleTo(found.rule, day, context) ? lineOf(found, units) : undefined
}

/** Full increments beyond the base, up to the cap. */
function addOnUnits({ increment, maxUnits }: ChargeRule, beyond: number): number {
  return increment === undefined ? 0 : Math.max(0, Math.min(maxUnits, Math.floor(beyond / increment)))
}

function lineOf({ rule, price, assumed }: RuleOnDay, units: number): OfferLine {
  return { rule, units, amount: (price ?? 0) * units, priceAssumed: assumed }
}
