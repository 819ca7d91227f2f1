import type { CarePlan, Goal } from '@medplum/fhirtypes'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Icon } from '../../../ui/icon.tsx'
import { addToPlan } from '../plan-write.ts'
import type { WantedWork } from '../use-go-to.ts'
import { newGoal, NO_GOAL, measuresIn, withGoalDraft, type GoalDraft } from './goal-draft.ts'
import { GoalForm } from './goal-form.tsx'
import type { Leave } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import { useIsUnsent } from './unsent-rows.ts'
import { newWork } from './new-work.ts'
import { NO_WORK, withWorkDraft, type WorkDraft } from './work-draft.ts'
import { WorkForm } from './work-form.tsx'
import type { Work } from './work-kind.ts'

interface AddProps {
  readonly reading: PlanReading
  /** `Condition/…` that it is for, and its name. */
  readonly problem: { readonly reference: string; readonly name: string } | undefined
  /** The row that is being made has this name in the plan now: the list leaves it out while it is open. */
  readonly made: (reference: string | undefined) => void
}

interface AddRowProps {
  readonly word: 'add-goal' | 'add-work'
  readonly problem: AddProps['problem']
  readonly made: AddProps['made']
  /** Opens it whenever it changes. */
  readonly wanted?: unknown
  readonly form: (leave: Leave) => ReactNode
}

/** What the new row will be. */
function placeOf(word: AddRowProps['word'], problem: AddProps['problem']): string {
  return `${word} ${problem?.reference ?? ''}`
}

/** A button that becomes an empty row. The focus comes back to it. */
function AddRow({ word, problem, made, wanted, form }: AddRowProps) {
  const say = useSay(rowTexts)
  const [open, setOpen] = useState(useIsUnsent(placeOf(word, problem)))
  const button = useRef<HTMLButtonElement>(null)
  const editor = useRef<HTMLDivElement>(null)
  const back = useRef(false)
  useEffect(() => {
    if (open) editor.current?.scrollIntoView({ block: 'nearest' })
    if (open || !back.current) return
    back.current = false
    button.current?.focus()
  }, [open])
  useEffect(() => {
    if (wanted !== undefined) setOpen(true)
  }, [wanted])
  if (open)
    return (
      <div ref={editor} className="plan-item open" data-plan-row="">
        {form(() => {
          back.current = true
          made(undefined)
          setOpen(false)
        })}
      </div>
    )
  return (
    <button
      ref={button}
      type="button"
      className="link-button add-row"
      data-add={word}
      aria-label={problem ? say('for-problem', { word: say(word), problem: problem.name }) : say(word)}
      onClick={() => {
        setOpen(true)
      }}
    >
      <Icon name="plus" size={14} /> {say(word)}
    </button>
  )
}

/** Adds a goal: it is in the plan from its first words on. */
export function AddGoal({ reading, problem, made }: AddProps) {
  const { server, user, now } = useApp()
  const format = useFormat()
  const create = async (draft: GoalDraft, key: string) => {
    const today = format.dayOf(now())
    const empty = newGoal(reading.plan, problem?.reference, user.reference, today)
    const goal = withGoalDraft(empty, draft, { today, measures: measuresIn(reading.record) })
    const stored = await addToPlan<Goal>(server, reading.plan.id, { resource: goal, key }, withGoal)
    made(`Goal/${stored.id}`)
    return stored
  }
  return (
    <AddRow
      word="add-goal"
      problem={problem}
      made={made}
      form={(leave) => (
        <GoalForm
          source={{ place: placeOf('add-goal', problem), empty: NO_GOAL, create }}
          reading={reading}
          leave={leave}
        />
      )}
    />
  )
}

function withGoal(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  return { ...plan, goal: [...(plan.goal ?? []), { reference }] }
}

/** Adds something that is done. @param wanted opens it for a kind that the plan lacks */
export function AddWork({ reading, problem, made, wanted }: AddProps & { readonly wanted?: WantedWork | undefined }) {
  const format = useFormat()
  const { server, user, now } = useApp()
  const create = async (draft: WorkDraft, key: string) => {
    const { plan, view } = reading
    const at = new Date(now()).toISOString()
    const empty = newWork({ plan, kind: draft.kind, problem: problem?.reference, by: user.reference, now: at })
    const roleOf = (who: string) => view.team.members.find(({ reference }) => reference === who)?.plainRole
    const work = withWorkDraft(empty, draft, { today: format.dayOf(now()), day: format.day, roleOf })
    const stored = await addToPlan<Work>(server, plan.id, { resource: work, key }, withActivity)
    made(`${stored.resourceType}/${stored.id}`)
    return stored
  }
  return (
    <AddRow
      word="add-work"
      problem={problem}
      wanted={wanted}
      made={made}
      form={(leave) => (
        <WorkForm
          source={{
            place: placeOf('add-work', problem),
            empty: { ...NO_WORK, kind: wanted?.kind ?? NO_WORK.kind },
            create,
          }}
          reading={reading}
          leave={leave}
          choosesKind
          replaced={(_, reference) => {
            made(reference)
          }}
        />
      )}
    />
  )
}

function withActivity(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  return { ...plan, activity: [...(plan.activity ?? []), { reference: { reference } }] }
}
