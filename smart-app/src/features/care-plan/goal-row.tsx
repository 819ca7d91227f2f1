import { TextInput } from '@mantine/core'
import type { Goal } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { GoalView } from '#domain/care-plan/view/goal-view.ts'
import { useApp } from '../../app/app-context.ts'
import type { PlanReading } from '../../data/plan.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { parseDay } from '../../format/parse-date.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAutosave } from '../../ui/use-autosave.ts'
import { Conflict } from './conflict.tsx'
import { goalDraftOf, withGoalDraft, type GoalDraft } from './goal-draft.ts'
import { planTexts } from './plan-texts.ts'
import { SaveLine } from './save-line.tsx'

/** A goal: what, target, by when, the last value. Edited where it stands, saved by itself. */
export function GoalRow({ goal, reading, editable }: { goal: GoalView; reading: PlanReading; editable: boolean }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const resource = reading.record.findA('Goal', goal.reference)
  const what = inLanguage(goal.what, format.language)
  if (open && resource?.id !== undefined)
    return (
      <li className="plan-item open">
        <GoalEditor
          goal={resource as Stored<Goal>}
          close={() => {
            setOpen(false)
          }}
        />
      </li>
    )
  const [target] = goal.targets
  return (
    <li className="plan-item">
      <div className="plan-item-words">
        <span className="row-title">{what}</span>
        <span className="quiet fact">
          {[target?.target?.(format.language), goal.due !== undefined && say('by-day', { day: format.day(goal.due) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {target?.last && (
        <span className="meta plan-last">
          {say('last', {
            value: target.last.value(format.language),
            day: target.last.on === undefined ? '' : format.shortDay(target.last.on),
          })}
        </span>
      )}
      {editable && (
        <button
          type="button"
          className="icon-button"
          aria-label={say('edit', { what })}
          title={say('edit-word')}
          onClick={() => {
            setOpen(true)
          }}
        >
          <Icon name="edit" />
        </button>
      )}
    </li>
  )
}

function GoalEditor({ goal, close }: { goal: Stored<Goal>; close: () => void }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const [draft, setDraft] = useState<GoalDraft>(() => goalDraftOf(goal, format.day))
  const { autosave, settle } = useSaveGoal(goal, today)
  const faults = faultsOf(draft, today)
  const change = (part: Partial<GoalDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    if (!hasFault(faultsOf(next, today))) autosave.change(next)
  }
  const field = (name: keyof GoalDraft) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      change({ [name]: event.currentTarget.value })
    },
  })
  const done = () => {
    void autosave.flush()
    close()
  }
  return (
    <div
      className="plan-editor"
      onKeyDown={(event) => {
        if (event.key === 'Escape') done()
      }}
    >
      <div className="field-row">
        <TextInput className="grow" label={say('what')} autoFocus {...field('text')} />
        {goal.target?.[0]?.detailQuantity && (
          <TextInput
            className="field-target"
            label={`${say('target')}, ${goal.target[0].detailQuantity.unit ?? ''}`}
            error={faults.value ? say('bad-number') : undefined}
            {...field('value')}
          />
        )}
        <TextInput
          className="field-day"
          label={say('by')}
          error={faults.due ? say('bad-day') : undefined}
          {...field('due')}
        />
      </div>
      {autosave.state.kind === 'conflict' && (
        <Conflict
          reference={`Goal/${goal.id}`}
          mine={draft.text}
          settle={(mine) => {
            void settle(mine ? draft : undefined).then(close)
          }}
        />
      )}
      <div className="form-foot">
        <button type="button" className="plain-button" onClick={done}>
          {say('done')}
        </button>
        <SaveLine state={autosave.state} />
      </div>
    </div>
  )
}

interface GoalFaults {
  readonly value: boolean
  readonly due: boolean
}

function faultsOf(draft: GoalDraft, today: string): GoalFaults {
  return {
    value: draft.value.trim() !== '' && !Number.isFinite(Number(draft.value)),
    due: draft.due.trim() !== '' && parseDay(draft.due, today) === undefined,
  }
}

function hasFault({ value, due }: GoalFaults): boolean {
  return value || due
}

/** Saves over the version that was read; each save is the next one's. */
function useSaveGoal(first: Stored<Goal>, today: string) {
  const { server } = useApp()
  const queries = useQueryClient()
  const base = useRef(first)
  const autosave = useAutosave<GoalDraft>(async (draft) => {
    base.current = await server.update<Goal>(withGoalDraft(base.current, draft, today))
    await queries.invalidateQueries({ queryKey: ['plan'] })
  })
  /** Ends a conflict: mine over theirs, or theirs as it is. */
  const settle = async (mine: GoalDraft | undefined) => {
    base.current = await server.get<Stored<Goal>>(`Goal/${first.id}`)
    if (mine) base.current = await server.update<Goal>(withGoalDraft(base.current, mine, today))
    await queries.invalidateQueries({ queryKey: ['plan'] })
  }
  return { autosave, settle }
}
