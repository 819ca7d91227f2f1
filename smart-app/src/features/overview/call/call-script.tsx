import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { patientName } from '../../../app/banner.tsx'
import { useApp, usePatientId } from '../../../app/app-context.ts'
import { useChangeWords } from '../../../data/change-words.ts'
import { useChanges, useSinceLastMonth } from '../../../data/changes.ts'
import { usePatient, usePractice } from '../../../data/chart.ts'
import { usePlan } from '../../../data/plan.ts'
import { spokenLanguage } from '../../../data/spoken-language.ts'
import { useTasks } from '../../../data/tasks.ts'
import { useFormat } from '../../../format/use-format.ts'
import type { Language } from '../../../say/say.ts'
import { useSay } from '../../../say/use-say.ts'
import { runOf } from '../../../timer/model.ts'
import { useNoteDraft, withText } from '../../../timer/note-draft.ts'
import { useTimer } from '../../../timer/timer-context.tsx'
import { Failed, Skeleton } from '../../../ui/card.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { firstFailed } from '../first-failed.ts'
import './call-script.css'
import { scriptOf } from './script.ts'
import { ScriptParts } from './script-parts.tsx'
import { callTexts } from './script-texts.ts'

/** What to say in a call of today, beside the page: what is ticked and typed becomes the draft of the time's note. */
export function CallScript({ close }: { close: () => void }) {
  const say = useSay(callTexts)
  const patient = usePatient()
  const spoken = spokenLanguage(patient.data, useFormat().language)
  const [chosen, choose] = useState<Language>()
  const language = chosen ?? spoken.language ?? 'en'
  return (
    <Sheet
      title={say('title')}
      close={close}
      closing={say('close')}
      prints
      head={
        <div className="call-head not-printed">
          <Choice<Language>
            hidden
            label={say('script-language')}
            value={language}
            options={[
              { value: 'en', text: 'English' },
              { value: 'es', text: 'Español' },
            ]}
            onChange={choose}
          />
          <button
            type="button"
            className="plain-button call-print"
            onClick={() => {
              window.print()
            }}
          >
            {say('print')}
          </button>
        </div>
      }
      foot={<NoteDraftField />}
    >
      {patient.data && spoken.language === undefined && (
        <p className="info-line">
          <Icon name="globe" /> {say('other-language', { language: spoken.name ?? '' })}
        </p>
      )}
      {spoken.needsInterpreter && spoken.language !== undefined && (
        <p className="info-line">
          <Icon name="globe" /> {say('interpreter')}
        </p>
      )}
      {language === 'es' && (
        <p className="not-printed">
          <span className="chip warn">{say('draft-translation')}</span>
        </p>
      )}
      <Script language={language} />
    </Sheet>
  )
}

function Script({ language }: { language: Language }) {
  const { user, now } = useApp()
  const format = useFormat()
  const since = useSinceLastMonth()
  const wordsOf = useChangeWords()
  const [patient, practice, tasks, plan, changes] = [usePatient(), usePractice(), useTasks(), usePlan(), useChanges()]
  const failed = firstFailed([patient, practice, tasks, plan, changes])
  if (failed) return <Failed error={failed.error} again={() => void failed.refetch()} />
  if (!patient.data || !practice.data || !tasks.data || plan.data === undefined || !changes.data)
    return <Skeleton lines={10} />
  const parts = scriptOf({
    language,
    reader: format.language,
    person: user.name,
    practice: practice.data.name,
    patient: patientName(patient.data),
    today: format.dayOf(now()),
    tasks: tasks.data,
    plan: plan.data?.view,
    changes: changes.data,
    wordsOf,
  })
  return <ScriptParts parts={parts} language={language} month={format.monthName(since)} />
}

/** The note as it will be saved: it can be written here as well. */
function NoteDraftField() {
  const say = useSay(callTexts)
  const [draft, keep] = useNoteDraft(usePatientId())
  const { state } = useTimer()
  return (
    <Textarea
      label={say('note-draft')}
      description={runOf(state) ? say('note-hint') : say('note-no-timer')}
      rows={4}
      value={draft.text}
      autoComplete="off"
      onChange={(event) => {
        keep(withText(draft, event.currentTarget.value))
      }}
    />
  )
}
