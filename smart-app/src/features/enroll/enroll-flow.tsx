import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import type { EligibilityView } from '../../data/eligibility.ts'
import { FhirRefusal, type Refused } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { missingOf, stepAfter, type EnrollDraft, type StepId } from './enroll-draft.ts'
import { EnrolledResult } from './enrolled-result.tsx'
import { enrollTexts } from './enroll-texts.ts'
import type { StepProps } from './step-props.ts'
import { StepRail } from './step-rail.tsx'
import { ConditionsStep, PlanStep, ProgramStep, TeamStep, VisitStep } from './steps.tsx'
import { ConsentStep } from './consent-step.tsx'
import { useEnroll } from './use-enroll.ts'

interface FlowProps {
  readonly view: EligibilityView
  readonly first: EnrollDraft
  readonly firstStep: StepId
  /** Keeps a flow that is left; nothing once it is through. */
  readonly keep: (draft: EnrollDraft | undefined) => void
}

/** The six steps: a rail, the step, and a foot whose button is never dead. */
export function EnrollFlow({ view, first, firstStep, keep }: FlowProps) {
  const [draft, setDraft] = useState(first)
  const [step, setStep] = useState<StepId>(firstStep)
  const [hint, setHint] = useState<string>()
  const enroll = useEnroll()
  const done = enroll.isSuccess
  useEffect(() => {
    keep(done ? undefined : draft)
  }, [draft, done, keep])
  const change = (part: Partial<EnrollDraft>) => {
    setHint(undefined)
    setDraft((before) => ({ ...before, ...part }))
  }
  if (enroll.isSuccess) return <EnrolledResult enrolled={enroll.data} />
  return (
    <div className="enroll">
      <StepRail view={view} draft={draft} step={step} open={setStep} />
      <div className="enroll-main">
        <div className="enroll-step">
          <StepOf step={step} view={view} draft={draft} change={change} />
          {enroll.error && <RefusedNote error={enroll.error} />}
        </div>
        <Foot
          step={step}
          draft={draft}
          hint={hint}
          busy={enroll.isPending}
          tell={setHint}
          go={setStep}
          change={change}
          finish={() => {
            enroll.mutate(draft)
          }}
        />
      </div>
    </div>
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
  const reasons: readonly Refused[] = error instanceof FhirRefusal ? error.reasons : [{ message: error.message }]
  return (
    <div className="enroll-refused" role="alert">
      <p>
        <Icon name="refused" /> <strong>{say('refused')}</strong>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.message}>
            {reason.message} {reason.rule !== undefined && <code className="meta">{reason.rule}</code>}
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
  readonly tell: (hint: string) => void
  readonly go: (step: StepId) => void
  readonly change: (part: Partial<EnrollDraft>) => void
  readonly finish: () => void
}

function Foot(props: FootProps) {
  const say = useSay(enrollTexts)
  const [, leave] = useLocation()
  const { step, draft, hint, busy } = props
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
      const agreedAt = now()
      change({ agreedAt })
      announce(say('agreed-note', { time: format.time(agreedAt) }))
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
