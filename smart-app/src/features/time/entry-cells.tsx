import type { Bundle, Task } from '@medplum/fhirtypes'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { secondsMissed, type MonthView, type NotCounted } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { secondsOf, type TimeEntry } from '../../data/time-entries.ts'
import { durationText } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import { heardRule } from '../../say/server-words.ts'
import { useSay } from '../../say/use-say.ts'
import { activityTexts, isActivity } from '../../timer/activities.ts'
import { secondsBetween } from '../../timer/model.ts'
import { EvidenceLink } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { timeTexts } from './time-texts.ts'

/** What a month does not count of an entry, by reason; nothing: all of it counts, or nothing is known yet. */
export function missedOf(entry: TimeEntry, view: MonthView | undefined): readonly NotCounted[] {
  return view?.notCounted.filter(({ task }) => task === entry.reference) ?? []
}

/** Whether nothing of an entry counts. */
export function isWhole(missed: readonly NotCounted[], { seconds }: TimeEntry): boolean {
  return missed.length > 0 && secondsMissed(missed) >= seconds
}

/** How long an entry took; of one that runs, how long so far. */
export function Duration({ entry }: { entry: TimeEntry }) {
  if (!entry.running || entry.start === undefined) return <span>{durationText(entry.seconds)}</span>
  return <SoFar since={entry.start} />
}

function SoFar({ since }: { since: number }) {
  const { now } = useApp()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      tick((count) => count + 1)
    }, 1_000)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return <span>{durationText(secondsBetween(since, now()))}</span>
}

/** From when until when, on the practice's clock. */
export function Clock({ entry: { start, end, running } }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const format = useFormat()
  if (start === undefined) return <>{say('no-clock')}</>
  if (running || end === undefined) return <>{say('since', { time: format.time(start) })}</>
  return (
    <>
      {format.time(start)} – {format.time(end)}
    </>
  )
}

/** What was done, the note, and what the entry said before it was corrected. */
export function What({ entry }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const activity = useSay(activityTexts)
  return (
    <>
      <span className="row-title">{isActivity(entry.activity) ? activity(entry.activity) : entry.activity}</span>{' '}
      <span className="quiet entry-note">{entry.running ? say('running') : entry.note}</span>
      {entry.corrected && <Before entry={entry} />}
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
      const earlier = (bundle.entry ?? [])
        .flatMap(({ resource }) => resource ?? [])
        .find(({ status, meta }) => status === 'completed' && meta?.versionId !== String(version))
      return earlier ? secondsOf(earlier) : null
    },
  })
  if (before.data === undefined || before.data === null) return null
  const was = durationText(before.data)
  return (
    <span className="meta entry-before">{say('corrected', { was, why: entry.task.statusReason?.text ?? '' })}</span>
  )
}

/** Whose time it is. */
export function Who({ entry }: { entry: TimeEntry }) {
  const say = useSay(timeTexts)
  const staff = useStaff()
  const { user } = useApp()
  const person = personOf(staff.data, entry.owner)
  return (
    <span>
      {person?.billing === true && <span className="swatch own" aria-hidden="true" />}{' '}
      {person ? [person.name, person.credential].filter(Boolean).join(', ') : entry.owner}
      {entry.owner === user.reference && <span className="quiet"> ({say('you')})</span>}
    </span>
  )
}

/** Whether an entry counts, and if not, why. */
export function Counts({ entry, view }: { entry: TimeEntry; view: MonthView | undefined }) {
  const say = useSay(timeTexts)
  const rule = useSay(ruleTexts)
  if (entry.running) return <span className="quiet">{say('when-saved')}</span>
  if (!view) return null
  const missed = missedOf(entry, view)
  if (missed.length === 0)
    return (
      <span>
        <span className="tone-ok">
          <Icon name="check" />
        </span>{' '}
        {say('yes')}
      </span>
    )
  const reasons = missed.map((one) => ({ words: reasonWords(one, rule), time: durationText(one.seconds) }))
  const why = reasons.map((one) => (reasons.length > 1 ? say('some', one) : one.words)).join('; ')
  const text = isWhole(missed, entry)
    ? say('no', { why })
    : say('part-of-it', { time: durationText(secondsMissed(missed)), why })
  return (
    <EvidenceLink
      evidence={() => ({
        statement: text,
        sources: [{ what: durationText(entry.seconds), detail: entry.note, reference: entry.reference }],
        rule: missed.map(({ code, message }) => ({ text: heardRule(code, message), said: message, code })),
      })}
    >
      {text}
    </EvidenceLink>
  )
}
