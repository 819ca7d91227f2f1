import { useState } from 'react'
import { addMonths, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { useMonthEvidence } from '../../data/month-evidence.ts'
import { useMonth, type MonthView } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { useRules } from '../../data/rules.ts'
import { useTime, type TimeEntry } from '../../data/time.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { EvidenceParts } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EntryRow } from './entry-row.tsx'
import { LogForm } from './log-form.tsx'
import './time.css'
import { timeTexts } from './time-texts.ts'
import { useSaveCsv } from './use-save-csv.ts'

/** What counted in a month, what did not, and why. */
export function TimePage() {
  const format = useFormat()
  const { now, rights, user } = useApp()
  const [month, setMonth] = useState<ServiceMonth>(() => format.monthOf(now()))
  const entries = useTime(month, format.timeZone)
  const view = useMonth(month)
  const logs = rights.care && user.reference !== undefined
  return (
    <div className="time-page">
      <MonthHead month={month} choose={setMonth} entries={entries.data ?? []} view={view.data} />
      <section className="card time-list">
        {logs && <LogForm />}
        <Read query={entries} lines={8}>
          {(list) => <EntryTable entries={list} view={view.data} month={month} />}
        </Read>
      </section>
      <MonthSummary month={month} view={view.data} />
    </div>
  )
}

interface MonthHeadProps {
  readonly month: ServiceMonth
  readonly choose: (month: ServiceMonth) => void
  readonly entries: readonly TimeEntry[]
  readonly view: MonthView | undefined
}

function MonthHead({ month, choose, entries, view }: MonthHeadProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now } = useApp()
  const current = format.monthOf(now())
  const save = useSaveCsv(entries, view, month)
  return (
    <div className="time-head">
      <button
        type="button"
        className="icon-button framed"
        aria-label={say('before')}
        onClick={() => {
          choose(addMonths(month, -1))
        }}
      >
        <Icon name="back" />
      </button>
      <h1 aria-live="polite">{format.month(month)}</h1>
      {month < current && (
        <button
          type="button"
          className="icon-button framed"
          aria-label={say('after')}
          onClick={() => {
            choose(addMonths(month, 1))
          }}
        >
          <Icon name="chevron" />
        </button>
      )}
      <span className="quiet">{format.zoneName()}</span>
      <button type="button" className="plain-button time-csv" aria-label={say('csv-name')} onClick={save}>
        <Icon name="download" /> {say('csv')}
      </button>
    </div>
  )
}

function EntryTable({
  entries,
  view,
  month,
}: {
  entries: readonly TimeEntry[]
  view: MonthView | undefined
  month: ServiceMonth
}) {
  const say = useSay(timeTexts)
  const format = useFormat()
  if (entries.length === 0) return <p className="quiet time-empty">{say('empty')}</p>
  return (
    <div className="time-scroll">
      <table className="entries">
        <caption className="sr-only">{`${say('title')} ${format.month(month)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{say('when')}</th>
            <th scope="col" className="entry-time">
              {say('time')}
            </th>
            <th scope="col">{say('what')}</th>
            <th scope="col">{say('who')}</th>
            <th scope="col">{say('counts')}</th>
            <th scope="col">
              <span className="sr-only">{say('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.reference} entry={entry} view={view} reached={reachedWith(entry, entries, view)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The codes whose date of service is the entry's day, at the day's last entry that counted towards them. */
function reachedWith(entry: TimeEntry, entries: readonly TimeEntry[], view: MonthView | undefined): readonly string[] {
  const last = entries.find(({ day }) => day === entry.day)
  if (last !== entry) return []
  return (view?.charges ?? []).filter(({ serviceDate }) => serviceDate === entry.day).map(({ code }) => code)
}

/** The arithmetic of the month beside its list. */
function MonthSummary({ month, view }: { month: ServiceMonth; view: MonthView | undefined }) {
  return view ? <Summary month={month} view={view} /> : <section className="card time-summary" />
}

function Summary({ month, view }: { month: ServiceMonth; view: MonthView }) {
  const say = useSay(timeTexts)
  const rule = useSay(ruleTexts)
  const rules = useRules(month)
  const { total } = useMonthEvidence({ view, month, rules: rules.data ?? [] })
  const { sources: _, ...evidence } = total()
  const reasons = [...new Set(view.notCounted.map(({ code }) => code))]
  return (
    <section className="card time-summary" aria-labelledby="time-summary">
      <h2 id="time-summary">{evidence.statement}</h2>
      <EvidenceParts evidence={evidence} />
      {reasons.length > 0 && (
        <>
          <h3>{say('not-title')}</h3>
          <ul className="sources">
            {reasons.map((code) => {
              const some = view.notCounted.filter((one) => one.code === code)
              const [first] = some
              return (
                <li key={code}>
                  <strong>{some.reduce((sum, { minutes }) => sum + minutes, 0)} min</strong>{' '}
                  {first && reasonWords(first, rule)}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
