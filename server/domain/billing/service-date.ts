import { addDays, dayOf, firstDayOfMonth, MINUTE, monthOfDay, startOfDay } from '../calendar.ts'
import type { DayTotal } from '../time/timesheet.ts'
import type { MonthContext } from './month-context.ts'

/** Whose minutes a code is earned by: everybody's, the staff's alone, or the billing practitioner's alone. */
export type MinutePool = 'all' | 'staff' | 'practitioner'

/** Milliseconds of a day that belong to a pool. */
function poolTime(day: DayTotal, pool: MinutePool): number {
  if (pool === 'all') return day.all
  return pool === 'practitioner' ? day.practitioner : day.all - day.practitioner
}

/** The first local day on which a pool holds so many minutes; undefined when it never does. */
function thresholdDay(days: readonly DayTotal[], pool: MinutePool, minutes: number): string | undefined {
  let sum = 0
  for (const day of days) {
    sum += poolTime(day, pool)
    if (sum >= minutes * MINUTE) return day.day
  }
  return undefined
}

/**
 * The date of service of a family: the day on which its threshold was reached, or the month's last day where the practice
 * chose that; never one on which no time would count (after death, the end of the enrollment, the start of hospice care;
 * ccm-rules §9.1). Undefined when the threshold was not reached.
 */
export function serviceDate(context: MonthContext, pool: MinutePool, minutes: number): string | undefined {
  const reached = thresholdDay(context.timesheet.days, pool, minutes)
  if (reached === undefined || context.facts.practice.options.serviceDate === 'threshold') return reached
  return lastOpenDay(context, reached)
}

/**
 * The day that stands in for a date of service where no code was earned: that of the last counted time, else today while
 * the month runs, else the month's last day.
 */
export function referenceDay({ timesheet, facts, timeZone, lastDay }: MonthContext): string {
  const today = dayOf(facts.now, timeZone)
  return timesheet.days.at(-1)?.day ?? (monthOfDay(today) === facts.month ? today : lastDay)
}

/** The last day of the month on which the patient was alive, enrolled and not in hospice care; not before `from`. */
function lastOpenDay(context: MonthContext, from: string): string {
  let day = context.lastDay
  while (day > from && !isOpen(context, day)) day = addDays(day, -1)
  return day
}

/**
 * The first day of the month on which care by the month could be given: that of the first counted time, else the first
 * one on which the patient was enrolled with consent and not in hospice care.
 */
export function careDay(context: MonthContext): string | undefined {
  if (context.facts.practice.options.serviceDate === 'month-end') {
    const first = firstDayOfMonth(context.facts.month)
    const last = lastOpenDay(context, first)
    return isOpen(context, last) ? last : undefined
  }
  return context.timesheet.days[0]?.day ?? firstOpenDay(context)
}

function firstOpenDay(context: MonthContext): string | undefined {
  for (let day = firstDayOfMonth(context.facts.month); day <= context.lastDay; day = addDays(day, 1))
    if (isOpen(context, day)) return day
  return undefined
}

/** Whether care can be given on a day: at its end or at its beginning nothing stands against it. */
function isOpen({ bounds, chart, timeZone, enrollment }: MonthContext, day: string): boolean {
  if (chart.reasonOn(day)?.code === 'hospice') return false
  const start = startOfDay(day, timeZone)
  const end = startOfDay(addDays(day, 1), timeZone) - 1
  const withdrawn = enrollment.state === 'withdrawn'
  return [start, end].some((instant) => isOpenAt(bounds.reasonAt(instant)?.code, withdrawn))
}

/** A withdrawal takes effect at the end of the month (ccm-rules §5): no time counts, and the month may still be billed. */
function isOpenAt(code: string | undefined, withdrawn: boolean): boolean {
  return code === undefined || (withdrawn && code === 'after-withdrawal')
}
