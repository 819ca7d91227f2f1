import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { literalOf } from '#domain/fhir/references.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { readIntervention } from '#domain/care-plan/view/intervention-reading.ts'
import type { InterventionKind } from '#domain/care-plan/view/intervention-view.ts'
import { memberName } from '#domain/care-plan/view/member-name.ts'
import { timingWords } from '#domain/care-plan/words/timing-words.ts'
import { INTERVENTIONS, RESPONSIBLE_ROLES } from '#domain/terminology/generated/care-plan-codes.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import type { Language } from '../../../say/say.ts'
import { useSay } from '../../../say/use-say.ts'
import { takenOver } from './decide.ts'
import { RowForm, type RowEnd } from './row-form.tsx'
import type { Leave } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import type { RowSource } from './row-source.ts'
import { useRow } from './use-row.ts'
import type { RowKind } from './write-merged.ts'
import { useReplacing, useUndoReplacing, type SayReplaced } from './use-replacing.ts'
import { timingKey, timingOf, withWorkDraft, workDraftOf, type WorkContext, type WorkDraft } from './work-draft.ts'
import type { Work } from './work-kind.ts'

interface WorkFormProps {
  readonly source: RowSource<Work, WorkDraft>
  readonly reading: PlanReading
  readonly leave: Leave
  readonly ends?: readonly RowEnd[]
  /** Whether its kind can be chosen. */
  readonly choosesKind: boolean
  /** Its kind made it another resource. */
  readonly replaced: SayReplaced
}

/** An intervention as it is edited: what · who · how often · next, and what exactly. */
export function WorkForm({ source, reading, leave, ends, choosesKind, replaced }: WorkFormProps) {
  const say = useSay(rowTexts)
  const { language } = useFormat()
  const context = useWorkContext(reading.view)
  const changing = useReplacing(reading.plan.id, context, replaced)
  const offerUndo = useUndoReplacing(changing, context)
  const { kind, faults } = workKind(context, changing)
  const row = useRow(source, kind)
  const { draft, change } = row
  const [first] = useState(draft.kind)
  const leaveSaying: Leave = (next) => {
    offerUndo(first, row.written())
    leave(next)
  }
  const wrong = faults(draft)
  const whos = useWhos(reading, source)
  const timings = useTimings(source)
  const field = (name: keyof WorkDraft) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      change({ [name]: event.currentTarget.value })
    },
  })
  const named = (options: readonly Option[], value: string) =>
    options.find((one) => one.value === value)?.label ?? value
  const naming = (name: keyof WorkDraft, value: string) => ({
    name: say(name),
    value:
      name === 'who'
        ? named(
            whos.flatMap(({ items }) => items),
            value,
          )
        : name === 'often'
          ? named(timings, value)
          : name === 'kind'
            ? kindName(value, language)
            : value,
  })
  return (
    <RowForm row={row} kind={kind} leave={leaveSaying} ends={ends} naming={naming}>
      <div className="field-row">
        {choosesKind && (
          <NativeSelect
            className="field-kind"
            label={say('kind')}
            autoFocus={!('stored' in source)}
            data={[
              ...(draft.kind === '' ? [{ value: '', label: say('no-kind') }] : []),
              ...Object.entries(INTERVENTIONS).map(([value, name]) => ({ value, label: name[language] })),
            ]}
            {...field('kind')}
          />
        )}
        <TextInput
          className="grow"
          label={say('what')}
          autoFocus={!choosesKind || 'stored' in source}
          error={wrong.what && row.state.kind !== 'still' ? say('needs-what') : undefined}
          {...field('what')}
        />
      </div>
      <div className="field-row">
        <NativeSelect
          className="grow"
          label={say('who')}
          data={[
            { value: '', label: say('nobody') },
            ...whos.map(({ group, items }) => ({ group, items: [...items] })),
          ]}
          {...field('who')}
        />
        <NativeSelect className="field-often" label={say('often')} data={[...timings]} {...field('often')} />
        <TextInput
          className="field-day"
          label={say('next')}
          error={wrong.next ? say('bad-day') : undefined}
          {...field('next')}
        />
      </div>
      <Textarea label={say('how')} rows={2} {...field('how')} />
    </RowForm>
  )
}

function kindName(kind: string, language: Language): string {
  return kind === '' ? '' : INTERVENTIONS[kind as InterventionKind][language]
}

function useWorkContext(view: CarePlanView): WorkContext {
  const format = useFormat()
  const { now } = useApp()
  return {
    today: format.dayOf(now()),
    day: format.day,
    roleOf: (reference: string) => view.team.members.find((member) => member.reference === reference)?.plainRole,
  }
}

function workKind(context: WorkContext, { replacing, putBack }: ReturnType<typeof useReplacing>) {
  const { today, day } = context
  const faults = ({ what, next }: WorkDraft) => ({
    what: what.trim() === '',
    next: next.trim() !== '' && parseDay(next, today) === undefined,
  })
  const kind: RowKind<Work, WorkDraft> = {
    draftOf: (work) => workDraftOf(work, day),
    apply: (work, draft) => withWorkDraft(takenOver(work, today), draft, context),
    isWhole: (draft) => !Object.values(faults(draft)).includes(true),
    words: ['what', 'how'],
    replacing,
    putBack,
  }
  return { kind, faults }
}

interface Option {
  readonly value: string
  readonly label: string
}

/** Who can be responsible: the patient, the team by name, a role; and whoever is named now. */
function useWhos({ plan, view, record }: PlanReading, source: RowSource<Work, WorkDraft>) {
  const say = useSay(rowTexts)
  const patient = { value: plan.subject.reference ?? '', label: say('role-patient') }
  const team = view.team.members.map(({ reference, name }) => ({ value: reference, label: name }))
  const roles = Object.keys(RESPONSIBLE_ROLES)
    .filter((role) => role !== 'patient')
    .map((role) => ({ value: `role:${role}`, label: say(`role-${role as keyof typeof RESPONSIBLE_ROLES}`) }))
  const now = 'stored' in source ? readIntervention(source.stored).who : undefined
  const named =
    now?.reference === undefined
      ? []
      : [{ value: now.reference, label: memberName(now, record) ?? literalOf(now) ?? '' }]
  const known = [patient, ...team]
  const others = named.filter(({ value }) => !known.some((one) => one.value === value))
  return [
    { group: say('team'), items: [...known, ...others] },
    { group: say('roles'), items: roles },
  ]
}

const TIMINGS = [
  '1/1/d',
  '2/1/d',
  '1/1/wk',
  '2/1/wk',
  '3/1/wk',
  '5/1/wk',
  '1/2/wk',
  '1/1/mo',
  '1/3/mo',
  '1/6/mo',
  '1/1/a',
]

/** How often something can be done, in words; and the rhythm that it has now. */
function useTimings(source: RowSource<Work, WorkDraft>): readonly Option[] {
  const say = useSay(rowTexts)
  const { language } = useFormat()
  const now = 'stored' in source ? timingKey(readIntervention(source.stored).howOften) : ''
  const keys = now === '' || TIMINGS.includes(now) ? TIMINGS : [now, ...TIMINGS]
  return [
    { value: '', label: say('once') },
    ...keys.map((value) => ({ value, label: timingWords(timingOf(value), language) ?? value })),
  ]
}
