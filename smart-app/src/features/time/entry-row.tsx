import { useRef, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import type { MonthView } from '../../data/month.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { CorrectForm } from './correct-form.tsx'
import { useIsBegun } from './correction-draft.ts'
import { Clock, Counts, Duration, isWhole, missedOf, What, Who } from './entry-cells.tsx'
import { timeTexts } from './time-texts.ts'

interface EntryRowProps {
  readonly entry: TimeEntry
  readonly view: MonthView | undefined
  /** Codes whose minutes were reached on this entry's day, said once. */
  readonly reached: readonly string[]
  /** Opens the entry's day, from the first row of it; absent: the list is of one day. */
  readonly openDay?: ((day: string) => void) | undefined
  /** Whether the row says the day: not in a list of one day. */
  readonly saysDay: boolean
  /** The one row that the Tab key reaches; arrows lead to the others. */
  readonly first: boolean
}

/** One stretch of time: when, how long, what, who, whether it counts. */
export function EntryRow({ entry, view, reached, openDay, saysDay, first }: EntryRowProps) {
  const [correcting, setCorrecting] = useState(false)
  const begun = useIsBegun(entry.reference)
  const row = useRef<HTMLTableRowElement>(null)
  const whole = isWhole(missedOf(entry, view), entry)
  return (
    <>
      <tr ref={row} className={whole ? 'entry not-counted' : 'entry'} tabIndex={first ? 0 : -1}>
        <th scope="row">{saysDay ? <When entry={entry} openDay={openDay} /> : <Clock entry={entry} />}</th>
        <td className="entry-time">
          <Duration entry={entry} />
        </td>
        <td>
          <What entry={entry} />
          <Reached codes={reached} />
          {begun && !correcting && <Begun open={setCorrecting} />}
        </td>
        <td>
          <Who entry={entry} />
        </td>
        <td>
          <Counts entry={entry} view={view} />
        </td>
        <td className="entry-act">
          {!entry.running && (
            <CorrectButton
              entry={entry}
              open={correcting}
              press={() => {
                setCorrecting(!correcting)
              }}
            />
          )}
        </td>
      </tr>
      {correcting && (
        <tr className="entry-form">
          <td colSpan={6}>
            <CorrectForm
              entry={entry}
              close={() => {
                setCorrecting(false)
                row.current?.focus()
              }}
            />
          </td>
        </tr>
      )}
    </>
  )
}

function When({ entry, openDay }: { entry: TimeEntry; openDay: EntryRowProps['openDay'] }) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now()) === entry.day
  const text = today ? `${say('today')} ${format.shortDay(entry.day)}` : format.weekday(entry.day)
  return (
    <>
      {openDay ? (
        <button
          type="button"
          className="link-button row-title"
          aria-label={say('open-day', { day: text })}
          onClick={() => {
            openDay(entry.day)
          }}
        >
          {text}
        </button>
      ) : (
        <span className="row-title">{text}</span>
      )}
      <span className="entry-clock">{entry.start === undefined ? say('no-clock') : format.time(entry.start)}</span>
    </>
  )
}

function Reached({ codes }: { codes: readonly string[] }) {
  const say = useSay(timeTexts)
  return codes.map((code) => (
    <span key={code} className="chip reached">
      <Icon name="flag" size={12} /> {say('reached', { code })}
    </span>
  ))
}

/** A correction that was left half typed, and the way back to it. */
function Begun({ open }: { open: (correcting: true) => void }) {
  const say = useSay(timeTexts)
  return (
    <span className="chip warn entry-begun">
      <Icon name="warn" size={12} /> {say('begun')}{' '}
      <button
        type="button"
        className="link-button"
        onClick={() => {
          open(true)
        }}
      >
        {say('go-on')}
      </button>
    </span>
  )
}

/** Own time may be corrected by who logged it, everybody's by a biller. */
function CorrectButton({ entry, open, press }: { entry: TimeEntry; open: boolean; press: () => void }) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { user, rights } = useApp()
  const may = rights.bill || (rights.care && entry.owner === user.reference)
  if (!may) return null
  const what = `${format.day(entry.day)} ${entry.start === undefined ? '' : format.time(entry.start)}`
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={say('correct', { what })}
      title={say('correct-word')}
      aria-expanded={open}
      onClick={press}
    >
      <Icon name="edit" />
    </button>
  )
}
