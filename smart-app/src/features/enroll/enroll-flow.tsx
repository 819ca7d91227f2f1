import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import type { EligibilityView } from '../../data/eligibility.ts'
import { FhirRefusal, Unreachable, type Refused } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { SaveLine } from '../../ui/save-line.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { useKeepForm } from './begun-form.ts'
import {
  isSignedWrong,
  isSpeakerMissing,
  missingOf,
  stepAfter,
  type BegunForm,
  type EnrollDraft,
  type StepId,
} from './enroll-draft.ts'
import { EnrolledResult } from './enrolled-result.tsx'
import { enrollTexts } from './enroll-texts.ts'
import type { StepProps } from './step-props.ts'
import { StepRail } from './step-rail.tsx'
import { ConditionsStep, PlanStep, ProgramStep, TeamStep, VisitStep } from './steps.tsx'
import { ConsentStep } from './consent-step.tsx'
import { useEnroll } from './use-enroll.ts'
import { useWhen } from './use-when.ts'

interface FlowProps {
  readonly view: EligibilityView
  /** As it opens for the first time. */
  readonly first: BegunForm
  /** As it was left. */
  readonly begun: BegunForm | undefined
  /** When what was left was kept, milliseconds since 1970; absent where nothing is. */
  readonly left: number | undefined
}

/** The six steps: a rail, the step, and a foot whose button is never dead. */
export function EnrollFlow({ view, first, begun, left }: FlowProps) {
  const { form, put, kept } = useForm(begun ?? first, begun !== undefined && left === undefined)
  const [resumed, setResumed] = useState(left)
  const [hint, setHint] = useState<string>()
  const undo = useUndo()
  const say = useSay(enrollTexts)
  const enroll = useEnroll(kept)
  const { draft, step } = form
  const change = (part: Partial<EnrollDraft>) => {
    setHint(undefined)
    put((before) => ({ ...before, draft: { ...before.draft, ...part } }))
  }
  const go = (next: StepId) => {
    put((before) => ({ ...before, step: next }))
  }
  if (enroll.isSuccess) return <EnrolledResult enrolled={enroll.data} />
  return (
    <div className="enroll">
      <StepRail view={view} draft={draft} step={step} open={go} />
      <div className="enroll-main">
        <div className="enroll-step">
          {resumed !== undefined && (
            <ResumedLine
              left={resumed}
              anew={() => {
                setResumed(undefined)
                void kept.restart(first)
                undo({
                  text: say('begun-anew'),
                  undo: () => {
                    setResumed(resumed)
                    put(() => form)
                  },
                })
              }}
            />
          )}
          <StepOf step={step} view={view} draft={draft} change={change} />
          {enroll.error && <RefusedNote error={enroll.error} />}
        </div>
        <Foot
          step={step}
          draft={draft}
          hint={hint}
          busy={enroll.isPending}
          saved={<SaveLine state={kept.state} />}
          tell={setHint}
          go={go}
          change={change}
          finish={() => {
            enroll.mutate(draft)
          }}
        />
      </div>
    </div>
  )
}

/** The form, and how it is kept while it is filled in. @param waits it has not got through from this page yet */
function useForm(opened: BegunForm, waits: boolean) {
  const [form, setForm] = useState(opened)
  const latest = useRef(opened)
  const { state, keep, forget, flush, discard } = useKeepForm()
  const show = (next: BegunForm) => {
    latest.current = next
    setForm(next)
  }
  useEffect(() => {
    if (waits) keep(latest.current)
  }, [])
  return {
    form,
    put: (change: (before: BegunForm) => BegunForm) => {
      show(change(latest.current))
      keep(latest.current)
    },
    kept: {
      state,
      forget,
      flush,
      restart: (first: BegunForm) => {
        show(first)
        return discard()
      },
    },
  }
}

/** That the form was left and is taken up again, and the way to begin anew. */
function ResumedLine({ left, anew }: { left: number; anew: () => void }) {
  const say = useSay(enrollTexts)
  const when = useWhen()
  return (
    <p className="info-line resumed-line">
      <Icon name="clock" /> {say('taken-up', { when: when(left) })}{' '}
      <button type="button" className="link-button" onClick={anew}>
        {say('anew')}
      </button>
    </p>
  )
}

