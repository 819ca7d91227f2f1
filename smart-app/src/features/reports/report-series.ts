import type { Panel, PanelRow } from '../../data/panel.ts'
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

/** What a close would take of a month now: minutes as they are, and charges that nothing holds back. */
function openSums(panel: Panel | undefined): OpenSums {
  const open = (panel?.rows ?? []).flatMap(programsOf).filter(({ state }) => !CLOSED.has(state ?? ''))
  return {
    minutes: open.reduce((sum, { minutes }) => sum + minutes, 0),
    cents: open.reduce((sum, { state, cents }) => sum + (state === HELD ? 0 : cents), 0),
  }
}

/** The programs of a patient's month, each for itself. */
function programsOf({ program, state, totalMinutes, charges, also }: PanelRow) {
  if (program === undefined) return []
  const cents = charges.reduce((sum, charge) => sum + (charge.cents ?? 0), 0)
  return [
    { state, minutes: totalMinutes, cents },
    ...also.map((other) => ({ state: other.state, minutes: other.totalMinutes, cents: other.cents })),
  ]
}

const CLOSED: ReadonlySet<string> = new Set(['closed', 'submitted', 'paid', 'denied'])

/** State of a month that something holds back: a close leaves it out. */
const HELD = 'needs-attention'

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
