import { useLocation } from 'wouter'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { usePlan, type PlanReading } from '../../data/plan.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { EvidenceLink } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'

/** The plan at a glance: the patient's own goal first, then what is measured. */
export function PlanCard() {
  const say = useSay(overviewTexts)
  const plan = usePlan()
  const foot = usePlanFoot(plan.data?.view)
  const [, go] = useLocation()
  return (
    <Card
      title={say('care-plan')}
      aside={plan.data && <PlanChip reading={plan.data} />}
      action={
        <button
          type="button"
          className="link-button"
          onClick={() => {
            go('/care-plan')
          }}
        >
          {say('open')} <Icon name="chevron" size={14} />
        </button>
      }
      {...(foot !== '' && { foot })}
    >
      <Read query={plan} lines={6}>
        {(reading) => (reading ? <Glance view={reading.view} /> : <p className="quiet fact">{say('no-plan')}</p>)}
      </Read>
    </Card>
  )
}

function PlanChip({ reading: { plan } }: { reading: PlanReading }) {
  const say = useSay(overviewTexts)
  return (
    <span className={plan.status === 'draft' ? 'chip warn' : 'chip'}>
      <Icon name="document" size={12} />
      {plan.status === 'draft' ? say('draft') : say('version', { number: plan.meta?.versionId ?? '1' })}
    </span>
  )
}

const SHOWN = 3

function Glance({ view }: { view: CarePlanView }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const [own] = view.ownGoals
  const goals = view.goals.filter(({ standing }) => standing === 'current')
  const shown = goals.toSorted((one, other) => hasValue(other) - hasValue(one)).slice(0, SHOWN)
  return (
    <>
      {own && (
        <blockquote className="quote">
          “{inLanguage(own.words, format.language)}”
          <br />
          <span className="meta">{say('own-goal')}</span>
        </blockquote>
      )}
      {goals.length === 0 && <p className="quiet fact">{say('no-goals')}</p>}
      <ul className="rows">
        {shown.map((goal) => (
          <GoalRow key={goal.reference} goal={goal} />
        ))}
      </ul>
      {goals.length > shown.length && (
        <p className="meta">{say('more-goals', { count: goals.length - shown.length })}</p>
      )}
    </>
  )
}

type Goal = CarePlanView['goals'][number]

function hasValue(goal: Goal): number {
  return goal.targets.some(({ last }) => last !== undefined) ? 1 : 0
}

function GoalRow({ goal }: { goal: Goal }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const target = goal.targets.find(({ last }) => last !== undefined) ?? goal.targets[0]
  const last = target?.last
  return (
    <li>
      <div className="spread">
        <span className="row-title one-line">{inLanguage(goal.what, format.language)}</span>
        {last && (
          <span className="num">
            <EvidenceLink
              evidence={() => ({
                statement: `${inLanguage(target.measure, format.language)}: ${last.value(format.language)}`,
                sources: [
                  {
                    what: last.value(format.language),
                    detail: last.on === undefined ? '' : format.day(last.on),
                    reference: last.reference,
                  },
                ],
              })}
            >
              {last.value(format.language)}
            </EvidenceLink>
          </span>
        )}
      </div>
      <div className="spread meta">
        <span className="meta one-line">
          {[target?.target?.(format.language), goal.due !== undefined && say('due', { day: format.day(goal.due) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span>{last?.on === undefined ? say('no-value') : format.shortDay(last.on)}</span>
      </div>
    </li>
  )
}

function usePlanFoot(view: CarePlanView | undefined): string {
  const say = useSay(overviewTexts)
  const format = useFormat()
  if (!view) return ''
  const waiting = [...view.goals, ...view.interventions].filter(({ standing }) => standing === 'suggested').length
  const words = [
    view.reviewOn !== undefined && say('review-due', { day: format.day(view.reviewOn) }),
    waiting > 0 && say('suggestions', { count: waiting }),
  ].filter(Boolean)
  return words.join(' · ')
}
