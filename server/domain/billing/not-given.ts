import { dollars } from '../money.ts'
import type { ChargeRule } from './charge-rule.ts'
import type { MonthContext } from './month-context.ts'
import type { NotGiven } from './month-decision.ts'
import { obstacleTo, type Obstacle } from './obstacles.ts'
import type { Considered } from './choose-family.ts'
import { kindOf, laddersOf, minutesIn, poolOf, ruleOn, type Offer } from './offers.ts'
import type { CodeRules, Ladder } from './rule-book.ts'
import { referenceDay } from './service-date.ts'

/** What was decided, as far as the codes that it left out are concerned. */
export interface Outcome extends Considered {
  readonly chosen: Offer | undefined
}

/** Every code of the programme that the month does not bill, with the reason and its source. */
export function notGiven(outcome: Outcome, context: MonthContext): readonly NotGiven[] {
  return laddersOf(context).flatMap((ladder) =>
    [ladder.base, ...ladder.addOns].flatMap((code) => notGivenCode(code, ladder, outcome, context) ?? []),
  )
}

function notGivenCode(code: CodeRules, ladder: Ladder, outcome: Outcome, context: MonthContext): NotGiven | undefined {
  const { chosen } = outcome
  const offer = outcome.offers.find((candidate) => candidate.ladder === ladder)
  const day = (offer ?? chosen)?.serviceDate ?? referenceDay(context)
  const rule = ruleOn(code, day, context)?.rule
  if (!rule || isGiven(code, chosen)) return undefined
  const obstacle =
    obstacleTo(rule, day, context) ??
    (code === ladder.base ? baseObstacle(rule, offer, outcome, context) : addOnObstacle(rule, ladder, chosen))
  return {
    code: rule.code,
    system: rule.system,
    rule: obstacle.rule,
    message: `${obstacle.message} Source: ${rule.sources[0] ?? 'unknown'}.`,
  }
}

function isGiven(code: CodeRules, chosen: Offer | undefined): boolean {
  return chosen?.lines.some(({ rule }) => rule.code === code.code) === true
}

type Missing = Omit<Obstacle, 'excluded'>

function baseObstacle(
  rule: ChargeRule,
  offer: Offer | undefined,
  { chosen, borrow }: Outcome,
  context: MonthContext,
): Missing {
  if (chosen && offer) return otherFamily(chosen, offer)
  if (rule.threshold === undefined)
    return { rule: 'no-service', message: 'On no day of the month could the patient be cared for.' }
  const pool = poolOf(kindOf(rule), borrow && context.facts.practice.options.countQhpAsStaff)
  return tooFew(rule, rule.threshold, minutesIn(context.minutes, pool))
}

function otherFamily(chosen: Offer, offer: Offer): Missing {
  const codes = chosen.lines.map((line) => line.rule.code).join(', ')
  return {
    rule: 'other-family',
    message: `One family of codes is billed for a month: it is ${codes} (${dollars(chosen.total)}); this one would pay ${dollars(offer.total)}.`,
  }
}

function addOnObstacle(rule: ChargeRule, ladder: Ladder, chosen: Offer | undefined): Missing {
  if (chosen?.ladder !== ladder)
    return { rule: 'base-not-billed', message: `It is billed only beside ${rule.addOnTo.join(' or ')}.` }
  const threshold = chosen.lines[0]?.rule.threshold ?? 0
  return tooFew(rule, threshold + (rule.increment ?? 0), chosen.minutes)
}

function tooFew(rule: ChargeRule, needed: number, counted: number): Missing {
  const whose = rule.performer === 'practitioner' ? 'of the billing practitioner in person' : 'of clinical staff'
  return {
    rule: 'too-few-minutes',
    message: `It wants ${needed} minutes ${whose} in the month; ${counted} count toward it. Minutes are never rounded up.`,
  }
}
