import { extensionOf } from '#domain/fhir/extensions.ts'
import { PROGRAMS, type Program } from '#domain/enrollment/program.ts'
import { stateOf } from '#domain/enrollment/enrollment-state.ts'
import { useApp } from '../../../app/app-context.ts'
import type { EligibilityView, ProgramFinding } from '../../../data/eligibility.ts'
import { useProgramReasons } from '../../../data/eligibility-words.ts'
import { useEnrollment } from '../../../data/enrollment.ts'
import { usePayer } from '../../../data/payer.ts'
import { coinsuranceOf, firstCodeOf, useRules } from '../../../data/rules.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Card, Read } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { eligibleTexts } from './eligible-texts.ts'

/** The programmes compared: which is suggested, and what each is for. */
export function ProgramsCard({ view }: { view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const suggested = suggestedIn(view)
  return (
    <Card title={say('programs')}>
      <ul className="rows">
        {view.programs.map((program) => (
          <li key={program.code} className="program-row">
            <span className={program.code === suggested ? 'chip info' : 'chip'}>{program.code.toUpperCase()}</span>
            <span className="fact">
              {program.code === suggested && <strong>{say('suggested')} </strong>}
              <ProgramWords program={program} view={view} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** The first programme that the patient qualifies for. */
export function suggestedIn({ programs }: EligibilityView): Program | undefined {
  const first = programs.find(({ eligible }) => eligible)?.code
  return PROGRAMS.find((program) => program === first)
}

function ProgramWords({ program, view }: { program: ProgramFinding; view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const reasonsOf = useProgramReasons()
  const base = firstCodeOf(useRulesToday().data ?? [], 'ccm', 0)
  const format = useFormat()
  if (!program.eligible) return <>{say('not-eligible', { why: reasonsOf(program, view)[0] ?? '' })}</>
  if (program.code === 'pcm') return <>{say('pcm-fit')}</>
  if (program.code === 'apcm') return <>{say('apcm-fit')}</>
  if (base?.cents === undefined) return null
  return <>{say('ccm-pays', { minutes: base.threshold ?? 20, amount: format.money(base.cents) })}</>
}

function useRulesToday() {
  const format = useFormat()
  const { now } = useApp()
  return useRules(format.monthOf(now()))
}

/** What the patient pays in the programme that is suggested, to be said before they agree. */
export function ShareCard({ view }: { view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  const rules = useRulesToday()
  const payer = usePayer()
  return (
    <Card title={say('share')}>
      <Read query={rules} lines={2}>
        {(read) => {
          if (payer?.qmb === true) return <p className="fact quiet">{say('share-qmb')}</p>
          const kinds = new Set(view.conditions.flatMap(({ standing, kind }) => (standing === 'counts' ? [kind] : [])))
          const cents = firstCodeOf(read, suggestedIn(view) ?? 'ccm', kinds.size)?.lastCents
          if (cents === undefined) return <p className="fact quiet">{say('share-unknown')}</p>
          const share = `$${Math.round(coinsuranceOf(cents) / 100)}`
          return <p className="fact quiet">{say('share-text', { amount: format.money(cents), share })}</p>
        }}
      </Read>
    </Card>
  )
}

/** Who was asked before, and what came of it. */
export function AskedCard() {
  const say = useSay(eligibleTexts)
  const history = useEnrollment()
  return (
    <Card title={say('asked')} className="grows" foot={say('attempts')}>
      <Read query={history} lines={2}>
        {({ episodes }) => {
          const steps = episodes.flatMap((episode) =>
            (episode.statusHistory ?? []).map((past) => ({
              at: past.period.start ?? '',
              state: stateOf({ ...episode, status: past.status, extension: past.extension ?? [] }),
              reason: extensionOf(past, 'ccm-state-reason')?.valueString ?? '',
            })),
          )
          return <Asked steps={steps} />
        }}
      </Read>
    </Card>
  )
}

interface AskedStep {
  /** FHIR date or dateTime. */
  readonly at: string
  readonly state: ReturnType<typeof stateOf>
  readonly reason: string
}

function Asked({ steps }: { steps: readonly AskedStep[] }) {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  if (steps.length === 0) return <p className="fact quiet">{say('never-asked')}</p>
  return (
    <ul className="rows">
      {steps.map(({ at, state, reason }, index) => (
        <li key={index} className="news">
          <Icon name="phone" />
          <span>
            {format.day(at)} {isOutreachWord(state) ? say(`state-${state}`) : state}
            {reason !== '' && <span className="quiet"> · {reason}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

const OUTREACH = ['to-contact', 'attempted', 'unreachable', 'declined', 'consented'] as const

function isOutreachWord(state: string | undefined): state is (typeof OUTREACH)[number] {
  return OUTREACH.some((known) => known === state)
}
