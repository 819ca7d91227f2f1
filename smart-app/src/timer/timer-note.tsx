import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useApp } from '../app/app-context.ts'
import { useSay } from '../say/use-say.ts'
import { useAnnounce } from '../ui/live-region.tsx'
import { changeTimer } from './api/time-task.ts'
import { timerTexts } from './timer-texts.ts'

/** A note to the time that runs or was just saved: typed under the dock, kept until it is on the server. */
export function TimerNote({ task, close }: { task: string; close: () => void }) {
  const say = useSay(timerTexts)
  const announce = useAnnounce()
  const { server, user } = useApp()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
  }, [])
  const save = async () => {
    if (text.trim() === '') {
      close()
      return
    }
    try {
      await changeTimer(server, task, (kept) => ({
        ...kept,
        note: [...(kept.note ?? []), { text: text.trim(), time: new Date().toISOString(), ...author(user.reference) }],
      }))
      announce(say('note-saved'))
      void queries.invalidateQueries({ queryKey: ['time'] })
      close()
    } catch (error) {
      setFault(say('note-failed', { why: error instanceof Error ? error.message : '' }))
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
        rows={3}
        value={text}
        error={fault}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value)
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

function author(reference: string | undefined) {
  return reference === undefined ? {} : { authorReference: { reference } }
}
