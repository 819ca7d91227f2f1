import { Textarea } from '@mantine/core'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useApp, usePatientId } from '../app/app-context.ts'
import { useSay } from '../say/use-say.ts'
import { useWhy } from '../ui/why.ts'
import { useAnnounce } from '../ui/live-region.tsx'
import { useUnsaved } from '../ui/unsaved.ts'
import { changeTimer } from './api/time-task.ts'
import { NO_DRAFT, useNoteDraft, withText } from './note-draft.ts'
import { timerTexts } from './timer-texts.ts'

/** A note to the time that runs or was just saved: typed under the dock or put together by a script, kept until it is on the server. */
export function TimerNote({ task, close }: { task: string; close: () => void }) {
  const say = useSay(timerTexts)
  const why = useWhy()
  const announce = useAnnounce()
  const { server, user } = useApp()
  const queries = useQueryClient()
  const [draft, keep] = useNoteDraft(usePatientId())
  const { text } = draft
  const [fault, setFault] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const saving = useRef(false)
  useEffect(() => {
    field.current?.focus()
  }, [])
  const save = async () => {
    if (text.trim() === '') {
      close()
      return
    }
    if (saving.current) return
    saving.current = true
    try {
      await changeTimer(server, task, (kept) => ({
        ...kept,
        note: [...(kept.note ?? []), { text: text.trim(), time: new Date().toISOString(), ...author(user.reference) }],
      }))
      announce(say('note-saved'))
      void queries.invalidateQueries({ queryKey: ['time'] })
      keep(NO_DRAFT)
      close()
    } catch (error) {
      setFault(say('note-failed', { why: why(error as Error) }))
    } finally {
      saving.current = false
    }
  }
  return (
    <form
      className="dock-note"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
      }}
    >
      <Textarea
        ref={field}
        label={say('note')}
        autosize={false}
        rows={Math.min(Math.max(3, text.split('\n').length + 1), 8)}
        value={text}
        error={fault}
        autoComplete="off"
        onChange={(event) => {
          keep(withText(draft, event.currentTarget.value))
        }}
      />
      <div className="dock-note-foot">
        <button type="button" className="plain-button" onClick={close}>
          {say('cancel')}
        </button>
        <button type="submit" className="plain-button primary">
          {say('save-note')}
        </button>
      </div>
    </form>
  )
}

/**
 * What was written down for the note opens it when its time has been saved; until the note is saved too, leaving asks first.
 * @param saved the Task that was just saved
 */
export function useWrittenNote(saved: string | undefined, open: () => void): void {
  const [{ text }] = useNoteDraft(usePatientId())
  const written = text.trim() !== ''
  const openWritten = useEffectEvent(() => {
    if (written) open()
  })
  useEffect(() => {
    if (saved !== undefined) openWritten()
  }, [saved])
  useUnsaved(written ? 'waiting' : undefined)
}

function author(reference: string | undefined) {
  return reference === undefined ? {} : { authorReference: { reference } }
}
