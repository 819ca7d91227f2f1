import { totalOf, type MonthView } from '../../../data/month.ts'
import { reasonWords, ruleTexts } from '../../../data/rule-words.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { visitTexts } from './visit-texts.ts'

/** The month as the server counts it: minutes, what they earn, what is in the way. */
export function MonthLines({ view, complexity }: { view: MonthView; complexity: string | undefined }) {
  const say = useSay(visitTexts)
  const rule = useSay(ruleTexts)
  const format = useFormat()
  const { totalMinutes, staffMinutes, practitionerMinutes, next, charges, blockers } = view
  const codes = charges.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', ')
  return (
    <div className="fact">
      {view.program !== 'apcm' && (
        <p>
          {say('counted', { total: totalMinutes, staff: staffMinutes, practitioner: practitionerMinutes })}{' '}
          {next && say('next', { count: next.minutesNeeded, code: next.code })}
        </p>
      )}
      {codes !== '' && <p>{say('earned', { codes, amount: format.money(totalOf(charges)) })}</p>}
      {complexity !== undefined && <p>{say('complexity-is', { level: complexity })}</p>}
      {blockers.map((blocker) => (
        <p key={blocker.code} className="tone-warn">
          {say('blocked', { why: reasonWords(blocker, rule) })}
        </p>
      ))}
    </div>
  )
}
