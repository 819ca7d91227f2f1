import type { ServiceMonth } from '#domain/calendar.ts'
import { useMonthEvidence } from '../../data/month-evidence.ts'
import { secondsMissed, type MonthView } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { useRules } from '../../data/rules.ts'
import { durationText } from '../../format/format.ts'
import { useSay } from '../../say/use-say.ts'
import { EvidenceParts } from '../../ui/evidence.tsx'
import { timeTexts } from './time-texts.ts'

/** The arithmetic of the month beside its list. */
export function MonthSummary({ month, view }: { month: ServiceMonth; view: MonthView | undefined }) {
  return view ? <Summary month={month} view={view} /> : <section className="card time-summary" />
}

function Summary({ month, view }: { month: ServiceMonth; view: MonthView }) {
  const say = useSay(timeTexts)
  const rule = useSay(ruleTexts)
  const rules = useRules(month)
  const { total } = useMonthEvidence({ view, month, rules: rules.data ?? [] })
  const { sources: _, ...evidence } = total()
  const reasons = [...new Set(view.notCounted.map(({ code }) => code))]
  return (
    <section className="card time-summary" aria-labelledby="time-summary">
      <h2 id="time-summary">{evidence.statement}</h2>
      <EvidenceParts evidence={evidence} />
      {reasons.length > 0 && (
        <>
          <h3>{say('not-title')}</h3>
          <ul className="sources">
            {reasons.map((code) => {
              const some = view.notCounted.filter((one) => one.code === code)
              const [first] = some
              return (
                <li key={code}>
                  <strong>{durationText(secondsMissed(some))}</strong> {first && reasonWords(first, rule)}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
