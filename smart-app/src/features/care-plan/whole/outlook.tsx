import { Textarea, TextInput } from '@mantine/core'
import type { CarePlan, ClinicalImpression } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { nameOf } from '#domain/fhir/codings.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { SaveLine } from '../../../ui/save-line.tsx'
import { useAutosave } from '../../../ui/use-autosave.ts'
import { addToPlan, useChangePlan } from '../plan-write.ts'
import { OpenForm } from '../rows/open-form.tsx'
import { useHeld, useRowPlaces } from '../rows/unsent-rows.ts'
import { useRow, type RowSource } from '../rows/use-row.ts'
import type { RowKind } from '../rows/write-merged.ts'
import { withWords } from '../rows/with-words.ts'
import { wholeTexts } from './whole-texts.ts'

interface OutlookDraft {
  readonly outcome: string
  readonly prognosis: string
}

const KIND: RowKind<ClinicalImpression, OutlookDraft> = {
  draftOf: (impression) => ({ outcome: impression.summary ?? '', prognosis: prognosisOf(impression) }),
  apply: withDraft,
  isWhole: ({ outcome, prognosis }) => outcome.trim() !== '' || prognosis.trim() !== '',
  words: ['outcome', 'prognosis'],
}

function prognosisOf({ prognosisCodeableConcept = [] }: ClinicalImpression): string {
  return prognosisCodeableConcept.map(nameOf).join('; ')
}

function withDraft<I extends ClinicalImpression>(impression: I, { outcome, prognosis }: OutlookDraft): I {
  return withPrognosis(withWords(impression, 'summary', outcome), prognosis)
}

/** Other words replace what was coded. */
function withPrognosis<I extends ClinicalImpression>(impression: I, words: string): I {
  if (words.trim() === prognosisOf(impression)) return impression
  const { prognosisCodeableConcept: _, ...rest } = impression
  return { ...rest, ...(words.trim() !== '' && { prognosisCodeableConcept: [{ text: words.trim() }] }) } as I
}

/** What is expected, for the patient and for clinicians; and when the plan is looked at again. */
export function Outlook({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const { server, user, now } = useApp()
  const { plan, record, view } = reading
  const stored = record.findA('ClinicalImpression', view.outcomes[0]?.reference)
  const source: RowSource<ClinicalImpression, OutlookDraft> = stored
    ? { stored: stored as Stored<ClinicalImpression> }
    : {
        place: 'outlook',
        empty: { outcome: '', prognosis: '' },
        create: (draft, key) => {
          const made: ClinicalImpression = {
            resourceType: 'ClinicalImpression',
            status: 'completed',
            subject: plan.subject,
            effectiveDateTime: new Date(now()).toISOString(),
            ...(plan.addresses && { problem: plan.addresses }),
            ...(user.reference !== undefined && { assessor: { reference: user.reference } }),
          }
          const resource = withDraft(made, draft)
          return addToPlan<ClinicalImpression>(server, plan.id, { resource, key }, withInfo)
        },
      }
  const row = useRow(source, KIND)
  const field = (name: keyof OutlookDraft) => ({
    label: say(name),
    value: row.draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      row.change({ [name]: event.currentTarget.value })
    },
  })
  return (
    <section className="card plan-section" aria-labelledby="plan-outlook-title">
      <h2 id="plan-outlook-title">{say('outlook')}</h2>
      <OpenForm
        row={row}
        kind={KIND}
        id="plan-expected-outcome"
        labels={{ outcome: say('outcome'), prognosis: say('prognosis') }}
      >
        <Textarea rows={2} {...field('outcome')} />
        <TextInput {...field('prognosis')} />
      </OpenForm>
      <ReviewField reading={reading} />
    </section>
  )
}

function withInfo(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  return { ...plan, supportingInfo: [...(plan.supportingInfo ?? []), { reference }] }
}

/** The day of the next review. */
function ReviewField({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const { reviewOn } = reading.view
  const change = useChangePlan(reading.plan.id)
  const [typed, setTyped] = useHeld<string>('review')
  const place = useRowPlaces()('review')
  const autosave = useAutosave<string>(async (day) => {
    await change.mutateAsync((plan) => withReview(plan, day))
    if (parseDay(String(place.held()?.draft), today) === day) place.release()
  }, format.day)
  const shown = typed ?? (reviewOn === undefined ? '' : format.day(reviewOn))
  const wrong = shown.trim() !== '' && parseDay(shown, today) === undefined
  return (
    <div className="word-field" id="plan-periodic-review" data-plan-row="">
      <TextInput
        className="field-narrow"
        label={say('review')}
        value={shown}
        placeholder="11/24/2026"
        autoComplete="off"
        error={wrong ? say('bad-day') : undefined}
        onChange={(event) => {
          const next = event.currentTarget.value
          setTyped(next)
          const day = parseDay(next, today)
          if (day !== undefined) autosave.change(day)
        }}
        onBlur={() => void autosave.flush()}
      />
      <SaveLine state={autosave.state} />
    </div>
  )
}

/** The plan with a day for its next review. */
function withReview(plan: Stored<CarePlan>, day: string): Stored<CarePlan> {
  const url = structureDefinition('ccm-review-date')
  return { ...plan, extension: [...(plan.extension ?? []).filter((one) => one.url !== url), { url, valueDate: day }] }
}
