import { TextInput } from '@mantine/core'
import type { CarePlan } from '@medplum/fhirtypes'
import { useState } from 'react'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { extensionOf } from '#domain/fhir/extensions.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { FhirRefusal, type Stored } from '../../../fhir/our-server.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { SaveLine } from '../../../ui/save-line.tsx'
import { useAutosave } from '../../../ui/use-autosave.ts'
import { useChangePlan } from '../plan-write.ts'
import { Conflict } from '../rows/conflict.tsx'
import { useHeld, useRowPlaces } from '../rows/unsent-rows.ts'
import { wholeTexts } from './whole-texts.ts'

/** The day of the next review. A day that somebody else has set while this one was typed is asked about. */
export function ReviewField({ reading }: { readonly reading: Pick<PlanReading, 'plan' | 'view'> }) {
  const say = useSay(wholeTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const { reviewOn } = reading.view
  const change = useChangePlan(reading.plan.id)
  const [typed, setTyped] = useHeld<string>('review')
  const [base, setBase] = useState(reviewOn)
  const [theirs, setTheirs] = useState<{ readonly day: string | undefined }>()
  const place = useRowPlaces()('review')
  const autosave = useAutosave<Choice>(
    async ({ day, over }) => {
      await change.mutateAsync((plan) => {
        const there = reviewOf(plan)
        if (there !== over && there !== day) {
          setTheirs({ day: there })
          throw new FhirRefusal(409, [])
        }
        return withReview(plan, day)
      })
      setBase(day)
      if (parseDay(String(place.held()?.draft), today) === day) place.release()
    },
    ({ day }) => format.day(day),
  )
  const shown = typed ?? (reviewOn === undefined ? '' : format.day(reviewOn))
  const wrong = shown.trim() !== '' && parseDay(shown, today) === undefined
  const settle = (choice: 'mine' | 'theirs' | 'both') => {
    const day = parseDay(shown, today)
    setBase(theirs?.day)
    setTheirs(undefined)
    if (choice === 'theirs') setTyped(undefined)
    else if (day !== undefined) autosave.change({ day, over: theirs?.day })
  }
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
          // What is typed over: what was there before the first letter.
          const over = typed === undefined ? reviewOn : base
          setBase(over)
          setTyped(next)
          const day = parseDay(next, today)
          if (day !== undefined && !theirs) autosave.change({ day, over })
        }}
        onBlur={() => void autosave.flush()}
      />
      {theirs && (
        <Conflict
          fields={[
            { name: say('review'), mine: shown, theirs: theirs.day === undefined ? '' : format.day(theirs.day) },
          ]}
          both={false}
          settle={settle}
        />
      )}
      <SaveLine state={autosave.state} />
    </div>
  )
}

interface Choice {
  readonly day: string
  /** What it is written over. */
  readonly over: string | undefined
}

const NAME = 'ccm-review-date'

function reviewOf(plan: CarePlan): string | undefined {
  return extensionOf(plan, NAME)?.valueDate
}

/** The plan with a day for its next review. */
function withReview(plan: Stored<CarePlan>, day: string): Stored<CarePlan> {
  const url = structureDefinition(NAME)
  return { ...plan, extension: [...(plan.extension ?? []).filter((one) => one.url !== url), { url, valueDate: day }] }
}
