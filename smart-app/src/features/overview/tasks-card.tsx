import { Checkbox, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useApp } from '../../app/app-context.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useRoleCodeName } from '../../data/role-words.ts'
import { useAddTask, useRestoreTask, useTasks, useTickTask, type OpenTask } from '../../data/tasks.ts'
import { parseDay } from '../../format/parse-date.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { overviewTexts } from './overview-texts.ts'

const SHOWN = 4

/** What is to be done for the patient, soonest first. A tick can be taken back. */
export function TasksCard({ tools }: { tools: ReactNode }) {
  const say = useSay(overviewTexts)
  const { rights } = useApp()
  const tasks = useTasks()
  const [adding, setAdding] = useState(false)
  const [all, setAll] = useState(false)
  const count = tasks.data?.length ?? 0
  return (
    <Card
      title={say('tasks')}
      aside={
        count > SHOWN ? (
          <button
            type="button"
            className="link-button fact"
            aria-expanded={all}
            onClick={() => {
              setAll(!all)
            }}
          >
            {all ? say('fewer') : say('all-tasks', { count })}
          </button>
        ) : (
          count > 0 && <span className="quiet">{count}</span>
        )
      }
      action={
        rights.care && (
          <button
            type="button"
            className="link-button"
            aria-expanded={adding}
            onClick={() => {
              setAdding(!adding)
            }}
          >
            <Icon name="plus" size={14} /> {say('add')}
          </button>
        )
      }
      foot={tools}
    >
      {adding && (
        <TaskForm
          close={() => {
            setAdding(false)
          }}
        />
      )}
      <Read query={tasks} lines={4}>
        {(open) =>
          open.length === 0 ? (
            <p className="quiet fact">{say('no-tasks')}</p>
          ) : (
            <ul className="rows">
              {(all ? open : open.slice(0, SHOWN)).map((task) => (
                <TaskRow key={task.task.id} open={task} />
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  )
}

function TaskRow({ open }: { open: OpenTask }) {
  const format = useFormat()
  const { rights } = useApp()
  const tick = useTick(open)
  const title = open.title(format.language)
  return (
    <li className="task-row">
      <Checkbox
        aria-label={title}
        checked={tick.pending}
        disabled={!rights.care}
        onChange={() => {
          tick.run()
        }}
      />
      <div>
        <span className="row-title">{title}</span>
        <TaskFacts open={open} />
        {tick.fault !== undefined && <p className="form-fault">{tick.fault}</p>}
      </div>
    </li>
  )
}

function TaskFacts({ open }: { open: OpenTask }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const staff = useStaff()
  const roleName = useRoleCodeName()
  const { now, user } = useApp()
  const today = format.dayOf(now())
  const owner = open.owner === user.reference ? say('you') : personOf(staff.data, open.owner)?.name
  const who = owner ?? roleName(open.role ?? '')
  if (open.due !== undefined && open.due <= today)
    return (
      <div>
        <span className="chip warn">
          <Icon name="warn" size={12} />{' '}
          {open.due === today ? say('due-today') : say('overdue', { day: format.shortDay(open.due) })}
        </span>{' '}
        <span className="meta">{who}</span>
      </div>
    )
  const day =
    open.due !== undefined && (open.due.slice(0, 4) === today.slice(0, 4) ? format.weekday : format.day)(open.due)
  return <div className="meta">{[day, who].filter(Boolean).join(' · ')}</div>
}

interface Tick {
  readonly pending: boolean
  /** Why it was not ticked, in words. */
  readonly fault: string | undefined
  readonly run: () => void
}

/** Ticks a task at once, and offers the way back. */
function useTick({ task, title }: OpenTask): Tick {
  const say = useSay(overviewTexts)
  const why = useWhy()
  const format = useFormat()
  const { now } = useApp()
  const tick = useTickTask()
  const restore = useRestoreTask()
  const undo = useUndo()
  const announce = useAnnounce()
  const failed = tick.error ?? restore.error
  return {
    pending: tick.isPending,
    fault: failed ? say('task-failed', { why: why(failed) }) : undefined,
    run: () => {
      if (tick.isPending) return
      tick.mutate(
        { task, today: format.dayOf(now()) },
        {
          onSuccess: (written) => {
            const next = written.done.status === 'completed' ? undefined : written.done.restriction?.period?.end
            undo({
              text:
                next === undefined
                  ? say('task-done', { title: title(format.language) })
                  : say('task-again', { day: format.day(next) }),
              undo: () => {
                restore.mutate(written)
              },
            })
          },
          onError: (error) => {
            announce(say('task-failed', { why: why(error) }), true)
          },
        },
      )
    },
  }
}

function TaskForm({ close }: { close: () => void }) {
  const say = useSay(overviewTexts)
  const why = useWhy()
  const format = useFormat()
  const { now, user } = useApp()
  const today = format.dayOf(now())
  const add = useAddTask()
  const [text, setText] = useState('')
  const [due, setDue] = useState(format.day(today))
  const [tried, setTried] = useState(false)
  const day = parseDay(due, today)
  const submit = () => {
    setTried(true)
    if (text.trim() === '' || day === undefined || add.isPending) return
    add.mutate({ text: text.trim(), due: day, owner: user.reference }, { onSuccess: close })
  }
  return (
    <form
      className="task-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextInput
        label={say('task-what')}
        value={text}
        autoFocus
        autoComplete="off"
        error={tried && text.trim() === '' ? say('no-text') : add.error ? why(add.error) : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <TextInput
        label={say('task-due')}
        value={due}
        autoComplete="off"
        error={tried && day === undefined ? say('bad-day') : undefined}
        onChange={(event) => {
          setDue(event.currentTarget.value)
        }}
      />
      <div className="form-foot">
        <button type="submit" className="plain-button primary">
          {say('save-task')}
        </button>
        <button type="button" className="plain-button" onClick={close}>
          {say('cancel')}
        </button>
      </div>
    </form>
  )
}
