import type { ServiceMonth } from '#domain/calendar.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import type { ReactNode } from 'react'
import { usePatientId } from '../../app/app-context.ts'
import { totalOf, type MonthView } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import type { CodeRule } from '../../data/rules.ts'
import { FormatContext, useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { EvidenceLink, type Evidence } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'
import { Simulator } from './simulator/simulator.tsx'

export interface WorthProps {
  readonly view: MonthView
  readonly month: ServiceMonth
  readonly rules: readonly CodeRule[]
  readonly enrollment: Enrollment
}

/** What the month would be billed as now, the first thing in the way, and what would change it. */
export function MonthFoot(props: WorthProps) {
  const { view } = props
  const say = useSay(overviewTexts)
  const rule = useSay(ruleTexts)
  const format = useFormat()
  const evidence = useWorthEvidence(props)
  const runs = isCurrent(props.enrollment.state)
  const [blocker] = view.blockers
  const codes = view.charges.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', ')
  return (
    <div className="month-foot">
      <span>
        {codes === ''
          ? say(runs ? 'ended-nothing' : 'earned-nothing')
          : say(runs ? 'ended-today' : 'earned', { codes, amount: format.money(totalOf(view.charges)) })}
      </span>
      {blocker === undefined ? (
        codes !== '' && <span>{say('nothing-in-way')}</span>
      ) : (
        <span className="tone-warn">
          <Icon name="warn" size={14} /> {reasonWords(blocker, rule)}
        </span>
      )}
      {runs && <EvidenceLink evidence={evidence}>{say('simulate')}</EvidenceLink>}
    </div>
  )
}

/** What the month is worth now, charge by charge, with the simulator below. */
function useWorthEvidence({ view, month, rules, enrollment }: WorthProps): () => Evidence {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const simulator = useSimulator({ view, month, rules, enrollment })
  const amount = format.money(totalOf(view.charges))
  return () => ({
    statement: say('worth-now', { month: format.month(month), amount }),
    arithmetic: [
      ...view.charges.map(({ code, units, cents }) => ({
        label: say('charge-row', { code, count: units }),
        value: cents === undefined ? '' : format.money(cents),
      })),
      { label: say('charges-total'), value: amount, strong: true },
    ],
    more: simulator,
  })
}

/**
 * The simulator of the month for a side sheet; nothing where no month runs. The sheet stands outside the page, so that it
 * takes the page's way of writing dates and amounts along.
 */
export function useSimulator({ view, month, rules, enrollment }: WorthProps): ReactNode {
  const patient = usePatientId()
  const format = useFormat()
  const { program } = enrollment
  if (!isCurrent(enrollment.state)) return undefined
  const complex = rules.find(({ family, threshold }) => family === `${program}-complex` && threshold !== undefined)
  return (
    <FormatContext value={format}>
      <Simulator
        patient={patient}
        month={month}
        program={program}
        minutes={view.next?.minutesNeeded ?? 0}
        complexCode={complex?.code}
      />
    </FormatContext>
  )
}
