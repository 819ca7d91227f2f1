import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { mayManage, useStaff, withCredential } from '../../../data/chart.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import type { WorkRow } from '../worklist-model.ts'
import { addTasks } from './add-tasks.ts'
import type { BulkProps } from './bulk-bar.tsx'
import { BulkSheet } from './bulk-sheet.tsx'
import { bulkTexts } from './bulk-texts.ts'
import { useBulk } from './use-bulk.ts'

interface TaskDraft {
  readonly text: string
  /** As typed. */
  readonly due: string
  /** `Practitioner/…`, or one of the two words. */
  readonly owner: string
}

/** Adds the same task for each of the chosen patients. */
export function TaskSheet({ people, finished, close }: BulkProps) {
  const say = useSay(bulkTexts)
  const format = useFormat()
  const { server, user, now } = useApp()
  const today = format.dayOf(now())
  const bulk = useBulk<WorkRow>(finished)
  const [keys] = useState(() => new Map(people.map(({ id }) => [id, newKey()])))
  const [draft, setDraft] = useState<TaskDraft>({ text: '', due: format.day(today), owner: 'care-manager' })
  const [tried, setTried] = useState(false)
  const day = parseDay(draft.due, today)
  const submit = () => {
    setTried(true)
    const text = draft.text.trim()
    if (text === '' || day === undefined || day < today) return
    const at = new Date(now()).toISOString()
    const owner = draft.owner === 'anyone' ? undefined : draft.owner
    bulk.start(people, addTasks(server, { text, due: day, owner, requester: user.reference, at }, keys))
  }
  return (
    <BulkSheet
      title={say('task-title', { count: people.length })}
      people={people}
      bulk={bulk}
      close={close}
      done={(count) => say('added', { count })}
    >
      <form
        className="bulk-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TaskFields
          draft={draft}
          change={setDraft}
          faults={{
            text: tried && draft.text.trim() === '' ? say('need-text') : undefined,
            due: day === undefined ? (tried ? say('bad-day') : undefined) : day < today ? say('past') : undefined,
          }}
        />
        <div className="form-foot">
          <button type="submit" className="plain-button primary">
            {say('add-now', { count: people.length })}
          </button>
          <button type="button" className="plain-button" onClick={close}>
            {say('not-now')}
          </button>
        </div>
      </form>
    </BulkSheet>
  )
}

function TaskFields({
  draft,
  change,
  faults,
}: {
  readonly draft: TaskDraft
  readonly change: (draft: TaskDraft) => void
  readonly faults: Readonly<Record<'text' | 'due', string | undefined>>
}) {
  const say = useSay(bulkTexts)
  const staff = useStaff()
  return (
    <>
      <TextInput
        label={say('what')}
        value={draft.text}
        maxLength={200}
        autoComplete="off"
        error={faults.text}
        onChange={(event) => {
          change({ ...draft, text: event.currentTarget.value })
        }}
      />
      <TextInput
        label={say('due')}
        value={draft.due}
        autoComplete="off"
        error={faults.due}
        onChange={(event) => {
          change({ ...draft, due: event.currentTarget.value })
        }}
      />
      <NativeSelect
        label={say('owner')}
        value={draft.owner}
        data={[
          { value: 'care-manager', label: say('owner-manager') },
          { value: 'anyone', label: say('owner-anyone') },
          ...(staff.data ?? []).filter(mayManage).map(withCredential),
        ]}
        onChange={(event) => {
          change({ ...draft, owner: event.currentTarget.value })
        }}
      />
    </>
  )
}
