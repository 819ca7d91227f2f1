import type { Task } from '@medplum/fhirtypes'
import { decideMonth } from '#domain/billing/decide-month.ts'
import type { PolicyCharges } from '#domain/billing/month-decision.ts'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { parseServiceMonth, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { BillingPolicy } from '#domain/practice/practice.ts'
import {
  at,
  carePlan,
  condition,
  consent,
  coverage,
  enrollment,
  extension,
  instant,
  NEW_YORK,
  PATIENT,
  practice,
  STAFF,
  visit,
} from './patient-chart.ts'

/** A month that exists. */
export function month(text: string): ServiceMonth {
  const parsed = parseServiceMonth(text)
  if (!parsed) throw new Error(`${text} is no month`)
  return parsed
}

/** What a time entry may say beside its time. */
export interface TimeOptions {
  readonly id?: string
  readonly activity?: string
  readonly patient?: string
  readonly focus?: string
  readonly emOverride?: string
  readonly note?: string
  readonly status?: Task['status']
}

/** A time entry by the practice's clock: from `2025-03-05 10:00`, as many minutes as given. */
export function timed(owner: string, from: string, minutes: number, options: TimeOptions = {}): Task {
  return between(owner, instant(from), new Date(at(from) + minutes * 60_000).toISOString(), options)
}

/** A time entry between two instants as FHIR writes them. */
export function between(owner: string, start: string, end: string | undefined, options: TimeOptions = {}): Task {
  return {
    ...taskOf(owner, `${owner}-${start.replaceAll(/[:.]/g, '-')}`, options),
    executionPeriod: { start, ...(end !== undefined && { end }) },
  }
}

/** A time entry that has a day and minutes, and no clock times. */
export function manual(owner: string, day: string, minutes: number, options: TimeOptions = {}): Task {
  const { extension: extensions = [], ...task } = taskOf(owner, `${owner}-${day}-manual`, options)
  return {
    ...task,
    extension: [...extensions, extension('ccm-minutes', { valuePositiveInt: minutes })],
    executionPeriod: { start: day },
  }
}

function taskOf(owner: string, id: string, options: TimeOptions): Task {
  const { activity = 'care-coordination', patient = 'p', focus, emOverride, note, status = 'completed' } = options
  return {
    resourceType: 'Task',
    id: options.id ?? id,
    meta: { versionId: '1' },
    status,
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: activity }] },
    for: { reference: `Patient/${patient}` },
    owner: { reference: `Practitioner/${owner}` },
    ...(focus !== undefined && { focus: { reference: focus } }),
    ...(note !== undefined && { note: [{ text: note }] }),
    ...(emOverride !== undefined && { extension: [extension('ccm-em-override', { valueString: emOverride })] }),
  }
}

/** A patient-month in which nothing stands against billing, and nothing has been done yet. */
export function aPatientMonth(over: Partial<MonthFacts> = {}): MonthFacts {
  const service = over.month ?? month('2025-03')
  return {
    month: service,
    patient: PATIENT,
    conditions: [condition('c1', 'E11.9'), condition('c2', 'I10')],
    encounters: [visit('initiating', '2024-11-20')],
    coverages: [coverage()],
    consents: [consent()],
    episodes: [enrollment()],
    practice: practice(),
    staff: STAFF,
    tasks: [],
    observations: [],
    carePlans: [carePlan()],
    claims: [],
    benefits: [],
    chargeItems: [],
    otherBiller: [],
    now: windowOfMonth(service, NEW_YORK).end + 60_000,
    ...over,
  }
}

/** So many minutes of clinical staff and of the billing practitioner, on different days of a month. */
export function minutes(staff: number, practitioner = 0, service = '2025-03'): Task[] {
  return [
    ...(staff > 0 ? [timed('nurse', `${service}-05 08:00`, staff)] : []),
    ...(practitioner > 0 ? [timed('doc', `${service}-06 08:00`, practitioner)] : []),
  ]
}

/** Codes and money as the tables write them: `99490+99439×2 152.35`, `none`. */
export function billed({ charges, total }: PolicyCharges): string {
  if (charges.length === 0) return 'none'
  const codes = charges.map(({ code, units }) => (units > 1 ? `${code}×${units}` : code))
  return `${codes.join('+')} ${(total / 100).toFixed(2)}`
}

/** What both policies bill. */
export function byPolicy(facts: MonthFacts): Readonly<Record<BillingPolicy, string>> {
  return {
    'max-payment': billed(decideMonth({ ...facts, policy: 'max-payment' })),
    specific: billed(decideMonth({ ...facts, policy: 'specific' })),
  }
}

/** Counted minutes, and code and minutes of what was left out. */
export function counting(over: Partial<MonthFacts>): readonly (number | string)[] {
  const { totalMinutes, notCounted } = decideMonth(aPatientMonth(over))
  return [totalMinutes, ...notCounted.map(({ code, minutes: lost }) => `${code} ${lost}`)]
}

/** Why time was left out, in words. */
export function reasonsNotCounted(over: Partial<MonthFacts>): readonly string[] {
  return decideMonth(aPatientMonth(over)).notCounted.map(({ message }) => message)
}

/** A resource without some of its elements. */
export function omit<T extends object, K extends keyof T>(resource: T, ...names: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name as K))) as Omit<T, K>
}
