import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { QuantityValue } from '#ports/search.ts'
import { numberTest } from './range.ts'
import { allOf, anyOf, type Scope } from './scope.ts'
import { sideTest } from './side-test.ts'

/** How the numbers of a row stand to those searched for. https://hl7.org/fhir/R4/search.html#quantity */
export function quantityTest(
  scope: Scope,
  row: string,
  { number }: SearchParameter,
  values: readonly QuantityValue[],
): string {
  return sideTest(scope, row, { table: 'res_quantity', param: number }, (side) => quantitiesTest(scope, side, values))
}

/** The same for a row of `res_quantity`. A unit is compared as it is written, as code or as printed. */
export function quantitiesTest(scope: Scope, side: string, values: readonly QuantityValue[]): string {
  const digits = (value: string) => () => scope.values.bind(value, 'numeric')
  return anyOf(
    values.map(({ prefix, value, low, high, system, code }) =>
      allOf([
        numberTest(prefix, [`${side}.lo`, `${side}.hi`], digits(value), { from: digits(low), to: digits(high) }),
        ...(code === undefined ? [] : [`${side}.unit = ${scope.values.bind(code, 'text')}`]),
        ...(system === undefined ? [] : [`${side}.system = ${scope.values.bind(system, 'text')}`]),
      ]),
    ),
  )
}