function StepOf({ step, ...props }: StepProps & { step: StepId }) {
  switch (step) {
    case 'program':
      return <ProgramStep {...props} />
    case 'conditions':
      return <ConditionsStep {...props} />
    case 'visit':
      return <VisitStep {...props} />
    case 'consent':
      return <ConsentStep {...props} />
    case 'team':
      return <TeamStep {...props} />
    case 'plan':
      return <PlanStep {...props} />
  }
}

function RefusedNote({ error }: { error: Error }) {
  const say = useSay(enrollTexts)
  const why = useWhy()
  const reasons: readonly Refused[] = error instanceof FhirRefusal ? error.reasons : [{ message: why(error) }]
  return (
    <div className="enroll-refused" role="alert">
      <p>
        <Icon name="refused" /> <strong>{say(error instanceof Unreachable ? 'not-known' : 'refused')}</strong>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.message}>
            {reason.message}{' '}
            {reason.said !== undefined && (
              <span lang="en" className="meta">
                {reason.said}
              </span>
            )}{' '}
            {reason.rule !== undefined && <code className="meta">{reason.rule}</code>}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FootProps {
  readonly step: StepId
  readonly draft: EnrollDraft
  readonly hint: string | undefined
  readonly busy: boolean
  /** How far what was filled in is kept. */
  readonly saved: ReactNode
  readonly tell: (hint: string) => void
  readonly go: (step: StepId) => void
  readonly change: (part: Partial<EnrollDraft>) => void
  readonly finish: () => void
}

function Foot(props: FootProps) {
  const say = useSay(enrollTexts)
  const [, leave] = useLocation()
  const { step, draft, hint, busy, saved } = props
  const press = usePress(props)
  const asks = step === 'consent' && draft.agreedAt === undefined
  const missing = 4 - draft.said.length
  const label = step === 'plan' ? (busy ? 'enrolling' : 'enroll') : asks ? 'agrees' : 'next'
  return (
    <div className="enroll-foot">
      <button
        type="button"
        className="plain-button big"
        onClick={() => {
          if (step === 'consent') leaveErrand({ to: 'record-no' })
          leave('/overview')
        }}
      >
        {step === 'consent' ? say('declines') : say('finish-later')}
      </button>
      {saved}
      <span className="enroll-hint" aria-live="polite">
        {hint ?? (asks && missing > 0 ? say('left', { count: missing }) : '')}
      </span>
      <button
        type="button"
        className={asks && missing > 0 ? 'plain-button big' : 'plain-button primary big'}
        onClick={press}
      >
        {say(label)}
      </button>
    </div>
  )
}

/** The button at the foot: goes on, takes the yes, enrolls, or says what is missing and leads there. */
function usePress({ step, draft, tell, go, change, finish, busy }: FootProps): () => void {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const when = useWhen()
  const announce = useAnnounce()
  const { now } = useApp()
  return () => {
    if (busy) return
    if (step === 'consent' && draft.agreedAt === undefined) {
      if (draft.said.length < 4) {
        tell(say('left', { count: 4 - draft.said.length }))
        document.querySelector<HTMLInputElement>('.statement input:not(:checked)')?.focus()
        return
      }
      if (isSignedWrong(draft, format.dayOf(now()))) {
        tell(say('bad-signed'))
        document.querySelector<HTMLInputElement>('input[name="signed"]')?.focus()
        return
      }
      if (isSpeakerMissing(draft)) {
        tell(say('no-speaker'))
        document.querySelector<HTMLInputElement>('input[name="speaker"]')?.focus()
        return
      }
      // Time is logged in whole seconds: what begins with the yes must not begin a moment before it.
      const agreedAt = Math.floor(now() / 1000) * 1000
      change({ agreedAt, resumed: false })
      announce(say('agreed-note', { when: when(agreedAt) }))
      go('team')
      return
    }
    if (step !== 'plan') {
      go(stepAfter(step))
      return
    }
    const [missing] = missingOf(draft, format.dayOf(now()))
    if (missing === undefined) finish()
    else {
      go(missing)
      tell(say(`need-${missing}` as 'need-consent'))
    }
  }
}
