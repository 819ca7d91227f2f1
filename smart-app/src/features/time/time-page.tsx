import { useState } from 'react'
import { addDays, addMonths, lastDayOfMonth, monthOfDay, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useMonth } from '../../data/month.ts'
import { isOnDay, type TimeEntry } from '../../data/time-entries.ts'
import { useTime } from '../../data/time.ts'
import { capital } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useChanged } from '../../ui/use-changed.ts'
import { Read } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DayStrip } from './day-strip.tsx'
import { DaySummary } from './day-summary.tsx'
import { isWhole, missedOf } from './entry-cells.tsx'
import { EntryTable } from './entry-table.tsx'
import { LogForm } from './log-form.tsx'
import { MonthSummary } from './month-summary.tsx'
import { TimeHead } from './time-head.tsx'
import { timeTexts } from './time-texts.ts'
import './time.css'
import { useSaveCsv } from './use-save-csv.ts'

/** What is shown: a month, or one day of it. */
interface Shown {
  readonly month: ServiceMonth
  readonly day?: string
}

/** What counted in a month or on a day, what did not, and why. */
export function TimePage() {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now, rights, user } = useApp()
  const staff = useStaff()
  const [{ month, day }, show] = useState<Shown>(() => ({ month: format.monthOf(now()) }))
  const current = format.monthOf(now())
  useChanged(current, (before) => {
    if (month === before && day === undefined) show({ month: current })
  })
  const showMonth = (errand: { readonly month: ServiceMonth }) => {
    show({ month: errand.month })
  }
  useErrand('show-month', showMonth)
  useErrand('show-time', showMonth)
  const entries = useTime(month, format.timeZone)
  const view = useMonth(month).data
  const logs = rights.care && user.reference !== undefined
  const listed = (all: readonly TimeEntry[]) =>
    day === undefined ? all : all.filter((entry) => isOnDay(entry, day, { now: now(), timeZone: format.timeZone }))
  const shown = listed(entries.data ?? [])
  const missed = (entry: TimeEntry) => missedOf(entry, view)
  const openDay = (next: string) => {
    show({ day: next, month: monthOfDay(next) })
  }
  const openMonth = () => {
    show({ month })
  }
  return (
    <div className="time-page">
      <Head month={month} day={day} entries={entries.data ?? []} shown={shown} show={show} />
      <section className="card time-list">
        {logs && <LogForm {...(day !== undefined && { day })} />}
        <Read query={entries} lines={8}>
          {(all) => (
            <>
              {day !== undefined && (
                <DayStrip day={day} entries={listed(all)} isMissed={(entry) => isWhole(missed(entry), entry)} />
              )}
              <EntryTable
                title={day === undefined ? format.month(month) : format.longDay(day)}
                empty={say(day === undefined ? 'empty' : 'empty-day')}
                entries={listed(all)}
                view={view}
                {...(day === undefined && { openDay })}
              />
            </>
          )}
        </Read>
      </section>
      {day === undefined ? (
        <MonthSummary month={month} view={view} />
      ) : (
        <DaySummary
          day={day}
          entries={shown}
          missedOf={missed}
          groupOf={({ owner }) => ({ key: owner, label: personOf(staff.data, owner)?.name ?? owner })}
          openMonth={openMonth}
        />
      )}
    </div>
  )
}

interface HeadProps extends Pick<Shown, 'month'> {
  readonly day: string | undefined
  /** Of the whole month. */
  readonly entries: readonly TimeEntry[]
  readonly shown: readonly TimeEntry[]
  readonly show: (next: Shown) => void
}

function Head({ month, day, entries, shown, show }: HeadProps) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now } = useApp()
  const view = useMonth(month).data
  const save = useSaveCsv(shown, view, day ?? month)
  const today = format.dayOf(now())
  const openDay = (next: string) => {
    show({ day: next, month: monthOfDay(next) })
  }
  /** Today, or its month. */
  const latest = day === undefined ? monthOfDay(today) : today
  /** Today; of another month the newest day with time. */
  const firstDay = month === monthOfDay(today) ? today : (entries[0]?.day ?? lastDayOfMonth(month))
  return (
    <TimeHead
      title={day === undefined ? format.month(month) : capital(format.weekday(day))}
      by={day === undefined ? 'month' : 'day'}
      isLast={(day ?? month) >= latest}
      move={(count) => {
        if (day === undefined) show({ month: addMonths(month, count) })
        else openDay(addDays(day, count))
      }}
      today={
        (day ?? month) === latest
          ? undefined
          : () => {
              if (day === undefined) show({ month: monthOfDay(today) })
              else openDay(today)
            }
      }
    >
      <Choice<'day' | 'month'>
        label={say('shown')}
        hidden
        value={day === undefined ? 'month' : 'day'}
        options={[
          { value: 'day', text: say('by-day') },
          { value: 'month', text: say('by-month') },
        ]}
        onChange={(by) => {
          if (by === 'month') show({ month })
          else openDay(firstDay)
        }}
      />
      <button type="button" className="plain-button" aria-label={say('csv-name')} onClick={save}>
        <Icon name="download" /> {say('csv')}
      </button>
    </TimeHead>
  )
}
