import { useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { saveCsv } from '../../ui/save-csv.ts'
import { MonthChart, type Series } from './month-chart.tsx'
import type { ChartMonth } from './report-series.ts'
import { reportsTexts } from './reports-texts.ts'

/** A chart, its sentence, its table and its CSV. */
export function ReportCard({
  title,
  facts,
  name,
  months,
  series,
  write,
  plain,
}: {
  readonly title: string
  /** What the chart says, in words. */
  readonly facts: readonly string[]
  /** Of the file. */
  readonly name: string
  readonly months: readonly ChartMonth[]
  readonly series: readonly Series[]
  readonly write: (value: number) => string
  /** A value as a spreadsheet wants it. */
  readonly plain: (value: number) => string
}) {
  const say = useSay(reportsTexts)
  const [table, setTable] = useState(false)
  const save = () => {
    const head = ['month', ...series.map((one) => one.name)]
    saveCsv(`${name}.csv`, [head, ...months.map(({ month, values }) => [month, ...values.map(plain)])])
  }
  return (
    <Card
      title={title}
      className="report-card"
      action={
        <span className="report-actions">
          <button
            type="button"
            className="link-button"
            aria-label={table ? say('as-chart', { title }) : say('as-table', { title })}
            onClick={() => {
              setTable(!table)
            }}
          >
            {table ? say('chart') : say('table')}
          </button>
          <button type="button" className="link-button" aria-label={say('csv-of', { title })} onClick={save}>
            <Icon name="download" size={14} /> {say('csv')}
          </button>
        </span>
      }
    >
      <p className="fact report-facts">{facts.join(' · ')}</p>
      {table ? (
        <MonthTable title={title} months={months} series={series} write={write} />
      ) : (
        <MonthChart months={months} series={series} write={write} label={`${title}: ${facts.join(', ')}`} />
      )}
    </Card>
  )
}

function MonthTable({
  title,
  months,
  series,
  write,
}: {
  readonly title: string
  readonly months: readonly ChartMonth[]
  readonly series: readonly Series[]
  readonly write: (value: number) => string
}) {
  const say = useSay(reportsTexts)
  const format = useFormat()
  return (
    <div className="report-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="report-table">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('month')}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map(({ month, values }) => (
            <tr key={month}>
              <th scope="row">{format.month(month)}</th>
              {values.map((value, at) => (
                <td key={series[at]?.name ?? at} className="right">
                  {value === 0 ? '–' : write(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
