import { Textarea } from '@mantine/core'
import type { CarePlan, Goal } from '@medplum/fhirtypes'
import { useState } from 'react'
import { referenceTo } from '#domain/fhir/references.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { addToPlan } from '../plan-write.ts'
import { OpenForm } from '../rows/open-form.tsx'
import { copyOf, putBackAsNew } from '../rows/put-back.ts'
import type { RowSource } from '../rows/row-source.ts'
import { useRow } from '../rows/use-row.ts'
import type { EndedItems } from '../rows/unsent-reading.ts'
import type { Ended, RowKind } from '../rows/write-merged.ts'
import { withWords } from '../rows/with-words.ts'
import { wholeTexts } from './whole-texts.ts'

interface OwnGoalDraft {
  readonly text: string
}

const KIND: RowKind<Goal, OwnGoalDraft> = {
  draftOf: (goal) => ({ text: goal.description.text ?? '' }),
  apply: (goal, { text }) => ({ ...goal, description: withWords(goal.description, 'text', text) }),
  isWhole: ({ text }) => text.trim() !== '',
  words: ['text'],
}

/** What matters to the patient, in their words: first of all. */
export function OwnGoals({ reading, ended }: { readonly reading: PlanReading; readonly ended: EndedItems }) {
  const [made, setMade] = useState<string>()
  const [first, ...others] = reading.view.ownGoals
  return [first, ...others].map((own, index) => (
    <OwnGoal
      // The field in which it was written stays the same one.
      key={own === undefined || own.reference === made ? 'new' : own.reference}
      goal={reading.record.findA('Goal', own?.reference)}
      reading={reading}
      isFirst={index === 0}
      ended={own && ended.get(own.reference)}
      made={setMade}
    />
  ))
}

interface OwnGoalProps {
  readonly goal: Goal | undefined
  readonly reading: PlanReading
  readonly isFirst: boolean
  readonly ended: Ended | undefined
  readonly made: (reference: string) => void
}

function OwnGoal({ goal, reading, isFirst, ended, made }: OwnGoalProps) {
  const say = useSay(wholeTexts)
  const { server } = useApp()
  const { subject, id } = reading.plan
  const source: RowSource<Goal, OwnGoalDraft> = goal
    ? { stored: goal as Stored<Goal>, ended }
    : {
        place: 'own-goal',
        empty: { text: '' },
        create: async ({ text }, key) => {
          const resource: Goal = {
            resourceType: 'Goal',
            lifecycleStatus: 'active',
            description: { text: text.trim() },
            subject,
            expressedBy: subject as NonNullable<Goal['expressedBy']>,
          }
          const stored = await addToPlan<Goal>(server, id, { resource, key }, withFirstGoal)
          made(referenceTo(stored))
          return stored
        },
      }
  const kind: RowKind<Goal, OwnGoalDraft> = {
    ...KIND,
    putBack: (base, draft, key) =>
      putBackAsNew<Goal>(server, {
        plan: id,
        from: referenceTo(base),
        resource: copyOf(KIND.apply(base, draft)),
        key,
      }),
  }
  const row = useRow(source, kind)
  return (
    <OpenForm row={row} kind={kind} labels={{ text: say('own-goal') }} {...(isFirst && { id: 'plan-patient-goal' })}>
      <Textarea
        label={say('own-goal')}
        value={row.draft.text}
        rows={2}
        autoComplete="off"
        onChange={(event) => {
          row.change({ text: event.currentTarget.value })
        }}
      />
    </OpenForm>
  )
}

function withFirstGoal(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  return { ...plan, goal: [{ reference }, ...(plan.goal ?? [])] }
}
