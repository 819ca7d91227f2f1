import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, monthOfDay } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { useOpenFromList } from '../../app/back-to-list.tsx'
import { readMonth, type MonthView } from '../../data/month.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useOwnDay, type OwnEntry } from '../../data/time.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { DayStrip } from './day-strip.tsx'
import { DaySummary } from './day-summary.tsx'
import { Clock, Counts, Duration, isWhole, missedOf, What } from './entry-cells.tsx'
import { TimeHead } from './time-head.tsx'
import { timeTexts } from './time-texts.ts'
import './time.css'

/** The day that was looked at last: a patient opened from it leads back to it. In this page's memory alone. */
let lookedAt: string | undefined

/** One's own time of a day, for all patients. A launch inside a chart does not have this page. */
export function MyDayPage() {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const [day, setDay] = useState(() => lookedAt ?? today)
  const entries = useOwnDay(day, format.timeZone)
  const views = useMonthsOf(entries.data ?? [], day)
  const missed = (entry: TimeEntry) => missedOf(entry, views.get(entry.task.for?.reference ?? ''))
  const show = (next: string) => {
    lookedAt = next
    setDay(next)
  }
  return (
    <div className="time-page">
      <TimeHead
        title={`${say('my-day')}, ${format.weekday(day)}`}
        by="day"
        isLast={day >= today}
        move={(count) => {
          show(addDays(day, count))
        }}
        today={
          day === today
            ? undefined
            : () => {
                show(today)
              }
        }
      />
      <section className="card time-list">
        <Read query={entries} lines={8}>
          {(list) => (
            <>
              <DayStrip day={day} entries={list} isMissed={(entry) => isWhole(missed(entry), entry)} />
              <OwnTable day={day} entries={list} views={views} />
            </>
          )}
        </Read>
      </section>
      <DaySummary
        day={day}
        entries={entries.data ?? []}
        missedOf={missed}
        groupOf={(entry) => groupOf(entry, entries.data ?? [])}
      />
    </div>
  )
}

function groupOf(entry: TimeEntry, entries: readonly OwnEntry[]): { readonly key: string; readonly label: string } {
  const key = entry.task.for?.reference ?? ''
  return { key, label: entries.find(({ reference }) => reference === entry.reference)?.name ?? key }
}

/** What the month says of each patient, by `Patient/…`: the server alone knows what counts. */
function useMonthsOf(entries: readonly OwnEntry[], day: string): ReadonlyMap<string, MonthView> {
  const { server } = useApp()
  const month = monthOfDay(day)
  const patients = [...new Set(entries.map(({ patient }) => patient))]
  const found = useQueries({
    queries: patients.map((patient) => ({
      queryKey: ['month', patient, month],
      queryFn: () => readMonth(server, patient, month),
    })),
  })
  return new Map(
    patients.flatMap((patient, index) => {
      const view = found[index]?.data
      return view ? [[`Patient/${patient}`, view] as const] : []
    }),
  )
}

interface OwnTableProps {
  readonly day: string
  readonly entries: readonly OwnEntry[]
  readonly views: ReadonlyMap<string, MonthView>
}

function OwnTable({ day, entries, views }: OwnTableProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  if (entries.length === 0) return <p className="quiet time-empty">{say('empty-own')}</p>
  return (
    <div className="time-scroll">
      <table className="entries">
        <caption className="sr-only">{`${say('my-day')}, ${format.longDay(day)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{say('when')}</th>
            <th scope="col" className="entry-time">
              {say('time')}
            </th>
            <th scope="col">{say('what')}</th>
            <th scope="col">{say('patient')}</th>
            <th scope="col">{say('counts')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <OwnRow key={entry.reference} entry={entry} view={views.get(`Patient/${entry.patient}`)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OwnRow({ entry, view }: { entry: OwnEntry; view: MonthView | undefined }) {
  const say = useSay(timeTexts)
  const open = useOpenFromList()
  return (
    <tr className={isWhole(missedOf(entry, view), entry) ? 'entry not-counted' : 'entry'}>
      <th scope="row">
        <Clock entry={entry} />
      </th>
      <td className="entry-time">
        <Duration entry={entry} />
      </td>
      <td>
        <What entry={entry} />
      </td>
      <td>
        <button
          type="button"
          className="link-button"
          aria-label={say('open-time', { name: entry.name })}
          onClick={() => {
            open(entry.patient, '/time')
          }}
        >
          {entry.name}
        </button>
      </td>
      <td>
        <Counts entry={entry} view={view} />
      </td>
    </tr>
  )
}
