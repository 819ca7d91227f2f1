import { Textarea, TextInput } from '@mantine/core'
import type { CarePlan, ClinicalImpression } from '@medplum/fhirtypes'
import { nameOf } from '#domain/fhir/codings.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { addToPlan } from '../plan-write.ts'
import { OpenForm } from '../rows/open-form.tsx'
import type { RowSource } from '../rows/row-source.ts'
import { useRow } from '../rows/use-row.ts'
import type { RowKind } from '../rows/write-merged.ts'
import { withWords } from '../rows/with-words.ts'
import { ReviewField } from './review-field.tsx'
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
