import { firstDayOfMonth, lastDayOfMonth, type ServiceMonth } from '../calendar.ts'
import type { Program } from '../enrollment/program.ts'
import type { Cents } from '../money.ts'
import { present } from '../present.ts'
import type { ChargeRule } from './charge-rule.ts'

/** The rules of one code, earliest first. */
export interface CodeRules {
  readonly code: string
  readonly versions: readonly ChargeRule[]
}

/** A base code with the add-ons that are billed beside it by closing a month. */
export interface Ladder {
  readonly base: CodeRules
  readonly addOns: readonly CodeRules[]
}

/** A rule on a date of service. */
export interface RuleOnDay {
  readonly rule: ChargeRule
  /** Of one unit; absent where the code has never had a price. */
  readonly price?: Cents
  /** The rules on file end before this date, or have no price for it: the last known ones stand in. */
  readonly assumed: boolean
}

/** Charge rules, found by programme and date of service. Made once from the data. */
export interface RuleBook {
  /** The ladders of a programme with a rule on some day of the month. */
  ladders(program: Program, month: ServiceMonth): readonly Ladder[]
  /** The rule of a code on a local day; undefined where the code was not in force. */
  ruleOn(code: CodeRules, day: string, qualifyingApm: boolean): RuleOnDay | undefined
  /** The programme that a code is billed in, whatever the date. */
  programOf(code: string): Program | undefined
}

const books = new WeakMap<readonly ChargeRule[], RuleBook>()

/** The book of a set of rules; the same rules give the same book. */
export function ruleBookOf(rules: readonly ChargeRule[]): RuleBook {
  const known = books.get(rules)
  if (known) return known
  const book = makeBook(rules)
  books.set(rules, book)
  return book
}

function makeBook(rules: readonly ChargeRule[]): RuleBook {
  const codes = codesOf(rules)
  const end = rules.reduce((last, { to }) => (to > last ? to : last), '')
  const ladders = laddersOf(codes)
  const byMonth = new Map<string, readonly Ladder[]>()
  const byDay = new Map<string, RuleOnDay | undefined>()
  const ruleOn: RuleBook['ruleOn'] = (code, day, qualifyingApm) => {
    const key = `${code.code} ${day} ${qualifyingApm ? 'apm' : ''}`
    if (!byDay.has(key)) byDay.set(key, findRule(code, day, qualifyingApm, end))
    return byDay.get(key)
  }
  return {
    ladders: (program, month) => {
      const key = `${program} ${month}`
      const found = byMonth.get(key) ?? ladders.filter((ladder) => isInMonth(ladder, program, month, end))
      byMonth.set(key, found)
      return found
    },
    ruleOn,
    programOf: (code) => codes.find((known) => known.code === code)?.versions[0]?.program,
  }
}

function findRule(code: CodeRules, day: string, qualifyingApm: boolean, end: string): RuleOnDay | undefined {
  const rule = versionOn(code, day, end)
  return rule && { rule, ...priceOf(code, rule, qualifyingApm, day) }
}

function codesOf(rules: readonly ChargeRule[]): readonly CodeRules[] {
  const codes = new Map<string, ChargeRule[]>()
  for (const rule of rules) codes.set(rule.code, [...(codes.get(rule.code) ?? []), rule])
  return [...codes].map(([code, versions]) => ({ code, versions: versions.sort((a, b) => (a.from < b.from ? -1 : 1)) }))
}

/** Codes that are earned by minutes or by a month of care; visits and records are billed elsewhere. */
function laddersOf(codes: readonly CodeRules[]): readonly Ladder[] {
  const earned = codes.filter(({ versions }) => versions.some(({ basis }) => basis === 'minutes' || basis === 'month'))
  return earned
    .filter(({ versions }) => versions.every(({ addOnTo }) => addOnTo.length === 0))
    .map((base) => ({
      base,
      addOns: earned.filter(({ versions }) => versions.some(({ addOnTo }) => addOnTo.includes(base.code))),
    }))
}

function isInMonth({ base }: Ladder, program: Program, month: ServiceMonth, end: string): boolean {
  const days = [firstDayOfMonth(month), lastDayOfMonth(month)]
  return base.versions[0]?.program === program && days.some((day) => versionOn(base, day, end) !== undefined)
}

/** The version in force on a day. After the end of all rules the last one of a code that was in force then goes on. */
function versionOn({ versions }: CodeRules, day: string, end: string): ChargeRule | undefined {
  const inForce = versions.findLast(({ from, to }) => from <= day && day <= to)
  const last = versions.at(-1)
  return inForce ?? (last?.to === end && day > end ? last : undefined)
}

function priceOf(
  { versions }: CodeRules,
  rule: ChargeRule,
  qualifyingApm: boolean,
  day: string,
): Omit<RuleOnDay, 'rule'> {
  const priced = versions.findLast(({ from, price }) => from <= rule.from && price !== undefined)
  const price = (qualifyingApm ? priced?.price?.qualifyingApm : undefined) ?? priced?.price?.standard
  return { ...present({ price }), assumed: priced !== rule || day > rule.to }
}
