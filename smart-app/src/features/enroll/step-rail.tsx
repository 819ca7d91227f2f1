import { addDays } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import type { EligibilityView } from '../../data/eligibility.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { missingOf, STEPS, type EnrollDraft, type StepId } from './enroll-draft.ts'
import { enrollTexts } from './enroll-texts.ts'
import { useInitiatingVisit } from './use-initiating-visit.ts'
import { useWhen } from './use-when.ts'

interface RailProps {
  readonly view: EligibilityView
  readonly draft: EnrollDraft
  readonly step: StepId
  readonly open: (step: StepId) => void
}

/** The steps with their answers in one line each; every one can be opened at any time. */
export function StepRail({ view, draft, step, open }: RailProps) {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const { now } = useApp()
  const missing = missingOf(draft, format.dayOf(now()))
  const answers = useAnswers(view, draft)
  return (
    <nav className="rail" aria-label={say('steps')}>
      <ol>
        {STEPS.map((id, index) => {
          const done = !missing.includes(id) && id !== 'plan'
          return (
            <li key={id}>
              <button
                type="button"
                className={id === step ? 'rail-step current' : 'rail-step'}
                {...(id === step && { 'aria-current': 'step' })}
                onClick={() => {
                  open(id)
                }}
              >
                <span className={done ? 'rail-mark done' : 'rail-mark'} aria-hidden="true">
                  {done ? <Icon name="check" size={14} /> : index + 1}
                </span>
                <span>
                  <span className="row-title">{say(`step-${id}`)}</span>
                  <span className="meta rail-answer">{answers[id]}</span>
                </span>
                <span className="sr-only">{done ? say('done-word') : say('to-do')}</span>
              </button>
            </li>
          )
        })}
      </ol>
      <p className="meta rail-note">{say('kept')}</p>
      <p className="rail-line">{say('of-steps', { number: STEPS.indexOf(step) + 1, name: say(`step-${step}`) })}</p>
    </nav>
  )
}

function useAnswers(view: EligibilityView, draft: EnrollDraft): Readonly<Record<StepId, string>> {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const staff = useStaff()
  const when = useWhen()
  const { now } = useApp()
  const today = format.dayOf(now())
  const from = format.dayOf(draft.agreedAt ?? now())
  const visit = useInitiatingVisit(addDays(today, -365), draft.biller)
  const name = (reference: string) => personOf(staff.data, reference)?.name ?? ''
  const blocked = view.blockers.some(({ code }) => code === 'no-initiating-visit')
  return {
    program:
      from === today
        ? say('from-today', { program: draft.program.toUpperCase() })
        : say('from-day', { program: draft.program.toUpperCase(), day: format.day(from) }),
    conditions: say('some-ticked', { count: draft.conditions.length }),
    visit: visitAnswer(),
    consent:
      draft.agreedAt === undefined
        ? say('some-said', { count: draft.said.length })
        : say('agreed', { when: when(draft.agreedAt) }),
    team: say('team-of', { biller: name(draft.biller), manager: name(draft.manager) }),
    plan: draft.templates ? say('plan-templates') : say('plan-empty'),
  }

  function visitAnswer(): string {
    if (draft.visitDay.trim() !== '') return say('visit-typed', { day: draft.visitDay })
    if (visit !== undefined && !blocked) return say('visit-found', { day: format.day(visit) })
    return say('visit-later')
  }
}
