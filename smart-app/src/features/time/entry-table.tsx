import type { KeyboardEvent } from 'react'
import type { MonthCharge, MonthView } from '../../data/month.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useSay } from '../../say/use-say.ts'
import { EntryRow } from './entry-row.tsx'
import { timeTexts } from './time-texts.ts'

interface EntryTableProps {
  /** What the list is of: `November 2026`. */
  readonly title: string
  readonly entries: readonly TimeEntry[]
  readonly view: MonthView | undefined
  /** Said in place of an empty list. */
  readonly empty: string
  /** A list of a month leads to its days; a list of one day does not say the day. */
  readonly openDay?: (day: string) => void
}

/** Entries as a table, the newest first. */
export function EntryTable({ title, entries, view, empty, openDay }: EntryTableProps) {
  const say = useSay(timeTexts)
  if (entries.length === 0) return <p className="quiet time-empty">{empty}</p>
  return (
    <div className="time-scroll">
      <table className="entries">
        <caption className="sr-only">{`${say('title')} ${title}`}</caption>
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
        <tbody onKeyDown={moveByKeys}>
          {entries.map((entry, index) => (
            <EntryRow
              key={entry.reference}
              entry={entry}
              view={view}
              first={index === 0}
              saysDay={openDay !== undefined}
              openDay={entries[index - 1]?.day === entry.day ? undefined : openDay}
              reached={reachedWith(entry, entries, view)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The codes whose date of service is the entry's day, at the day's last entry that counts towards them. */
function reachedWith(entry: TimeEntry, entries: readonly TimeEntry[], view: MonthView | undefined): readonly string[] {
  const lastOf = ({ tasks, serviceDate }: MonthCharge) =>
    entries.find(({ day, reference }) => day === serviceDate && tasks.includes(reference))
  return (view?.charges ?? []).filter((charge) => lastOf(charge) === entry).map(({ code }) => code)
}

/** On a row: arrows lead to the next one, Enter opens why it does not count, C corrects. Each has a control in the row. */
function moveByKeys(event: KeyboardEvent<HTMLElement>): void {
  const row = event.target
  if (!(row instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>('tr.entry')]
  const found = {
    ArrowDown: rows[rows.indexOf(row) + 1],
    ArrowUp: rows[rows.indexOf(row) - 1],
    Enter: row.querySelector<HTMLElement>('.evidence-link'),
    c: row.querySelector<HTMLElement>('.entry-act button'),
  }[event.key]
  if (!found) return
  event.preventDefault()
  if (found instanceof HTMLTableRowElement) found.focus()
  else found.click()
}
