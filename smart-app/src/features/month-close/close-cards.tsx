import { blockerTexts, blockerWords } from '../../data/blocker-words.ts'
import { useRules } from '../../data/rules.ts'
import type { ServiceMonth } from '#domain/calendar.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { byCode, heldBy, patientsIn, sumOf, type CloseRow } from './close-model.ts'
import { closeTexts } from './close-texts.ts'
import { fixTexts, hasFix } from './fix-texts.ts'

/** Who is held and why, the greatest amount first; each reason leads to its patients. */
export function HeldCard({
  rows,
  near,
  month,
  show,
}: {
  readonly rows: readonly CloseRow[]
  /** How many ended a few minutes short of a code. */
  readonly near: number
  readonly month: ServiceMonth
  readonly show: (code: string) => void
}) {
  const say = useSay(closeTexts)
  const words = useSay(blockerTexts)
  const fix = useSay(fixTexts)
  const format = useFormat()
  return (
    <Card
      title={say('held-title', { count: patientsIn(rows) })}
      action={
        rows.length > 0 && <span className="quiet">{say('if-cleared', { amount: format.money(sumOf(rows)) })}</span>
      }
      className="close-held"
      {...(near > 0 && { foot: say('near', { count: near, month: format.monthName(month) }) })}
    >
      {rows.length === 0 ? (
        <p className="quiet fact">{say('none-held')}</p>
      ) : (
        <table className="close-table">
          <caption className="sr-only">{say('held-title', { count: patientsIn(rows) })}</caption>
          <thead>
            <tr>
              <th scope="col">{say('reason')}</th>
              <th scope="col" className="right">
                {say('patients')}
              </th>
              <th scope="col" className="right">
                {say('amount')}
              </th>
              <th scope="col">
                <span className="sr-only">{say('show')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {heldBy(rows).map(({ reason, rows: held, cents }) => (
              <tr key={reason.code}>
                <th scope="row">
                  <span className="tone-warn">
                    <Icon name="warn" size={14} />
                  </span>{' '}
                  {blockerWords(reason, words)}
                  {hasFix(reason.code) && <div className="meta held-fix">{fix(reason.code)}</div>}
                </th>
                <td className="right">{format.count(patientsIn(held))}</td>
                <td className="right">{format.money(cents)}</td>
                <td className="right">
                  <button
                    type="button"
                    className="link-button"
                    aria-label={say('show-of', { reason: blockerWords(reason, words) })}
                    onClick={() => {
                      show(reason.code)
                    }}
                  >
                    {say('show')} <Icon name="chevron" size={14} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** What is charged by code, with units and rate. */
export function CodesCard({ rows, month }: { readonly rows: readonly CloseRow[]; readonly month: ServiceMonth }) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const rules = useRules(month)
  const sums = byCode(rows)
  const units = sums.reduce((sum, one) => sum + one.units, 0)
  const title = (code: string) => rules.data?.find((rule) => rule.code === code)?.title
  return (
    <Card
      title={say('codes')}
      action={<span className="quiet">{say('units', { count: units })}</span>}
      className="close-codes"
      foot={say('rates', { year: month.slice(0, 4) })}
    >
      {sums.length === 0 ? (
        <p className="quiet fact">{say('no-charges')}</p>
      ) : (
        <table className="close-table">
          <caption className="sr-only">{say('codes')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('code')}</th>
              <th scope="col" className="right">
                {say('unit')}
              </th>
              <th scope="col" className="right">
                {say('rate')}
              </th>
              <th scope="col" className="right">
                {say('amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sums.map((one) => (
              <tr key={one.code}>
                <th scope="row" title={title(one.code)}>
                  <strong>{one.code}</strong> <span className="quiet code-title">{title(one.code)}</span>
                </th>
                <td className="right">{format.count(one.units)}</td>
                <td className="right">{format.money(Math.round(one.cents / one.units))}</td>
                <td className="right">{format.money(one.cents)}</td>
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{say('sum')}</th>
              <td className="right">{format.count(units)}</td>
              <td />
              <td className="right">{format.money(sumOf(rows))}</td>
            </tr>
          </tbody>
        </table>
      )}
    </Card>
  )
}
