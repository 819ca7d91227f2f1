import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { ServerSaid } from '../../ui/server-said.tsx'
import { useWhy } from '../../ui/why.ts'
import { forgetCorrection, keepCorrection, keptCorrection, useIsBegun } from './correction-draft.ts'
import { draftOf, readDraft, type EntryFaults } from './entry-draft.ts'
import { EntryFields } from './entry-fields.tsx'
import { timeTexts } from './time-texts.ts'
import { useCorrectTime, useTakeOut } from './use-entries.ts'

/** Corrects an entry where it stands; the version before it stays on file. What is typed outlives the form until it is saved. */
export function CorrectForm({ entry, close }: { entry: TimeEntry; close: () => void }) {
  const say = useSay(timeTexts)
  const format = useFormat()
  const announce = useAnnounce()
  const why = useWhy()
  const { now } = useApp()
  const [shown] = useState(() => draftOf(entry, format.timeZone, format.day))
  const [draft, setDraft] = useState(() => keptCorrection(entry.reference, shown))
  const begun = useIsBegun(entry.reference)
  const [faults, setFaults] = useState<EntryFaults>({})
  const correct = useCorrectTime(entry)
  const takeOut = useTakeOutWithUndo(entry, close)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    first.current?.focus()
  }, [])
  const submit = () => {
    const corrected = { entry, shown }
    const read = readDraft(draft, { today: format.dayOf(now()), timeZone: format.timeZone, corrected })
    setFaults('faults' in read ? read.faults : {})
    if ('faults' in read) return
    correct.mutate(
      { draft, time: read.time },
      {
        onSuccess: () => {
          announce(say('corrected-said'))
          close()
        },
      },
    )
  }
  const fault = correct.error ?? takeOut.error
  return (
    <form
      className="log-form correct-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <EntryFields
        draft={draft}
        faults={faults}
        first={first}
        withReason
        change={(part) => {
          const next = { ...draft, ...part }
          setDraft(next)
          keepCorrection(entry.reference, { draft: next, shown })
        }}
      />
      <div className="form-foot">
        <button type="submit" className="plain-button primary">
          {say('save')}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            forgetCorrection(entry.reference)
            close()
          }}
        >
          {say(begun ? 'discard' : 'cancel')}
        </button>
        <button
          type="button"
          className="link-button tone-stop"
          onClick={() => {
            if (draft.reason.trim() === '') setFaults({ reason: true })
            else takeOut.run(draft.reason)
          }}
        >
          {say('take-out')}
        </button>
      </div>
      {fault && (
        <p className="form-fault" role="alert">
          {why(fault)} <ServerSaid error={fault} />
        </p>
      )}
    </form>
  )
}

function useTakeOutWithUndo(entry: TimeEntry, close: () => void) {
  const say = useSay(timeTexts)
  const undo = useUndo()
  const { taking, putBack } = useTakeOut(entry)
  return {
    error: taking.error,
    run: (reason: string) => {
      taking.mutate(reason, {
        onSuccess: (taken) => {
          undo({
            text: say('taken-out'),
            undo: () => {
              putBack.mutate(taken)
            },
          })
          close()
        },
      })
    },
  }
}
