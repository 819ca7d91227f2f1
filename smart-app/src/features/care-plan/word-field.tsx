import { Textarea, TextInput } from '@mantine/core'
import type { Bundle, CarePlan, ClinicalImpression, Goal } from '@medplum/fhirtypes'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import type { PlanReading } from '../../data/plan.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { parseDay } from '../../format/parse-date.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useAutosave } from '../../ui/use-autosave.ts'
import { Conflict } from './conflict.tsx'
import { planTexts } from './plan-texts.ts'
import { firstWords, otherWords, withReview, type PlanWord } from './plan-words.ts'
import { SaveLine } from './save-line.tsx'

interface WordFieldProps {
  readonly word: PlanWord
  readonly reading: PlanReading
  /** `Goal/…` or `ClinicalImpression/…` that holds the words; absent: nothing yet. */
  readonly reference: string | undefined
  readonly text: string
  readonly label: string
}

/** Words of the plan that save themselves: the patient's own goal, what is expected. */
export function WordField({ word, reading, reference, text, label }: WordFieldProps) {
  const { server } = useApp()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(text)
  const write = async (next: string) => {
    const words = next.trim()
    if (words === '') return
    if (reference === undefined) await server.post<Bundle>('', firstWords(await fresh(), word, words))
    else await server.update(otherWords(held(reading, reference), words) as Stored<Goal>)
    await queries.invalidateQueries({ queryKey: ['plan'] })
    await queries.invalidateQueries({ queryKey: ['completeness'] })
  }
  const fresh = () => server.get<Stored<CarePlan>>(`CarePlan/${reading.plan.id}`)
  const autosave = useAutosave(write)
  const settle = async (mine: boolean) => {
    if (reference === undefined) return
    const theirs = await server.get<Stored<Goal>>(reference)
    if (mine) await server.update(otherWords(theirs, typed.trim()) as Stored<Goal>)
    else setTyped(wordsIn(theirs))
    await queries.invalidateQueries({ queryKey: ['plan'] })
  }
  return (
    <div className="word-field">
      <Textarea
        label={label}
        value={typed}
        rows={2}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          autosave.change(event.currentTarget.value)
        }}
        onBlur={() => void autosave.flush()}
      />
      {autosave.state.kind === 'conflict' && reference !== undefined && (
        <Conflict reference={reference} mine={typed} settle={(mine) => void settle(mine)} />
      )}
      <SaveLine state={autosave.state} />
    </div>
  )
}

function held(reading: PlanReading, reference: string): Stored<Goal> | Stored<ClinicalImpression> {
  return reading.record.find(reference) as Stored<Goal> | Stored<ClinicalImpression>
}

function wordsIn(resource: Goal | ClinicalImpression): string {
  return (resource.resourceType === 'Goal' ? resource.description.text : resource.summary) ?? ''
}

/** The day of the next review. */
export function ReviewField({ reading }: { reading: PlanReading }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const { server, now } = useApp()
  const queries = useQueryClient()
  const today = format.dayOf(now())
  const { reviewOn } = reading.view
  const [typed, setTyped] = useState(reviewOn === undefined ? '' : format.day(reviewOn))
  const autosave = useAutosave<string>(async (day) => {
    const plan = await server.get<Stored<CarePlan>>(`CarePlan/${reading.plan.id}`)
    await server.update(withReview(plan, day))
    await queries.invalidateQueries({ queryKey: ['plan'] })
  })
  const wrong = typed.trim() !== '' && parseDay(typed, today) === undefined
  return (
    <div className="word-field">
      <TextInput
        className="field-narrow"
        label={say('review-field')}
        value={typed}
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
