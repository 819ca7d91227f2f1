import type { Bundle, Task } from '@medplum/fhirtypes'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import type { MonthView } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import type { TimeEntry } from '../../data/time.ts'
import { durationText } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { activityTexts, isActivity } from '../../timer/activities.ts'
import { useSeconds } from '../../timer/timer-context.tsx'
import { EvidenceLink } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CorrectForm } from './correct-form.tsx'
import { timeTexts } from './time-texts.ts'

interface EntryRowProps {
  readonly entry: TimeEntry
  readonly view: MonthView | undefined
  /** Codes whose minutes were reached on this entry's day, said once. */
  readonly reached: readonly string[]
}

/** One stretch of time: when, how long, what, who, whether it counts. */
export function EntryRow({ entry, view, reached }: EntryRowProps) {
  const [correcting, setCorrecting] = useState(false)
  const missed = view?.notCounted.find(({ task }) => task === entry.reference)
  const whole = missed !== undefined && missed.minutes >= Math.floor(entry.seconds / 60)
  return (
    <>
      <tr className={whole ? 'entry not-counted' : 'entry'}>
        <th scope="row">
          <When entry={entry} />
        </th>
        <td className="entry-time">{entry.running ? <RunningTime /> : <span>{durationText(entry.seconds)}</span>}</td>
        <td>
          <What entry={entry} reached={reached} />
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
              }}
            />
          </td>
        </tr>
      )}
    </>
  )
}

function When({ entry }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now()) === entry.day
  return (
    <>
      <span className="row-title">
        {today ? `${say('today')} ${format.shortDay(entry.day)}` : format.weekday(entry.day)}
      </span>
      <span className="entry-clock">{entry.start === undefined ? say('no-clock') : format.time(entry.start)}</span>
    </>
  )
}

function RunningTime() {
  return <span>{durationText(useSeconds())}</span>
}

function What({ entry, reached }: { entry: TimeEntry; reached: readonly string[] }) {
  const say = useSay(timeTexts)
  const activity = useSay(activityTexts)
  return (
    <>
      <span className="row-title">{isActivity(entry.activity) ? activity(entry.activity) : entry.activity}</span>{' '}
      <span className="quiet">{entry.running ? say('running') : entry.note}</span>
      {entry.corrected && <Before entry={entry} />}
      {reached.map((code) => (
        <span key={code} className="chip reached">
          <Icon name="flag" size={12} /> {say('reached', { code })}
        </span>
      ))}
    </>
  )
}

/** What the entry said before its last correction, struck through in words: how long, and why it was changed. */
function Before({ entry }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const { server } = useApp()
  const version = Number(entry.task.meta?.versionId ?? 1)
  const before = useQuery({
    queryKey: ['version', entry.reference, version - 1],
    staleTime: Infinity,
    queryFn: async () => {
      const bundle = await server.get<Bundle<Task>>(`${entry.reference}/_history?_count=10`)
      return (bundle.entry ?? [])
        .flatMap(({ resource }) => resource ?? [])
        .find(({ status, meta }) => status === 'completed' && meta?.versionId !== String(version))
    },
  })
  const { start, end } = before.data?.executionPeriod ?? {}
  if (start === undefined || end === undefined) return null
  const was = durationText((Date.parse(end) - Date.parse(start)) / 1000)
  return (
    <span className="meta entry-before">{say('corrected', { was, why: entry.task.statusReason?.text ?? '' })}</span>
  )
}

function Who({ entry }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const staff = useStaff()
  const { user } = useApp()
  const person = personOf(staff.data, entry.owner)
  const own = person?.billing === true
  return (
    <span>
      {own && <span className="swatch own" aria-hidden="true" />}{' '}
      {person ? [person.name, person.credential].filter(Boolean).join(', ') : entry.owner}
      {entry.owner === user.reference && <span className="quiet"> ({say('you')})</span>}
    </span>
  )
}

function Counts({ entry, view }: { entry: TimeEntry; view: MonthView | undefined }) {
  const say = useSay(timeTexts)
  const rule = useSay(ruleTexts)
  if (entry.running) return <span className="quiet">{say('when-saved')}</span>
  if (!view) return null
  const missed = view.notCounted.find(({ task }) => task === entry.reference)
  if (!missed)
    return (
      <span>
        <span className="tone-ok">
          <Icon name="check" />
        </span>{' '}
        {say('yes')}
      </span>
    )
  const why = reasonWords(missed, rule)
  const whole = missed.minutes >= Math.floor(entry.seconds / 60)
  const text = whole ? say('no', { why }) : say('part-of-it', { count: missed.minutes, why })
  return (
    <EvidenceLink
      evidence={() => ({
        statement: text,
        sources: [{ what: durationText(entry.seconds), detail: entry.note, reference: entry.reference }],
        rule: { text: missed.message, code: missed.code },
      })}
    >
      {text}
    </EvidenceLink>
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
