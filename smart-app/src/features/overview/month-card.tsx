import { useLocation } from 'wouter'
import { lastDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import { daysLeft, secondsMissed, useMonth } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { stepsOf, useRules } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { EvidenceLink } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useRunningSeconds } from '../../timer/timer-context.tsx'
import { MonthBar } from './month-bar.tsx'
import { MonthFoot, useSimulator, type WorthProps } from './month-foot.tsx'
import { useMonthEvidence } from '../../data/month-evidence.ts'
import { familyOf } from '../../data/month-family.ts'
import { overviewTexts } from './overview-texts.ts'

interface MonthCardProps {
  readonly month: ServiceMonth
  /** The month that the page shows by itself: the running one, or the enrollment's last. */
  readonly latest: ServiceMonth
  readonly show: (month: ServiceMonth) => void
  readonly enrollment: Enrollment
}

/** The month's minutes with a bar towards the next code and what it is worth. */
export function MonthCard({ month, latest, show, enrollment }: MonthCardProps) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const reading = useMonth(month)
  const rules = useRules(month)
  return (
    <Card
      className="month-card"
      title={format.month(month)}
      aside={
        <>
          {isCurrent(enrollment.state) ? <DaysLeft month={month} /> : <Frozen />}
          {month !== latest && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                show(latest)
              }}
            >
              {say('to-month', { month: format.month(latest) })}
            </button>
          )}
        </>
      }
      action={<AllEntries month={month} />}
      foot={
        reading.data && <MonthFoot view={reading.data} month={month} rules={rules.data ?? []} enrollment={enrollment} />
      }
    >
      <Read query={reading} lines={5}>
        {(view) =>
          enrollment.program === 'apcm' ? (
            <p className="quiet">{say('no-minutes')}</p>
          ) : (
            <Minutes view={view} month={month} rules={rules.data ?? []} enrollment={enrollment} />
          )
        }
      </Read>
    </Card>
  )
}

function DaysLeft({ month }: { month: ServiceMonth }) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const last = lastDayOfMonth(month)
  if (today > last) return null
  return <span className="quiet fact">{say('days-left', { count: daysLeft(today), day: format.weekday(last) })}</span>
}

/** The enrollment has ended: what counts is what was counted. */
function Frozen() {
  const say = useSay(overviewTexts)
  return (
    <span className="quiet fact">
      <Icon name="lock" size={14} /> {say('month-frozen')}
    </span>
  )
}

/** Leads to the entries of the month that is shown. */
function AllEntries({ month }: { month: ServiceMonth }) {
  const say = useSay(overviewTexts)
  const [, go] = useLocation()
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => {
        leaveErrand({ to: 'show-time', month })
        go('/time')
      }}
    >
      {say('all-entries')} <Icon name="chevron" size={14} />
    </button>
  )
}

function Minutes({ view, month, rules, enrollment }: WorthProps) {
  const running = useRunningMinutes(month)
  const family = familyOf(view, rules)
  const steps = stepsOf(rules, family)
  const own = family.endsWith('practitioner')
  const reached = (index: number) => {
    const { code } = steps[index] ?? {}
    const first = steps.findIndex((step) => step.code === code) === index
    return first ? view.charges.find((charge) => charge.code === code)?.serviceDate : undefined
  }
  const total = own ? view.practitionerMinutes : view.totalMinutes
  return (
    <>
      <Headline view={view} month={month} rules={rules} enrollment={enrollment} />
      {steps.length > 0 && (
        <MonthBar
          parts={{
            staff: own ? 0 : view.staffMinutes,
            practitioner: view.practitionerMinutes,
            total,
            running,
            steps,
            reached,
            ended: !isCurrent(enrollment.state),
          }}
        />
      )}
      <Legend view={view} month={month} rules={rules} />
    </>
  )
}

/** Whole minutes of the timer that runs: they are the running month's alone. */
function useRunningMinutes(month: ServiceMonth): number {
  const { now } = useApp()
  const format = useFormat()
  const seconds = useRunningSeconds()
  return month === format.monthOf(now()) ? Math.floor(seconds / 60) : 0
}

function Headline({ view, month, rules, enrollment }: WorthProps) {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const evidence = useMonthEvidence({ view, month, rules })
  const simulator = useSimulator({ view, month, rules, enrollment })
  const next = isCurrent(enrollment.state) ? view.next : undefined
  const worth = rules.find(({ code }) => code === next?.code)?.lastCents
  return (
    <div className="month-head">
      <span className="month-number">
        <EvidenceLink evidence={evidence.total}>{say('minutes', { count: view.totalMinutes })}</EvidenceLink>
      </span>
      <span className="quiet">{say('counted')}</span>
      {next && (
        <span className="month-next">
          {say('to-next', { count: next.minutesNeeded, code: next.code })}
          {worth !== undefined && ', '}
          {worth !== undefined && (
            <EvidenceLink evidence={() => ({ ...evidence.next(), more: simulator })}>
              +{format.money(worth)}
            </EvidenceLink>
          )}
        </span>
      )}
      {!view.next && view.charges.length > 0 && <span className="month-next quiet">{say('no-next')}</span>}
    </div>
  )
}

function Legend({ view, month, rules }: Omit<WorthProps, 'enrollment'>) {
  const say = useSay(overviewTexts)
  const rule = useSay(ruleTexts)
  const evidence = useMonthEvidence({ view, month, rules })
  const minutes = useRunningMinutes(month)
  const own = rules.find(
    ({ family, threshold }) => family === `${view.program ?? 'ccm'}-practitioner` && threshold !== undefined,
  )
  const missed = Math.floor(secondsMissed(view.notCounted) / 60)
  const why = [...new Set(view.notCounted.map((one) => reasonWords(one, rule)))].slice(0, 2).join(', ')
  return (
    <div className="month-legend">
      <span>
        <span className="swatch staff" aria-hidden="true" /> {say('staff')}{' '}
        <EvidenceLink evidence={evidence.staff}>{view.staffMinutes}</EvidenceLink>
      </span>
      <span>
        <span className="swatch own" aria-hidden="true" /> {say('practitioner')}{' '}
        <EvidenceLink evidence={evidence.practitioner}>{view.practitionerMinutes}</EvidenceLink>
        {own?.threshold !== undefined && (
          <span className="quiet">{say('of-needed', { count: own.threshold, code: own.code })}</span>
        )}
      </span>
      {minutes > 0 && (
        <span>
          <span className="swatch run" aria-hidden="true" /> {say('running')} <strong>{minutes}</strong>
        </span>
      )}
      {view.notCounted.length > 0 && (
        <span>
          <span className="swatch not" aria-hidden="true" /> {say('not-counted')}{' '}
          <EvidenceLink evidence={evidence.notCounted}>{missed}</EvidenceLink> <span className="quiet">{why}</span>
        </span>
      )}
    </div>
  )
}
