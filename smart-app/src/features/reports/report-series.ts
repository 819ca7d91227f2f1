import type { Panel } from '../../data/panel.ts'
import type { ReportMonth } from '../../data/report.ts'

/** A month's values, one for each series. */
export interface ChartMonth {
  readonly month: string
  readonly values: readonly number[]
}

/** The months that are not closed yet, as they are now: by month. */
export type OpenMonths = ReadonlyMap<string, Panel>

interface OpenSums {
  readonly minutes: number
  readonly cents: number
}

/** What a month holds that no close has taken yet. */
function openSums(panel: Panel | undefined): OpenSums {
  const open = (panel?.rows ?? []).filter(({ program, state }) => program !== undefined && !CLOSED.has(state ?? ''))
  return {
    minutes: open.reduce((sum, row) => sum + row.totalMinutes, 0),
    cents: open.reduce((sum, row) => sum + row.charges.reduce((worth, { cents = 0 }) => worth + cents, 0), 0),
  }
}

const CLOSED: ReadonlySet<string> = new Set(['closed', 'submitted', 'paid', 'denied'])

/** Enrolled patients by month; in the last month, who qualifies today beside them. */
export function enrolledSeries(months: readonly ReportMonth[], eligible: number): readonly ChartMonth[] {
  return months.map(({ month, enrolled }, index) => ({
    month,
    values: [enrolled, index === months.length - 1 ? eligible : 0],
  }))
}

/** Minutes of closed months by role, and those of months that are not closed. */
export function minutesSeries(months: readonly ReportMonth[], open: OpenMonths): readonly ChartMonth[] {
  return months.map(({ month, staffMinutes, practitionerMinutes }) => ({
    month,
    values: [staffMinutes, practitionerMinutes, openSums(open.get(month)).minutes],
  }))
}

/** Charges that stand, in cents, and what months that are not closed have earned. */
export function revenueSeries(months: readonly ReportMonth[], open: OpenMonths): readonly ChartMonth[] {
  return months.map(({ month, cents }) => ({ month, values: [cents, openSums(open.get(month)).cents] }))
}

/** A round number at or above the greatest sum, for the top of a chart. */
export function topOf(months: readonly ChartMonth[]): number {
  const most = Math.max(1, ...months.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= most) ?? 10) * power
}
