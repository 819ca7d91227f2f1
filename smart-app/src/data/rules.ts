import type { ChargeItemDefinition, Extension } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { addDays, lastDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { Program } from '#domain/enrollment/program.ts'
import { extensionOf, partOf } from '#domain/fhir/extensions.ts'
import { useApp } from '../app/app-context.ts'

/** A charge code's rule, as the guide's ChargeItemDefinition has it for a date of service. */
export interface CodeRule {
  readonly code: string
  readonly title: string
  readonly description: string
  readonly version: string
  readonly program: string
  readonly family: string
  readonly performer: 'staff' | 'practitioner' | undefined
  readonly threshold: number | undefined
  readonly increment: number | undefined
  readonly maxUnits: number
  readonly addOnTo: readonly string[]
  readonly cents: number | undefined
  /** The price, else the last one that was known: what the server bills where a year has none on file. */
  readonly lastCents: number | undefined
  /** How many chronic conditions the code is for, and of whom; absent: any. */
  readonly conditionsAtMost: number | undefined
  readonly conditionsAtLeast: number | undefined
  readonly qmb: boolean | undefined
  readonly source: string | undefined
  readonly since: string | undefined
}

/** A mark on the month's bar. */
export interface Step {
  readonly minutes: number
  readonly code: string
  readonly cents: number | undefined
  /** No further unit is paid after this one. */
  readonly last: boolean
}

/** The rules in force at the end of a month; after the last year on file, that year's go on. */
export function useRules(month: ServiceMonth): UseQueryResult<readonly CodeRule[]> {
  const { server } = useApp()
  const day = lastDayOfMonth(month)
  return useQuery({
    queryKey: ['rules', day],
    staleTime: Infinity,
    queryFn: async () => {
      const since = addDays(day, -730)
      const found = await server.search<ChargeItemDefinition>(
        'ChargeItemDefinition',
        `status=active&effective=ge${since}&_count=100`,
      )
      return inForce(found.flatMap(ruleOf), day)
    },
  })
}

interface DatedRule extends Omit<CodeRule, 'lastCents'> {
  readonly from: string
  readonly to: string
}

function inForce(rules: readonly DatedRule[], day: string): readonly CodeRule[] {
  const begun = rules.filter(({ from }) => from <= day).toSorted((one, other) => (one.from < other.from ? 1 : -1))
  return begun
    .filter((rule, index) => begun.findIndex(({ code }) => code === rule.code) === index)
    .map((rule) => ({
      ...rule,
      lastCents: begun.find(({ code, cents }) => code === rule.code && cents !== undefined)?.cents,
    }))
}

/**
 * The code that a month in a programme begins with: the first of staff's time, in APCM the level by the number of chronic
 * conditions. A Qualified Medicare Beneficiary's level is left aside: who is one is billed no part.
 */
export function firstCodeOf(rules: readonly CodeRule[], program: Program, conditions: number): CodeRule | undefined {
  if (program !== 'apcm') return rules.find(({ family, threshold }) => family === `${program}-staff` && threshold !== undefined)
  return rules.find(
    ({ family, qmb, conditionsAtMost = conditions, conditionsAtLeast = 0 }) =>
      family === 'apcm' && qmb !== true && conditionsAtLeast <= conditions && conditions <= conditionsAtMost,
  )
}

/** The patient's fifth of a price, in cents, once the deductible is met; other insurance may pay it. */
export const coinsuranceOf = (cents: number): number => Math.round(cents / 5)

function ruleOf(definition: ChargeItemDefinition): readonly DatedRule[] {
  const rule = extensionOf(definition, 'ccm-rule')
  const code = definition.code?.coding?.[0]?.code
  if (!rule || code === undefined) return []
  const { start = '', end = '' } = definition.effectivePeriod ?? {}
  const { title = code, description = '', version = '' } = definition
  return [{ code, title, description, version, ...earnedBy(rule), ...worthOf(definition), since: start, from: start, to: end }]
}

function earnedBy(rule: Extension) {
  const word = (name: string) => partOf(rule, name)?.valueCode ?? ''
  const count = (name: string) => partOf(rule, name)?.valuePositiveInt
  const performer = word('performer')
  return {
    program: word('program'),
    family: word('family'),
    performer: performer === 'staff' || performer === 'practitioner' ? performer : undefined,
    threshold: count('threshold'),
    increment: count('increment'),
    conditionsAtMost: count('conditionsAtMost'),
    conditionsAtLeast: count('conditionsAtLeast'),
    qmb: partOf(rule, 'qmb')?.valueBoolean,
    maxUnits: count('maxUnits') ?? 1,
    addOnTo: (rule.extension ?? []).flatMap(({ url, valueCode }) => (url === 'addOnTo' ? (valueCode ?? []) : [])),
    source: partOf(rule, 'source')?.valueString,
  } as const
}

function worthOf(definition: ChargeItemDefinition): { readonly cents: number | undefined } {
  const amount = definition.propertyGroup?.[0]?.priceComponent?.[0]?.amount?.value
  return { cents: amount === undefined ? undefined : Math.round(amount * 100) }
}

/** The marks of a family of codes: the base code's minutes, then each further unit of its add-ons up to the cap. */
export function stepsOf(rules: readonly CodeRule[], family: string): readonly Step[] {
  const base = rules.find((rule) => rule.family === family && rule.threshold !== undefined)
  const threshold = base?.threshold
  if (!base || threshold === undefined) return []
  const addOn = rules.find((rule) => rule.addOnTo.includes(base.code) && rule.increment !== undefined)
  const units = Math.min(addOn?.maxUnits ?? 0, MOST_MARKS)
  const further = Array.from({ length: units }, (_, unit) => ({
    minutes: threshold + (unit + 1) * (addOn?.increment ?? 0),
    code: addOn?.code ?? '',
    cents: addOn?.lastCents,
    last: unit + 1 === addOn?.maxUnits,
  }))
  return [{ minutes: threshold, code: base.code, cents: base.lastCents, last: units === 0 }, ...further]
}

const MOST_MARKS = 4
