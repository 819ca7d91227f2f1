import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { mayManage, personOf, useStaff, withCredential } from '../../../data/chart.ts'
import { useSay } from '../../../say/use-say.ts'
import type { WorkRow } from '../worklist-model.ts'
import { assignManager } from './assign-manager.ts'
import type { BulkProps } from './bulk-bar.tsx'
import { BulkSheet } from './bulk-sheet.tsx'
import { bulkTexts } from './bulk-texts.ts'
import { useBulk } from './use-bulk.ts'

/** Gives the chosen patients who are enrolled another care manager. */
export function AssignSheet({ people, finished, close }: BulkProps) {
  const say = useSay(bulkTexts)
  const { server } = useApp()
  const staff = useStaff()
  const [manager, setManager] = useState('')
  const [withTasks, setWithTasks] = useState(true)
  const [tried, setTried] = useState(false)
  const bulk = useBulk<WorkRow>(finished)
  const enrolled = people.filter(({ program }) => program !== undefined)
  const left = people.length - enrolled.length
  const person = personOf(staff.data, manager)
  const submit = () => {
    setTried(true)
    if (!person) return
    const assigned = { reference: person.reference, display: person.name }
    bulk.start(enrolled, assignManager(server, { manager: assigned, withTasks }))
  }
  const tasks = [...bulk.became.values()].reduce((sum, one) => sum + (one.is === 'done' ? (one.tasks ?? 0) : 0), 0)
  return (
    <BulkSheet
      title={say('assign-title', { count: enrolled.length })}
      people={people}
      bulk={bulk}
      close={close}
      done={(count) =>
        [say('assigned', { count, name: person?.name ?? '' }), tasks > 0 && say('tasks-moved', { count: tasks })]
          .filter(Boolean)
          .join(' ')
      }
    >
      {enrolled.length === 0 ? (
        <p className="quiet">{say('nobody-enrolled')}</p>
      ) : (
        <form
          className="bulk-form"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <NativeSelect
            label={say('manager')}
            description={say('manager-hint')}
            value={manager}
            error={tried && !person ? say('need-person') : undefined}
            data={[
              { value: '', label: say('choose-person') },
              ...(staff.data ?? []).filter(mayManage).map(withCredential),
            ]}
            onChange={(event) => {
              setManager(event.currentTarget.value)
            }}
          />
          <Checkbox
            label={say('with-tasks')}
            description={say('with-tasks-hint')}
            checked={withTasks}
            onChange={(event) => {
              setWithTasks(event.currentTarget.checked)
            }}
          />
          {left > 0 && <p className="quiet fact">{say('left-out', { count: left })}</p>}
          <div className="form-foot">
            <button type="submit" className="plain-button primary">
              {say('assign-now', { count: enrolled.length })}
            </button>
            <button type="button" className="plain-button" onClick={close}>
              {say('not-now')}
            </button>
          </div>
        </form>
      )}
    </BulkSheet>
  )
}
