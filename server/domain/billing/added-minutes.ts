import type { MonthMinutes } from '../time/count-month.ts'
import type { Offers } from './choose-family.ts'
import type { MonthContext } from './month-context.ts'
import type { NextStep } from './month-decision.ts'
import { minutesIn, offerQuestion, offersOf } from './offers.ts'
import { serviceDate, type MinutePool } from './service-date.ts'

/** Minutes that somebody might add. */
export interface Addition {
  readonly minutes: number
  readonly by: NextStep['by']
}

/** The month's minutes with those added. */
export function withMore(now: MonthMinutes, { minutes, by }: Addition): MonthMinutes {
  return { ...now, [by]: now[by] + minutes, total: now.total + minutes }
}

/** What so many minutes would be offered as; a threshold that is not reached yet is taken to be on the month's last day. */
export function offersWith(minutes: MonthMinutes, context: MonthContext): Offers {
  const dateOf = (pool: MinutePool, threshold: number) =>
    minutesIn(minutes, pool) < threshold ? undefined : (serviceDate(context, pool, threshold) ?? context.lastDay)
  const offers = (borrow: boolean) => offersOf({ ...offerQuestion(context, borrow), minutes, dateOf })
  return { borrowed: offers(true), separate: offers(false) }
}
