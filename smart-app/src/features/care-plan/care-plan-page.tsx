import type { CarePlan } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import { useApp } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { usePatient } from '../../data/chart.ts'
import { usePlan, type PlanReading } from '../../data/plan.ts'
import { spokenLanguage } from '../../data/spoken-language.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { ChartColumn } from './chart-column.tsx'
import { CopyPanel } from './copy-panel.tsx'
import './care-plan.css'
import { GoalRow } from './goal-row.tsx'
import { Outline } from './outline.tsx'
import { planTexts } from './plan-texts.ts'
import { SuggestionRow } from './suggestion-row.tsx'
import { useCompleteness } from './use-completeness.ts'
import { ReviewField, WordField } from './word-field.tsx'
import { WorkSection } from './work-section.tsx'

/** The plan as a document: what the patient wants, what is measured, what is done, what the chart says beside it. */
export function CarePlanPage() {
  const say = useSay(planTexts)
  const plan = usePlan()
  return (
    <Read query={plan} lines={8}>
      {(reading) =>
        reading ? (
          <PlanDocument reading={reading} readAt={plan.dataUpdatedAt} />
        ) : (
          <div className="page-alone">
            <h1 className="sr-only">{say('title')}</h1>
            <Icon name="document" size={24} />
            <p>{say('no-plan')}</p>
          </div>
        )
      }
    </Read>
  )
}

function PlanDocument({ reading, readAt }: { reading: PlanReading; readAt: number }) {
  const [copying, setCopying] = useState(false)
  useErrand('give-copy', () => {
    setCopying(true)
  })
  const patient = usePatient()
  const { rights } = useApp()
  const completeness = useCompleteness(reading.plan.id, readAt)
  return (
    <div className="plan-page">
      <div className="plan-top">
        <PlanHead
          reading={reading}
          copy={() => {
            setCopying(!copying)
          }}
        />
        {copying && (
          <CopyPanel
            plan={reading.plan.id}
            first={spokenLanguage(patient.data).language ?? 'en'}
            close={() => {
              setCopying(false)
            }}
          />
        )}
      </div>
      <Outline elements={completeness.data ?? []} />
      <div className="plan-middle">
        <WholePatient reading={reading} editable={rights.care} />
        <Goals reading={reading} editable={rights.care} />
        <WorkSection interventions={reading.view.interventions} editable={rights.care} />
      </div>
      <ChartColumn view={reading.view} />
    </div>
  )
}

function PlanHead({ reading: { plan }, copy }: { reading: PlanReading; copy: () => void }) {
  const say = useSay(planTexts)
  const announce = useAnnounce()
  const { rights } = useApp()
  const activate = useActivate(plan)
  const draft = plan.status === 'draft'
  return (
    <div className="plan-head">
      <h1>{say('version', { number: plan.meta?.versionId ?? '1' })}</h1>
      <span className={draft ? 'chip warn' : 'chip ok'}>{say(draft ? 'draft' : 'in-force')}</span>
      <span className="plan-acts">
        {draft && rights.care && (
          <button
            type="button"
            className="plain-button primary big"
            onClick={() => {
              activate.mutate(undefined, {
                onSuccess: () => {
                  announce(say('in-force-said'))
                },
              })
            }}
          >
            {say('put-in-force')}
          </button>
        )}
        <button type="button" className="plain-button big" onClick={copy}>
          <Icon name="document" size={14} /> {say('give-copy')}
        </button>
      </span>
      {activate.error && (
        <p className="form-fault" role="alert">
          {say('not-in-force', { why: activate.error.message })}
        </p>
      )}
    </div>
  )
}

/** A draft becomes the plan that is followed. With gaps the server asks for a decision, or takes a practitioner's. */
function useActivate(plan: Stored<CarePlan>) {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => server.update<CarePlan>({ ...plan, status: 'active' }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['plan'] })
      void queries.invalidateQueries({ queryKey: ['month'] })
    },
  })
}

interface PartProps {
  readonly reading: PlanReading
  readonly editable: boolean
}

/** The patient's own goal first; then what is expected, and the next review. */
function WholePatient({ reading, editable }: PartProps) {
  const say = useSay(planTexts)
  const { view, record } = reading
  const [own] = view.ownGoals
  const [outcome] = view.outcomes
  const format = useFormat()
  if (!editable)
    return (
      <section className="card plan-section">
        {own && <blockquote className="quote">“{inLanguage(own.words, format.language)}”</blockquote>}
        {outcome?.outcome && <p>{inLanguage(outcome.outcome, format.language)}</p>}
      </section>
    )
  const written = record.findA('ClinicalImpression', outcome?.reference)?.summary ?? ''
  return (
    <section className="card plan-section">
      <WordField
        word="own-goal"
        reading={reading}
        reference={own?.reference}
        text={own?.words.text ?? ''}
        label={say('own-goal')}
      />
      <WordField
        word="outcome"
        reading={reading}
        reference={outcome?.reference}
        text={written}
        label={say('outcome-field')}
      />
      <ReviewField reading={reading} />
    </section>
  )
}

function Goals({ reading, editable }: PartProps) {
  const say = useSay(planTexts)
  const format = useFormat()
  const current = reading.view.goals.filter(({ standing }) => standing !== 'suggested')
  const suggested = reading.view.goals.filter(({ standing }) => standing === 'suggested')
  return (
    <section className="card plan-section" aria-labelledby="plan-goals-title">
      <header className="card-head">
        <h2 id="plan-goals-title">{say('goals')}</h2>
        {suggested.length > 0 && (
          <span className="chip suggested">{say('suggestions', { count: suggested.length })}</span>
        )}
      </header>
      {reading.view.goals.length === 0 && <p className="quiet fact">{say('no-goals')}</p>}
      <ul>
        {current.map((goal) => (
          <GoalRow key={goal.reference} goal={goal} reading={reading} editable={editable} />
        ))}
      </ul>
      <ul className="suggestions">
        {suggested.map((goal) => (
          <SuggestionRow
            key={goal.reference}
            reference={goal.reference}
            what={inLanguage(goal.what, format.language)}
            detail={[
              goal.targets[0]?.target?.(format.language),
              goal.due !== undefined && say('by-day', { day: format.day(goal.due) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            editable={editable}
          />
        ))}
      </ul>
    </section>
  )
}
