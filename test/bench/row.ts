import { median, readable } from './figures.ts'

/** A line of the table of results. */
export interface Row {
  readonly what: string
  readonly bar: string
  readonly reference: string
  readonly ours: string
  /** The ratio, or the figure that the bar is about, with its range where it was measured several times. */
  readonly result: string
  /** Undefined where there is no bar. */
  readonly reached?: boolean
}

/** How one side of a round went. */
export interface Side {
  readonly perSecond: number
  /** Microseconds of processor time that the process used for one of them, where it was measured. */
  readonly processor?: number
}

/** The reference and ours, measured one right after the other. */
export interface Round {
  readonly reference: Side
  readonly ours: Side
}

/** A line about a ratio: the median of the rounds' ratios, because the machine is never equally busy twice. */
export function ratioRow(what: string, least: number, unit: string, rounds: readonly Round[]): Row {
  const ratios = rounds.map(({ reference, ours }) => ours.perSecond / reference.perSecond)
  const ratio = median(ratios)
  return {
    what,
    bar: `≥ ${readable(least)}`,
    reference: sideText(
      rounds.map(({ reference }) => reference),
      unit,
    ),
    ours: sideText(
      rounds.map(({ ours }) => ours),
      unit,
    ),
    result: `${readable(ratio)} (${readable(Math.min(...ratios))}–${readable(Math.max(...ratios))})`,
    reached: ratio >= least,
  }
}

function sideText(sides: readonly Side[], unit: string): string {
  const rate = `${readable(median(sides.map(({ perSecond }) => perSecond)))}${unit}`
  const processor = median(sides.flatMap((side) => side.processor ?? []))
  return processor > 0 ? `${rate}, ${readable(processor)} µs` : rate
}

/** A line about a figure that must stay below a limit. */
export function limitRow(what: string, most: number, unit: string, values: readonly number[]): Row {
  const value = median(values)
  const range = values.length > 1 ? ` (${readable(Math.min(...values))}–${readable(Math.max(...values))})` : ''
  return {
    what,
    bar: `< ${readable(most)} ${unit}`,
    reference: '',
    ours: `${readable(value)} ${unit}`,
    result: `${readable(value)} ${unit}${range}`,
    reached: value < most,
  }
}

/** The lines as a table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['what', 'bar', 'reference', 'ours', 'ratio or figure', 'verdict']
  return markdown([
    head,
    ...rows.map((row) => [row.what, row.bar, row.reference, row.ours, row.result, verdictOf(row.reached)]),
  ])
}

/** Lines of cells as a table in Markdown, the first of them its head. */
export function markdown(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_unused, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const line = (texts: readonly string[]) => `| ${texts.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [first = [], ...rest] = cells
  return [line(first), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(line)].join('\n')
}

function verdictOf(reached: boolean | undefined): string {
  if (reached === undefined) return ''
  return reached ? 'reached' : 'missed'
}
