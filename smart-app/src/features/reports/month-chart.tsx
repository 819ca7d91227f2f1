import { useFormat } from '../../format/use-format.ts'
import { topOf, type ChartMonth } from './report-series.ts'

/** How a series is drawn. Texture tells them apart as well as colour. */
export type Look = 'solid' | 'own' | 'hatched'

export interface Series {
  readonly name: string
  readonly look: Look
}

/**
 * Stacked columns by month, drawn with boxes so that letters keep their size. A picture with one sentence; the same facts
 * are in the table one click away.
 */
export function MonthChart({
  months,
  series,
  write,
  label,
}: {
  readonly months: readonly ChartMonth[]
  readonly series: readonly Series[]
  readonly write: (value: number) => string
  readonly label: string
}) {
  const format = useFormat()
  const top = topOf(months)
  return (
    <div className="chart-box">
      <ul className="chart-legend">
        {series.map(({ name, look }) => (
          <li key={name}>
            <span className={`chart-swatch look-${look}`} aria-hidden="true" /> {name}
          </li>
        ))}
      </ul>
      <div className="chart" role="img" aria-label={label}>
        <div className="chart-scale">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{write(value)}</span>
          ))}
        </div>
        <div className="chart-columns">
          {months.map(({ month, values }, index) => {
            const sum = values.reduce((all, value) => all + value, 0)
            return (
              <div key={month} className="chart-column">
                <div className="chart-plot">
                  <div className="chart-stack" style={{ height: `${String((sum / top) * 100)}%` }}>
                    {sum > 0 && (index === months.length - 1 || sum === Math.max(...months.map(sumOf))) && (
                      <span className="chart-value">{write(sum)}</span>
                    )}
                    {values.map((value, at) =>
                      value > 0 ? (
                        <span
                          key={series[at]?.name ?? at}
                          className={`chart-part look-${series[at]?.look ?? 'solid'}`}
                          style={{ flexGrow: value }}
                        />
                      ) : null,
                    )}
                  </div>
                </div>
                <span className="chart-month">{format.monthName(month).slice(0, 3)}</span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const sumOf = ({ values }: ChartMonth) => values.reduce((all, value) => all + value, 0)
