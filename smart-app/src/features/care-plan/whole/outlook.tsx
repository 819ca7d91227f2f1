import { Textarea, TextInput } from '@mantine/core'
import type { CarePlan, ClinicalImpression } from '@medplum/fhirtypes'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { nameOf } from '#domain/fhir/codings.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { useApp } from '../../../app/app-context.ts'
import { useKeepWritten, type PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { useUndo } from '../../../ui/undo.tsx'
import { useWhy } from '../../../ui/why.ts'
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

/**
 * What is expected, for the patient and for clinicians; and when the plan is looked at again. Two people who wrote the first
 * one at once both find what they wrote, and one of it can be taken out.
 */
export function Outlook({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const [made, setMade] = useState<string>()
  const [first, ...others] = reading.view.outcomes
  return (
    <section className="card plan-section" aria-labelledby="plan-outlook-title">
      <h2 id="plan-outlook-title">{say('outlook')}</h2>
      {others.length > 0 && <p className="fact tone-warn">{say('outlook-twice')}</p>}
      {[first, ...others].map((outcome, index) => (
        <Expected
          // The fields in which it was written stay the same ones.
          key={outcome === undefined || outcome.reference === made ? 'new' : outcome.reference}
          stored={reading.record.findA('ClinicalImpression', outcome?.reference)}
          reading={reading}
          isFirst={index === 0}
          isOnly={others.length === 0}
          made={setMade}
        />
      ))}
      <ReviewField reading={reading} />
    </section>
  )
}

interface ExpectedProps {
  readonly stored: ClinicalImpression | undefined
  readonly reading: PlanReading
  readonly isFirst: boolean
  readonly isOnly: boolean
  readonly made: (reference: string) => void
}

function Expected({ stored, reading: { plan }, isFirst, isOnly, made }: ExpectedProps) {
  const say = useSay(wholeTexts)
  const { server, user, now } = useApp()
  const source: RowSource<ClinicalImpression, OutlookDraft> = stored
    ? { stored: stored as Stored<ClinicalImpression> }
    : {
        place: 'outlook',
        empty: { outcome: '', prognosis: '' },
        create: async (draft, key) => {
          const impression: ClinicalImpression = {
            resourceType: 'ClinicalImpression',
            status: 'completed',
            subject: plan.subject,
            effectiveDateTime: new Date(now()).toISOString(),
            ...(plan.addresses && { problem: plan.addresses }),
            ...(user.reference !== undefined && { assessor: { reference: user.reference } }),
          }
          const resource = withDraft(impression, draft)
          const created = await addToPlan<ClinicalImpression>(server, plan.id, { resource, key }, withInfo)
          made(referenceTo(created))
          return created
        },
      }
  const row = useRow(source, KIND)
  const { takeOut, why } = useTakeOut()
  const field = (name: keyof OutlookDraft) => ({
    label: say(name),
    value: row.draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      row.change({ [name]: event.currentTarget.value })
    },
  })
  return (
    <OpenForm
      row={row}
      kind={KIND}
      {...(isFirst && { id: 'plan-expected-outcome' })}
      labels={{ outcome: say('outcome'), prognosis: say('prognosis') }}
    >
      <Textarea rows={2} {...field('outcome')} />
      <TextInput {...field('prognosis')} />
      {!isOnly && stored && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            takeOut(row.written() ?? (stored as Stored<ClinicalImpression>))
          }}
        >
          {say('outlook-out', { words: row.draft.outcome || row.draft.prognosis })}
        </button>
      )}
      {why && (
        <p className="form-fault" role="alert">
          {why}
        </p>
      )}
    </OpenForm>
  )
}

/** Takes one of two outlooks out of the plan: it stays on file as a mistake, and can be put back. */
function useTakeOut() {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const { server } = useApp()
  const undo = useUndo()
  const keepWritten = useKeepWritten()
  const write = useMutation({
    mutationFn: (impression: Stored<ClinicalImpression>) => server.update<ClinicalImpression>(impression),
    onSuccess: keepWritten,
  })
  return {
    why: write.error && why(write.error),
    takeOut: (stored: Stored<ClinicalImpression>) => {
      write.mutate(
        { ...stored, status: 'entered-in-error' },
        {
          onSuccess: (taken) => {
            undo({
              text: say('outlook-taken'),
              undo: () => {
                write.mutate({ ...taken, status: stored.status })
              },
            })
          },
        },
      )
    },
  }
}

function withInfo(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  return { ...plan, supportingInfo: [...(plan.supportingInfo ?? []), { reference }] }
}
