import type { Criterion, DateValue } from '#ports/search.ts'
import { mainDate } from '../index/main-date.ts'
import { dateTest } from './range.ts'
import { anyOf, parameterOf, type Scope } from './scope.ts'
import { sideTest } from './side-test.ts'

/** How the dates of a row stand to those searched for. https://hl7.org/fhir/R4/search.html#date */
export function dateCriterionTest(
  scope: Scope,
  type: string,
  row: string,
  { param, values }: Extract<Criterion, { kind: 'date' }>,
): string {
  if (param === '_lastUpdated') return anyOf(values.map((value) => instantTest(scope, `${row}.updated`, value)))
  if (!liesBeside(type, param)) return datesTest(scope, [`${row}.at_lo`, `${row}.at_hi`], values)
  const { number } = parameterOf(type, param, ['date'])
  return sideTest(scope, row, { table: 'res_date', param: number }, (side) =>
    datesTest(scope, [`${side}.lo`, `${side}.hi`], values),
  )
}

/** Whether the parameter's dates lie in `res_date`, and not in the row itself. */
export function liesBeside(type: string, param: string): boolean {
  return param !== '_lastUpdated' && param !== mainDate(type)
}

/** The same for a stored range in two columns. */
export function datesTest(
  scope: Scope,
  [lo, hi]: readonly [lo: string, hi: string],
  values: readonly DateValue[],
): string {
  const instant = (value: number) => scope.values.bind(value, 'bigint')
  return anyOf(
    values.map(({ prefix, from, to }) =>
      dateTest(prefix, lo, hi, { from: () => instant(from), to: () => instant(to) }),
    ),
  )
}

/** A stored millisecond, which lasts one: said so that an index on the column serves. */
function instantTest({ values }: Scope, column: string, { prefix, from, to }: DateValue): string {
  const atLeast = (value: number) => `${column} >= ${values.bind(value, 'bigint')}`
  const before = (value: number) => `${column} < ${values.bind(value, 'bigint')}`
  switch (prefix) {
    case 'eq':
    case 'ap':
      return `(${atLeast(from)} and ${before(to)})`
    case 'ne':
      return `(${before(from)} or ${atLeast(to)})`
    case 'gt':
    case 'sa':
      return atLeast(to)
    case 'ge':
      return atLeast(from)
    case 'lt':
    case 'eb':
      return before(from)
    case 'le':
      return before(to)
  }
}
