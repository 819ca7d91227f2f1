import { Radio, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { END_REASONS, type EndReason } from '#domain/enrollment/end-enrollment.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { patientName } from '../../app/banner.tsx'
import { usePatient } from '../../data/chart.ts'
import { endTexts } from '../../data/end-words.ts'
import { useEnrollment } from '../../data/enrollment.ts'
import type { SupposedEnd } from '../../data/simulation.ts'
import { parseDay } from '../../format/parse-date.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { NothingToDo } from '../../ui/nothing-to-do.tsx'
import './end.css'
import { EndFoot } from './end-foot.tsx'
import { EndMeans } from './end-means.tsx'
import { endPageTexts } from './end-page-texts.ts'

/** Ends the chart patient's enrollment: why, when, and what it means for the month. */
export function EndPage() {
  const enrollment = useEnrollment()
  const patient = usePatient()
  return (
    <Read query={enrollment} lines={8}>
      {({ enrollments }) => {
        const running = enrollments.filter(({ state }) => isCurrent(state))
        const [first] = running
        if (!patient.data) return null
        return first ? <Flow running={running} first={first} /> : <NotEnrolled />
      }}
    </Read>
  )
}

function NotEnrolled() {
  const say = useSay(endPageTexts)
  return <NothingToDo why={say('none')} />
}

/** What the person has said so far. */
export interface EndDraft {
  readonly reason: EndReason | undefined
  /** As typed; undefined: the day that is proposed. */
  readonly typed: string | undefined
  readonly note: string
}

function Flow({ running, first }: { running: readonly Enrollment[]; first: Enrollment }) {
  const say = useSay(endPageTexts)
  const patient = usePatient()
  const [chosen, choose] = useState(first.reference)
  const [draft, setDraft] = useState<EndDraft>({ reason: undefined, typed: undefined, note: '' })
  const reasons = useRef<HTMLDivElement>(null)
  const enrollment = running.find(({ reference }) => reference === chosen) ?? first
  const name = patient.data === undefined ? '' : patientName(patient.data)
  const proposed = useProposedDay(draft)
  const { day, end } = useSupposed(draft, proposed)
  const change = (part: Partial<EndDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
  }
  return (
    <div className="end">
      <h1 className="end-title">{say('title', { program: enrollment.program.toUpperCase(), name })}</h1>
      <Card title={say('reason-and-day')} className="end-why">
        {running.length > 1 && (
          <Choice
            label={say('which')}
            value={enrollment.reference}
            options={running.map(({ reference, program }) => ({ value: reference, text: program.toUpperCase() }))}
            onChange={choose}
          />
        )}
        <div ref={reasons}>
          <Reasons draft={draft} change={change} />
        </div>
        <When draft={draft} proposed={proposed} change={change} />
      </Card>
      <EndMeans enrollment={enrollment} day={day} end={end} />
      <EndFoot
        enrollment={enrollment}
        name={name}
        day={day}
        draft={draft}
        end={end}
        focusReasons={() => {
          reasons.current?.querySelector('input')?.focus()
        }}
      />
    </div>
  )
}

/** Today; of somebody who died, the day of death on file. */
function useProposedDay({ reason }: EndDraft): { readonly day: string; readonly isDeath: boolean } {
  const format = useFormat()
  const { now } = useApp()
  const patient = usePatient()
  const death = reason === 'deceased' ? patient.data?.deceasedDateTime : undefined
  if (death === undefined) return { day: format.dayOf(now()), isDeath: false }
  return { day: format.dayOf(death), isDeath: true }
}

/** The day, and the end as it would be asked for: undefined while something is missing. */
function useSupposed(
  { reason, typed }: EndDraft,
  proposed: { readonly day: string },
): { readonly day: string; readonly end: SupposedEnd | undefined } {
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const read = typed === undefined ? undefined : parseDay(typed, today)
  const day = read ?? proposed.day
  if (reason === undefined || (typed !== undefined && read === undefined)) return { day, end: undefined }
  return { day, end: { reason, day: read === today ? undefined : read } }
}

interface Part {
  readonly draft: EndDraft
  readonly change: (part: Partial<EndDraft>) => void
}

function Reasons({ draft, change }: Part) {
  const say = useSay(endPageTexts)
  const words = useSay(endTexts)
  return (
    <Radio.Group
      label={say('why')}
      value={draft.reason ?? ''}
      onChange={(value) => {
        change({ reason: END_REASONS.find((reason) => reason === value) })
      }}
    >
      <ul className="end-reasons">
        {END_REASONS.map((reason) => (
          <li key={reason}>
            <Radio value={reason} label={words(reason)} />
          </li>
        ))}
      </ul>
    </Radio.Group>
  )
}

function When({ draft, proposed, change }: Part & { proposed: ReturnType<typeof useProposedDay> }) {
  const say = useSay(endPageTexts)
  const format = useFormat()
  const { now } = useApp()
  const wrong = draft.typed !== undefined && parseDay(draft.typed, format.dayOf(now())) === undefined
  return (
    <div className="field-row">
      <TextInput
        className="end-day"
        label={say('day')}
        description={say(proposed.isDeath ? 'day-death' : 'day-help')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        value={draft.typed ?? format.day(proposed.day)}
        error={wrong ? say('bad-day') : undefined}
        onChange={(event) => {
          change({ typed: event.currentTarget.value })
        }}
      />
      <TextInput
        className="grow"
        label={say('note')}
        autoComplete="off"
        value={draft.note}
        onChange={(event) => {
          change({ note: event.currentTarget.value })
        }}
      />
    </div>
  )
}
