import { isObject, objects } from '../json.ts'
import { rule, type CodedRules } from './coded-rule.ts'

const FIRST_DAY = /^[0-9]{4}-[0-9]{2}-01$/
const LAST_DAY = /^[0-9]{4}-[0-9]{2}-(28|29|30|31)$/
/** Amounts are added and compared in these parts of a unit of money, so that no binary fraction tells two apart. */
const PARTS = 100_000_000

/** Invariants of our guide on what a month's close writes: some ten thousand charges and months at a time. */
export const guideRules: CodedRules = {
  'ccm-charge-evidence': rule(
    "supportingInformation.reference.where(contains('Task/')).all(contains('/_history/'))",
    ({ supportingInformation }) =>
      objects(supportingInformation).every(
        ({ reference }) =>
          typeof reference !== 'string' || !reference.includes('Task/') || reference.includes('/_history/'),
      ),
  ),
  'ccm-charge-units': rule(
    'value >= 1 and value = value.truncate()',
    ({ value }) => Number.isInteger(value) && (value as number) >= 1,
  ),
  'ccm-claim-total': rule(
    'total.value.empty() or total.value = item.net.value.aggregate($this + $total, 0)',
    ({ total, item }) => {
      const said = amountOf(total)
      const added = objects(item).reduce((sum, { net }) => sum + (amountOf(net) ?? 0), 0)
      return said === undefined || said === added
    },
  ),
  'ccm-whole-month': rule(
    "start.toString().matches('^[0-9]{4}-[0-9]{2}-01$') and end.toString().matches('^[0-9]{4}-[0-9]{2}-(28|29|30|31)$') and start.toString().substring(0, 7) = end.toString().substring(0, 7)",
    ({ start, end }) =>
      typeof start === 'string' &&
      typeof end === 'string' &&
      FIRST_DAY.test(start) &&
      LAST_DAY.test(end) &&
      start.slice(0, 7) === end.slice(0, 7),
  ),
}

/** The value of a Money, in parts of its unit. */
function amountOf(money: unknown): number | undefined {
  const value = isObject(money) ? money['value'] : undefined
  return typeof value === 'number' ? Math.round(value * PARTS) : undefined
}
