import { addMonths } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { usePanel, type Panel } from '../../data/panel.ts'
import { useReport, type ReportMonth } from '../../data/report.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Failed, Skeleton } from '../../ui/card.tsx'
import { ReportCard } from './report-card.tsx'
import { enrolledSeries, minutesSeries, revenueSeries } from './report-series.ts'
import { reportsTexts } from './reports-texts.ts'
import './reports.css'

const MONTHS = 12

/** Three charts that a practice's manager looks at: who is enrolled, whose minutes, what came of it. */
export function ReportsPage() {
  const say = useSay(reportsTexts)
  const format = useFormat()
  const { now } = useApp()
  const current = format.monthOf(now())
  const last = addMonths(current, -1)
  const report = useReport(current, MONTHS)
  const panels = [usePanel(last), usePanel(current)] as const
  const failed = report.error ?? panels[0].error ?? panels[1].error
  const [before, running] = panels.map(({ data }) => (data?.complete === true ? data : undefined))
  return (
    <div className="reports">
      <header>
        <h1>{say('title')}</h1>
        <p className="quiet fact">{say('intro', { month: format.month(current) })}</p>
      </header>
      {failed ? (
        <Failed
          error={failed}
          again={() => {
            void report.refetch()
            for (const panel of panels) void panel.refetch()
          }}
        />
      ) : report.data && before && running ? (
        <Charts months={report.data} before={before} running={running} />
      ) : (
        <section className="card">
          <Skeleton lines={8} />
        </section>
      )}
    </div>
  )
}

function Charts({
  months,
  before,
  running,
}: {
  readonly months: readonly ReportMonth[]
  readonly before: Panel
  readonly running: Panel
}) {
  const say = useSay(reportsTexts)
  const format = useFormat()
  const current = months.at(-1)
  const last = months.at(-2)
  const open = new Map([
    [last?.month ?? '', before],
    [current?.month ?? '', running],
  ])
  const eligible = running.rows.filter((row) => row.program === undefined && row.eligible.length > 0).length
  const minutes = minutesSeries(months, open)
  const revenue = revenueSeries(months, open)
  const lastMinutes = (minutes.at(-2)?.values ?? []).reduce((sum, value) => sum + value, 0)
  const unclosed = revenue.reduce((sum, { values }) => sum + (values[1] ?? 0), 0)
  const charged = months.findLast(({ cents }) => cents > 0)
  const name = (month: string | undefined) => format.monthName(month ?? '')
  const whole = (cents: number) => `$${format.count(Math.round(cents / 100))}`
  return (
    <div className="report-cards">
      <ReportCard
        title={say('enrolled-title')}
        facts={[
          say('enrolled-now', { count: current?.enrolled ?? 0, month: name(current?.month) }),
          say('eligible-now', { count: eligible }),
        ]}
        name="enrolled"
        months={enrolledSeries(months, eligible)}
        series={[
          { name: say('enrolled'), look: 'solid' },
          { name: say('eligible'), look: 'hatched' },
        ]}
        write={(value) => format.count(value)}
        plain={String}
      />
      <ReportCard
        title={say('minutes-title')}
        facts={[say('minutes-now', { count: format.count(lastMinutes), month: name(last?.month) })]}
        name="minutes"
        months={minutes}
        series={[
          { name: say('staff'), look: 'solid' },
          { name: say('practitioner'), look: 'own' },
          { name: say('open'), look: 'hatched' },
        ]}
        write={(value) => format.count(value)}
        plain={String}
      />
      <ReportCard
        title={say('revenue-title')}
        facts={[
          ...(charged
            ? [say('revenue-now', { amount: format.money(charged.cents), month: name(charged.month) })]
            : []),
          say('not-closed-now', { amount: format.money(unclosed) }),
        ]}
        name="revenue"
        months={revenue}
        series={[
          { name: say('charged'), look: 'solid' },
          { name: say('open'), look: 'hatched' },
        ]}
        write={whole}
        plain={(cents) => (cents / 100).toFixed(2)}
      />
    </div>
  )
}
