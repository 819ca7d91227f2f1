import { useEffect, useRef, useState } from 'react'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { readPreferences } from '../../app/preferences.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useChanged } from '../../ui/use-changed.ts'
import { useWhy } from '../../ui/why.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { ServerSaid } from '../../ui/server-said.tsx'
import { COUNTABLE } from '../../timer/activities.ts'
import { runOf } from '../../timer/model.ts'
import { NO_DRAFT, useNoteDraft } from '../../timer/note-draft.ts'
import { useTimer } from '../../timer/timer-context.tsx'
import { readDraft, type EntryDraft, type EntryFaults } from './entry-draft.ts'
import { EntryFields } from './entry-fields.tsx'
import { isTyped, keepLogDraft, keptLogDraft } from './log-draft.ts'
import { timeTexts } from './time-texts.ts'
import { useIsLogging, useLogTime } from './use-entries.ts'

/** One's own time, logged by hand: a row over the list. `day`: the one that the list shows; absent: today. */
export function LogForm({ day }: { day?: string }) {
  const say = useSay(timeTexts)
  const why = useWhy()
  const format = useFormat()
  const announce = useAnnounce()
  const { now } = useApp()
  const today = format.dayOf(now())
  const kept = useKeptNote()
  const patient = usePatientId()
  const [draft, setDraft] = useState<EntryDraft>(() =>
    keptLogDraft(patient, emptyDraft(format.day(day ?? today), kept.note)),
  )
  useEffect(() => {
    keepLogDraft(patient, { draft, prefilled: kept.note })
  }, [patient, draft, kept.note])
  useChanged(day, () => {
    setDraft({ ...draft, day: format.day(day ?? today) })
  })
  // A form that was left empty overnight is today's; what was typed stays of the day that it was typed for.
  useChanged(today, (before) => {
    if (day === undefined && draft.day === format.day(before) && !isTyped(draft, kept.note))
      setDraft({ ...draft, day: format.day(today) })
  })
  const [faults, setFaults] = useState<EntryFaults>({})
  const first = useRef<HTMLInputElement>(null)
  const log = useLogTime()
  const isLogging = useIsLogging()
  useChanged(isLogging, () => {
    // What a form that was left had sent is logged, or still to be: either way it is what is kept that stands here.
    if (!isLogging) setDraft(keptLogDraft(patient, { ...emptyDraft(draft.day, kept.note), activity: draft.activity }))
  })
  useErrand('log-time', ({ from, until, activity }) => {
    first.current?.focus()
    if (from === undefined || until === undefined) return
    setDraft({
      ...emptyDraft(format.day(format.dayOf(from)), kept.note),
      from: format.time(from),
      minutes: String(Math.max(1, Math.floor((until - from) / 60_000))),
      ...(activity !== undefined && { activity }),
    })
  })
  const submit = () => {
    const read = readDraft(draft, { today, timeZone: format.timeZone })
    setFaults('faults' in read ? read.faults : {})
    if ('faults' in read || isLogging) return
    log.mutate(
      { draft, time: read.time },
      {
        onSuccess: () => {
          announce(say('saved'))
          if (draft.note.trim() !== '') kept.saved()
          setDraft({ ...emptyDraft(draft.day, ''), activity: draft.activity })
          first.current?.focus()
        },
        onError: (error) => {
          announce(why(error), true)
        },
      },
    )
  }
  return (
    <form
      className="log-form"
      aria-label={say('log-title')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <EntryFields
        draft={draft}
        faults={faults}
        first={first}
        change={(part) => {
          setDraft((before) => ({ ...before, ...part }))
        }}
      />
      <button type="submit" className="plain-button primary big" aria-disabled={isLogging}>
        {say('log')}
        <span className="key" aria-hidden="true">
          L
        </span>
      </button>
      {log.error && (
        <p className="form-fault">
          {why(log.error)} <ServerSaid error={log.error} />
        </p>
      )}
    </form>
  )
}

/** What a call script has written down, where no timer runs that it belongs to: it is the note of the time logged by hand. */
function useKeptNote(): { readonly note: string; readonly saved: () => void } {
  const [{ text }, keep] = useNoteDraft(usePatientId())
  const { state } = useTimer()
  const mine = runOf(state) === undefined
  return {
    note: mine ? text.replaceAll('\n', '; ') : '',
    saved: () => {
      if (mine) keep(NO_DRAFT)
    },
  }
}

function emptyDraft(day: string, note: string): EntryDraft {
  return { day, from: '', minutes: '', activity: readPreferences().activity ?? COUNTABLE[0], note, reason: '' }
}
