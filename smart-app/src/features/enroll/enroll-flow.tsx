import { useEffect, useRef, useState, type RefObject, type SubmitEvent } from 'react'
import type { EligibilityView } from '../../data/eligibility.ts'
import { FhirRefusal, Unreachable, type Refused } from '../../fhir/our-server.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Icon } from '../../ui/icon.tsx'
import { SaveLine } from '../../ui/save-line.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { useKeepForm } from './begun-form.ts'
import { STEPS, type BegunForm, type EnrollDraft, type StepId } from './enroll-draft.ts'
import { EnrollFoot, focusUnsaid, usePress } from './enroll-foot.tsx'
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
  const pane = useFocusOfStep(step)
  const press = usePress({
    step,
    draft,
    busy: enroll.isPending,
    tell: setHint,
    go,
    change,
    finish: () => {
      enroll.mutate(draft)
    },
  })
  if (enroll.isSuccess) return <EnrolledResult enrolled={enroll.data} />
  return (
    <div className="enroll">
      <StepRail view={view} draft={draft} step={step} open={go} />
      <form className="enroll-main" noValidate onSubmit={onlyOwn(press)}>
        <div
          ref={pane}
          className="enroll-step"
          role="group"
          aria-label={say('of-steps', { number: STEPS.indexOf(step) + 1, name: say(`step-${step}`) })}
          tabIndex={-1}
          onKeyDown={({ key, target, currentTarget }) => {
            if (key === 'Enter' && target === currentTarget) currentTarget.closest('form')?.requestSubmit()
          }}
        >
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
        <EnrollFoot
          step={step}
          draft={draft}
          hint={hint}
          busy={enroll.isPending}
          saved={<SaveLine state={kept.state} />}
        />
      </form>
    </div>
  )
}

/** A step that is opened has the focus, or the first statement in it that is still to be said. */
function useFocusOfStep(step: StepId): RefObject<HTMLDivElement | null> {
  const pane = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After the page has been given the focus.
    const frame = requestAnimationFrame(() => {
      if (step !== 'consent' || !focusUnsaid()) pane.current?.focus()
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [step])
  return pane
}

/** Enter in a field of the step is its button at the foot; a form of a sheet that the step opens is not. */
function onlyOwn(press: () => void): (event: SubmitEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault()
    if (event.target === event.currentTarget) press()
  }
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
