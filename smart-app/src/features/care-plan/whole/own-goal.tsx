import { Textarea } from '@mantine/core'
import type { CarePlan, Goal } from '@medplum/fhirtypes'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { addToPlan } from '../plan-write.ts'
import { OpenForm } from '../rows/open-form.tsx'
import { useRow, type RowKind, type RowSource } from '../rows/use-row.ts'
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
export function OwnGoals({ reading }: { reading: PlanReading }) {
  const [first, ...others] = reading.view.ownGoals
  return [first, ...others].map((own, index) => (
    <OwnGoal key={index} goal={reading.record.findA('Goal', own?.reference)} reading={reading} isFirst={index === 0} />
  ))
}

function OwnGoal({ goal, reading, isFirst }: { goal: Goal | undefined; reading: PlanReading; isFirst: boolean }) {
  const say = useSay(wholeTexts)
  const { server } = useApp()
  const { subject, id } = reading.plan
  const source: RowSource<Goal, OwnGoalDraft> = goal
    ? { stored: goal as Stored<Goal> }
    : {
        place: 'own-goal',
        empty: { text: '' },
        create: ({ text }, key) => {
          const resource: Goal = {
            resourceType: 'Goal',
            lifecycleStatus: 'active',
            description: { text: text.trim() },
            subject,
            expressedBy: subject as NonNullable<Goal['expressedBy']>,
          }
          return addToPlan<Goal>(server, id, { resource, key }, withFirstGoal)
        },
      }
  const row = useRow(source, KIND)
  return (
    <OpenForm row={row} kind={KIND} labels={{ text: say('own-goal') }} {...(isFirst && { id: 'plan-patient-goal' })}>
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
