/** A day of the demo's story: how many months ago (0 is the running month), and which day of that month. */
export type MonthDay = readonly [monthsAgo: number, day: number]

/** Days of the story as dates `2026-11-24`, counted from today in the practice's zone. */
export interface DemoCalendar {
  readonly today: string
  readonly dayBefore: (days: number) => string
  /** The day, or the month's last where it has fewer. */
  readonly dayOf: (when: MonthDay) => string
  /** `2026-10` */
  readonly monthOf: (monthsAgo: number) => string
}

const DAY = 86_400_000

/** The calendar of the story as seen on `today` (`2026-11-24`). */
export function demoCalendar(today: string): DemoCalendar {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10)
  return {
    today,
    dayBefore: (days) => iso(Date.parse(`${today}T00:00:00Z`) - days * DAY),
    dayOf: ([monthsAgo, day]) => {
      const last = new Date(Date.UTC(year, month - monthsAgo, 0)).getUTCDate()
      return iso(Date.UTC(year, month - 1 - monthsAgo, Math.min(day, last)))
    },
    monthOf: (monthsAgo) => iso(Date.UTC(year, month - 1 - monthsAgo, 1)).slice(0, 7),
  }
}
