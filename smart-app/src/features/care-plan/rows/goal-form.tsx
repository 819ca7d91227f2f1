import { NativeSelect, TextInput } from '@mantine/core'
import type { Goal, Quantity } from '@medplum/fhirtypes'
import { useMemo } from 'react'
import { unitName } from '#domain/care-plan/words/quantities.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { parseDay } from '../../../format/parse-date.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { takenOver } from './decide.ts'
import { goalDraftOf, measuresIn, numbersIn, withGoalDraft, type GoalDraft, type Measure } from './goal-draft.ts'
import { copyOf, putBackAsNew } from './put-back.ts'
import { RowForm, type RowEnd } from './row-form.tsx'
import type { Leave } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import type { RowSource } from './row-source.ts'
import { useRow } from './use-row.ts'
import type { RowKind } from './write-merged.ts'

interface GoalFormProps {
  readonly source: RowSource<Goal, GoalDraft>
  readonly reading: PlanReading
  readonly leave: Leave
  /** The last value, in words. */
  readonly last?: string | undefined
  readonly ends?: readonly RowEnd[]
}

const COMPARATORS = ['<', '<=', '>=', '>'] as const

/** A goal as it is edited: what, what is measured and where it should be, by when. */
export function GoalForm({ source, reading, leave, last, ends }: GoalFormProps) {
  const say = useSay(rowTexts)
  const { language } = useFormat()
  const measures = useMemo(() => measuresIn(reading.record), [reading.record])
  const { kind, faults } = useGoalKind(reading.plan.id, measures)
  const row = useRow(source, kind)
  const { draft, change } = row
  const wrong = faults(draft)
  const field = (name: keyof GoalDraft) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      change({ [name]: event.currentTarget.value })
    },
  })
  const known = 'stored' in source && source.stored.target?.[0]?.measure !== undefined
  const unit = unitName(measures.get(draft.measure)?.unit ?? unitOf(source), language)
  return (
    <RowForm row={row} kind={kind} leave={leave} ends={ends} naming={useNaming(measures)}>
      <TextInput
        label={say('goal-what')}
        autoFocus
        error={wrong.text && row.state.kind !== 'still' ? say('needs-what') : undefined}
        {...field('text')}
      />
      {!known && (
        <NativeSelect
          label={say('measure')}
          error={wrong.measure ? say('needs-measure') : undefined}
          data={[
            { value: '', label: say('no-measure') },
            ...[...measures].map(([value, { name }]) => ({ value, label: name })),
          ]}
          {...field('measure')}
        />
      )}
      <div className="field-row">
        {draft.measure !== '' && (
          <>
            <NativeSelect
              className="field-compare"
              label={say('compare')}
              data={[
                { value: '', label: say('compare-is') },
                ...COMPARATORS.map((value) => ({ value, label: say(`compare-${value}`) })),
              ]}
              {...field('comparator')}
            />
            <TextInput
              className="field-target"
              label={[say('target'), unit].filter(Boolean).join(', ')}
              error={wrong.value ? say('bad-number') : undefined}
              {...field('value')}
            />
          </>
        )}
        <TextInput
          className="field-day"
          label={say('by')}
          error={wrong.due ? say('bad-day') : undefined}
          {...field('due')}
        />
      </div>
      {last !== undefined && <p className="meta">{last}</p>}
    </RowForm>
  )
}

function unitOf(source: RowSource<Goal, GoalDraft>): Quantity {
  if (!('stored' in source)) return {}
  const { detailQuantity, detailRange } = source.stored.target?.[0] ?? {}
  return detailQuantity ?? detailRange?.low ?? {}
}

/** @param plan `CarePlan.id` */
function useGoalKind(plan: string, measures: ReadonlyMap<string, Measure>) {
  const format = useFormat()
  const { server, now } = useApp()
  const today = format.dayOf(now())
  const faults = ({ text, measure, value, due }: GoalDraft) => ({
    text: text.trim() === '',
    measure: value.trim() !== '' && measure === '',
    value: value.trim() !== '' && numbersIn(value) === undefined,
    due: due.trim() !== '' && parseDay(due, today) === undefined,
  })
  const apply = (goal: Stored<Goal>, draft: GoalDraft) =>
    withGoalDraft(takenOver(goal, today), draft, { today, measures })
  const kind: RowKind<Goal, GoalDraft> = {
    draftOf: (goal) => goalDraftOf(goal, format.day),
    apply,
    isWhole: (draft) => !Object.values(faults(draft)).includes(true),
    words: ['text'],
    putBack: (base, draft, key) =>
      putBackAsNew<Goal>(server, { plan, from: referenceTo(base), resource: copyOf(apply(base, draft)), key }),
  }
  return { kind, faults }
}

function useNaming(measures: ReadonlyMap<string, Measure>) {
  const say = useSay(rowTexts)
  const labels = { text: 'goal-what', measure: 'measure', comparator: 'compare', value: 'target', due: 'by' } as const
  return (field: keyof GoalDraft, value: string) => {
    const name = say(labels[field])
    if (field === 'measure') return { name, value: measures.get(value)?.name ?? value }
    if (field === 'comparator')
      return { name, value: say(value === '' ? 'compare-is' : `compare-${value as (typeof COMPARATORS)[number]}`) }
    return { name, value }
  }
}
