import type { ChargeRule } from './charge-rule.ts'
import { exclusionsMet } from './exclusions.ts'
import type { MonthContext } from './month-context.ts'

/** What stands in the way of a code, whatever the minutes. */
export interface Obstacle {
  /** Code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rule: string
  readonly message: string
  /** Another service on file excludes it: nothing that the care team does will change that. */
  readonly excluded: boolean
}

/** The first thing that keeps a rule from being billed on a date of service; undefined when nothing does. */
export function obstacleTo(rule: ChargeRule, day: string, context: MonthContext): Obstacle | undefined {
  return (
    exclusionObstacle(rule, day, context) ??
    complexityObstacle(rule, context) ??
    revisionObstacle(rule, context) ??
    conditionsObstacle(rule, day, context) ??
    qmbObstacle(rule, day, context)
  )
}

function unmet(rule: string, message: string): Obstacle {
  return { rule, message, excluded: false }
}

function exclusionObstacle(rule: ChargeRule, day: string, { services }: MonthContext): Obstacle | undefined {
  const met = exclusionsMet(rule, day, services).find(({ exclusion }) => exclusion.effect === 'excludes')
  if (!met) return undefined
  const { exclusion, service } = met
  const when = service.from === service.to ? service.from : `${service.from} to ${service.to}`
  return {
    rule: exclusion.rule,
    message: `${exclusion.reason} On file: ${service.code}, ${when} (${service.source}).`,
    excluded: true,
  }
}

function complexityObstacle(rule: ChargeRule, { complexity }: MonthContext): Obstacle | undefined {
  const wanted = rule.complexity
  if (wanted === undefined || (complexity.level !== undefined && wanted.includes(complexity.level))) return undefined
  return unmet(
    'no-complexity',
    `It wants medical decision making of ${wanted.join(' or ')} complexity by the billing practitioner in the month; ${complexityWords(complexity)}.`,
  )
}

function complexityWords({ level, byOthers }: MonthContext['complexity']): string {
  if (level !== undefined) return `on file is ${level}`
  return byOthers ? 'what is on file is by somebody else' : 'none is on file'
}

/** A practice may ask for what the codes wanted until 2021 (ccm-rules §13.1). */
function revisionObstacle(rule: ChargeRule, { carePlan, facts }: MonthContext): Obstacle | undefined {
  const wanted = rule.complexity !== undefined && facts.practice.options.requireRevisionForComplex
  if (!wanted || carePlan?.revised === true) return undefined
  return unmet(
    'no-plan-revision',
    'The practice bills complex care only in a month in which the care plan was established or revised; it was not.',
  )
}

function conditionsObstacle(rule: ChargeRule, day: string, context: MonthContext): Obstacle | undefined {
  const { conditionsAtLeast: least, conditionsAtMost: most } = rule
  if (least === undefined && most === undefined) return undefined
  const { count } = context.conditionsOn(day)
  if (count >= (least ?? 0) && count <= (most ?? Infinity)) return undefined
  const wanted = least === undefined ? `at most ${conditions(most ?? 0)}` : `at least ${conditions(least)}`
  return unmet('condition-count', `It is for ${wanted}; ${count} count on ${day}.`)
}

function conditions(count: number): string {
  return count === 1 ? 'one chronic condition' : `${count} chronic conditions`
}

function qmbObstacle(rule: ChargeRule, day: string, context: MonthContext): Obstacle | undefined {
  if (rule.qmb === undefined || context.payerOn(day).qmb === rule.qmb) return undefined
  return unmet(
    'qmb',
    rule.qmb
      ? `It is for Qualified Medicare Beneficiaries; the coverage of ${day} does not say that the patient is one.`
      : 'The patient is a Qualified Medicare Beneficiary, for whom another level is meant.',
  )
}
