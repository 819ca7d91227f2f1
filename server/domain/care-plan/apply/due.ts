import type { Timing } from '@medplum/fhirtypes'
import { addDays, addMonths, lastDayOfMonth, monthOfDay } from '../../calendar.ts'

const DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7 }
const MONTHS: Readonly<Record<string, number>> = { mo: 1, a: 12 }
const DAYS_OF_MONTH = 365.25 / 12

/** The day that lies a while after another: a month later is the same day of the month, or its last. */
export function dayAfter(day: string, value: number | undefined, unit: string | undefined): string | undefined {
  if (value === undefined || unit === undefined) return undefined
  const days = DAYS[unit]
  if (days !== undefined) return addDays(day, Math.round(value * days))
  const months = MONTHS[unit]
  if (months === undefined) return undefined
  const month = addMonths(monthOfDay(day), Math.round(value * months))
  const last = lastDayOfMonth(month)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}

/** Length in days, for comparing; undefined for a unit that no plan uses. */
export function lengthInDays(value: number | undefined, unit: string | undefined): number | undefined {
  if (value === undefined || unit === undefined) return undefined
  const days = DAYS[unit] ?? (MONTHS[unit] === undefined ? undefined : MONTHS[unit] * DAYS_OF_MONTH)
  return days === undefined ? undefined : value * days
}

/** How many times a year; 0 where the timing does not say. */
export function timesAYear(timing: Timing | undefined): number {
  const { frequency = 1, period, periodUnit } = timing?.repeat ?? {}
  const days = lengthInDays(period, periodUnit)
  return days === undefined || days === 0 ? 0 : (frequency * 365.25) / days
}

/** The day by which something that is repeated is done for the first time. */
export function firstDue(day: string, timing: Timing | undefined): string | undefined {
  return dayAfter(day, timing?.repeat?.period, timing?.repeat?.periodUnit)
}
