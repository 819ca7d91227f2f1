import { offersWith, withMore, type Addition } from './added-minutes.ts'
import type { ChargeRule } from './charge-rule.ts'
import { chooseFamily } from './choose-family.ts'
import type { MonthContext } from './month-context.ts'
import type { NextStep } from './month-decision.ts'
import { kindOf, laddersOf, minutesIn, poolOf, ruleOn, type Offer } from './offers.ts'
import type { CodeRules } from './rule-book.ts'
import type { MinutePool } from './service-date.ts'

/**
 * The fewest minutes that would bring the month more, and the code that they would bring. The practitioner's own are
 * looked at only where there are some: nobody is told to send for them.
 */
export function nextStep(context: MonthContext, chosen: Offer | undefined): NextStep | undefined {
  const total = chosen?.total ?? 0
  for (const addition of additions(context)) {
    const then = chooseFamily(context.policy, offersWith(withMore(context.minutes, addition), context))
    const line = then && then.total > total ? gained(then, chosen) : undefined
    if (line)
      return { code: line.rule.code, system: line.rule.system, minutesNeeded: addition.minutes, by: addition.by }
  }
  return undefined
}

/** The last line that is new or has more units. */
function gained(then: Offer, now: Offer | undefined) {
  const units = new Map<string, number>(now?.lines.map((line) => [line.rule.code, line.units]))
  return then.lines.findLast((line) => line.units > (units.get(line.rule.code) ?? 0))
}

/** Additions that reach a threshold or a further unit, the smallest first, staff's before the practitioner's. */
function additions(context: MonthContext): readonly Addition[] {
  const { practitioner } = context.minutes
  return [
    ...additionsBy('staff', ['all', 'staff'], context),
    ...(practitioner > 0 ? additionsBy('practitioner', ['all', 'practitioner'], context) : []),
  ].sort((a, b) => a.minutes - b.minutes)
}

function additionsBy(by: Addition['by'], pools: readonly MinutePool[], context: MonthContext): readonly Addition[] {
  const steps = pools.flatMap((pool) => stepsOf(context, pool).map((step) => step - minutesIn(context.minutes, pool)))
  return [...new Set(steps)].filter((minutes) => minutes > 0).map((minutes) => ({ minutes, by }))
}

/** The minutes at which a pool reaches a base code or a further unit of an add-on. */
function stepsOf(context: MonthContext, pool: MinutePool): readonly number[] {
  const ruleOf = (code: CodeRules) => ruleOn(code, context.lastDay, context)?.rule
  return laddersOf(context).flatMap(({ base, addOns }) => {
    const rule = ruleOf(base)
    const threshold = rule?.threshold
    if (!rule || threshold === undefined || !isFedBy(pool, rule)) return []
    const further = addOns.flatMap((code) => {
      const { increment = 0, maxUnits = 0 } = ruleOf(code) ?? {}
      return Array.from({ length: maxUnits }, (_, unit) => threshold + (unit + 1) * increment)
    })
    return [threshold, ...further]
  })
}

function isFedBy(pool: MinutePool, rule: ChargeRule): boolean {
  const kind = kindOf(rule)
  return poolOf(kind, true) === pool || poolOf(kind, false) === pool
}
