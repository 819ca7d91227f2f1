import { Textarea } from '@mantine/core'
import type { CarePlan, Observation } from '@medplum/fhirtypes'
import type { Assessment, AssessmentView } from '#domain/care-plan/view/assessment-view.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { ASSESSMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { addToPlan } from '../plan-write.ts'
import { OpenForm } from '../rows/open-form.tsx'
import type { RowSource } from '../rows/row-source.ts'
import { useRow } from '../rows/use-row.ts'
import type { RowKind } from '../rows/write-merged.ts'
import { withWords } from '../rows/with-words.ts'
import { ELEMENT_OF_ASSESSMENT } from './elements.ts'
import { NotNeeded } from './not-needed.tsx'
import { wholeTexts } from './whole-texts.ts'

interface FindingDraft {
  readonly words: string
}

const KIND: RowKind<Observation, FindingDraft> = {
  draftOf: ({ valueString }) => ({ words: valueString ?? '' }),
  apply: (observation, { words }) => withWords(observation, 'valueString', words),
  isWhole: ({ words }) => words.trim() !== '',
  words: ['words'],
}

/** What was found out about memory, daily life, mood, home and caregiver: one sentence each, for the patient too. */
export function Findings({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  return (
    <section className="card plan-section" aria-labelledby="plan-findings-title">
      <h2 id="plan-findings-title">{say('found')}</h2>
      {(Object.keys(ASSESSMENTS) as Assessment[]).map((assessment) => (
        <Finding key={assessment} assessment={assessment} reading={reading} />
      ))}
    </section>
  )
}

function Finding({ assessment, reading }: { assessment: Assessment; reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const format = useFormat()
  const found = reading.view.assessments.find((one) => one.assessment === assessment)
  const row = useRow(useFindingSource(assessment, found, reading), KIND)
  const label = ASSESSMENTS[assessment][format.language]
  const element = ELEMENT_OF_ASSESSMENT[assessment]
  return (
    <OpenForm row={row} kind={KIND} labels={{ words: label }} id={`plan-${element}`}>
      <Textarea
        label={label}
        description={found && words(found)}
        value={row.draft.words}
        rows={2}
        autoComplete="off"
        onChange={(event) => {
          row.change({ words: event.currentTarget.value })
        }}
      />
      {!found && <NotNeeded element={element} reading={reading} />}
    </OpenForm>
  )

  function words({ on, finding, words: said }: AssessmentView): string {
    const day = on === undefined ? undefined : say('found-on', { day: format.day(on) })
    const value = said ? undefined : say('found-elsewhere', { finding: finding(format.language) })
    return [value, day].filter(Boolean).join(' · ')
  }
}

/** What was written today is written on; what is older stays on file, and new words are a new finding. */
function useFindingSource(
  assessment: Assessment,
  found: AssessmentView | undefined,
  { plan, record }: PlanReading,
): RowSource<Observation, FindingDraft> {
  const { server, user, now } = useApp()
  const format = useFormat()
  const before = record.findA('Observation', found?.reference)
  const isOurs = before?.code.coding?.some(({ system }) => system === SYSTEM) === true
  const mine = user.reference !== undefined && before?.performer?.some(({ reference }) => reference === user.reference)
  if (before && isOurs && mine && found?.on === format.dayOf(now())) return { stored: before as Stored<Observation> }
  return {
    place: `finding ${assessment}`,
    empty: { words: before?.valueString ?? '' },
    create: ({ words }, key) => {
      const resource: Observation = {
        ...newFinding(assessment, new Date(now()).toISOString(), words.trim()),
        subject: plan.subject,
        ...(user.reference !== undefined && { performer: [{ reference: user.reference }] }),
      }
      return addToPlan<Observation>(server, plan.id, { resource, key }, (newest, reference) =>
        withFinding(newest, reference, found?.reference),
      )
    },
  }
}

const SYSTEM = codeSystem('ccm-assessment')

function newFinding(assessment: Assessment, at: string, words: string): Observation {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey', display: 'Survey' },
        ],
      },
    ],
    code: { coding: [{ system: SYSTEM, code: assessment, display: ASSESSMENTS[assessment].en }] },
    effectiveDateTime: at,
    valueString: words,
  }
}

/** The plan names the new finding instead of the older one. */
function withFinding(plan: Stored<CarePlan>, reference: string, older: string | undefined): Stored<CarePlan> {
  const others = (plan.supportingInfo ?? []).filter((one) => older === undefined || literalOf(one) !== older)
  return { ...plan, supportingInfo: [...others, { reference }] }
}
