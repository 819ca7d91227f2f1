import { dollars, type Cents } from '../money.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import { PROGRAM_NAMES } from '../enrollment/program.ts'
import type { CountedEntry } from '../time/timesheet.ts'
import type { MonthContext } from './month-context.ts'
import type { Charge } from './month-decision.ts'
import type { Offer, OfferLine } from './offers.ts'
import type { MinutePool } from './service-date.ts'

/** What else could have been billed, to say why this was. */
export interface Choice {
  readonly policy: BillingPolicy
  readonly chosen: Offer
  /** What pays most. */
  readonly highest: Offer
  /** What staff codes would have paid with the practitioner's minutes in them. */
  readonly borrowed: Cents
}

/** The charges of an offer, each with its evidence and its reason. */
export function chargesOf(choice: Choice, context: MonthContext): readonly Charge[] {
  const { chosen } = choice
  const tasks = tasksOf(chosen.pool, context.timesheet.counted)
  return chosen.lines.map((line, index) => ({
    code: line.rule.code,
    system: line.rule.system,
    title: line.rule.title,
    units: line.units,
    amount: line.amount,
    priceAssumed: line.priceAssumed,
    serviceDate: chosen.serviceDate,
    family: line.rule.family,
    definition: line.rule.definition,
    tasks,
    reason: sentence([
      ...(index === 0 ? [...baseWords(choice, context), choiceWords(choice)] : [addOnWords(line, chosen)]),
      priceWords(line),
      sourceWords(line),
    ]),
  }))
}

/** Versioned references of the entries whose minutes a pool holds. */
function tasksOf(pool: MinutePool, counted: readonly CountedEntry[]): readonly string[] {
  return [...new Set(counted.filter(({ kind }) => pool === 'all' || kind === pool).map(({ task }) => task))]
}

function sentence(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ')
}

function baseWords({ chosen }: Choice, context: MonthContext): readonly string[] {
  const rule = chosen.lines[0]?.rule
  const reached = `reached on ${chosen.serviceDate}`
  switch (chosen.kind) {
    case 'month':
      return [monthWords(chosen, context)]
    case 'practitioner':
      return [
        `The billing practitioner gave ${minutes(chosen.minutes)} in person; ${rule?.threshold ?? 0} are needed, ${reached}.`,
      ]
    case 'complex':
      return [staffWords(chosen, context), complexityWords(context)]
    case 'staff':
      return [staffWords(chosen, context)]
  }
}

function staffWords(chosen: Offer, context: MonthContext): string {
  const { staff, practitioner } = context.minutes
  const needed = `${chosen.lines[0]?.rule.threshold ?? 0} are needed, reached on ${chosen.serviceDate}`
  if (chosen.pool === 'staff' || practitioner === 0) return `Clinical staff gave ${minutes(chosen.minutes)}; ${needed}.`
  return `${minutes(chosen.minutes)} counted (${staff} by clinical staff, ${practitioner} by the billing practitioner, who may fill up staff time); ${needed}.`
}

function complexityWords({ complexity }: MonthContext): string {
  return `Medical decision making of ${complexity.level ?? 'unknown'} complexity by the billing practitioner on ${complexity.day ?? 'an unknown day'}.`
}

function monthWords(chosen: Offer, context: MonthContext): string {
  const { count, names } = context.conditionsOn(chosen.serviceDate)
  const counted =
    count === 0 ? 'no chronic condition counts' : `chronic conditions that count: ${count} (${names.join(', ')})`
  const qmb = context.payerOn(chosen.serviceDate).qmb ? ', Qualified Medicare Beneficiary' : ''
  return `A month of ${PROGRAM_NAMES[context.program]}, which wants no minutes; ${counted}${qmb}.`
}

function addOnWords(line: OfferLine, { minutes: counted, lines }: Offer): string {
  const { increment = 0, maxUnits } = line.rule
  const threshold = lines[0]?.rule.threshold ?? 0
  const left = counted - threshold - line.units * increment
  const cap = left >= increment ? ` ${maxUnits} are the most in a month; ${minutes(left)} stay unbilled.` : ''
  return `One unit for each full ${increment} minutes beyond the first ${threshold}: ${counted - threshold} more were counted, so ${line.units}.${cap}`
}

/** Why this family, where another could have been billed. */
function choiceWords({ policy, chosen, highest, borrowed }: Choice): string | undefined {
  if (policy === 'max-payment')
    return chosen.kind === 'complex' || chosen.kind === 'month' ? undefined : 'The practice bills what pays most.'
  const lost =
    chosen.kind !== 'complex' && borrowed > chosen.total
      ? `The billing practitioner’s own minutes earn a code of their own, so staff codes do not borrow them: with them these would pay ${dollars(borrowed)}.`
      : undefined
  if (highest.total <= chosen.total) return lost
  const codes = highest.lines.map(({ rule, units }) => (units > 1 ? `${rule.code}×${units}` : rule.code)).join(', ')
  return sentence([
    lost,
    `The practice bills the code that describes the service; what pays most is ${codes}, ${dollars(highest.total)}.`,
  ])
}

function priceWords({ priceAssumed, rule }: OfferLine): string | undefined {
  return priceAssumed
    ? `No price of ${rule.code} could be verified for this date: the last known one stands in (price-assumed).`
    : undefined
}

function sourceWords({ rule }: OfferLine): string {
  const version = rule.definition.split('/').at(-1) ?? rule.definition
  return `Rule ${version}; source: ${rule.sources[0] ?? 'unknown'}.`
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`
}
