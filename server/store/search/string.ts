import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion } from '#ports/search.ts'
import { searchKey } from '../index/key.ts'
import { normalized } from '../index/string.ts'
import type { KeyCondition } from './keys.ts'
import { anyOf, type Scope } from './scope.ts'
import { sideLookUp, sideTest } from './side-test.ts'
import { beginsWith } from './terms.ts'

type StringCriterion = Extract<Criterion, { kind: 'string' }>

/** `:exact`: a whole value, with its case and accents. https://hl7.org/fhir/R4/search.html#string */
export function exactCondition({ number }: SearchParameter, values: readonly string[]): KeyCondition {
  return { keys: values.map((value) => searchKey(number, 'e', value)) }
}

/** Whether a value of the row begins with what is searched for, or contains it; case and accents do not count. */
export function stringTest(scope: Scope, row: string, { number }: SearchParameter, criterion: StringCriterion): string {
  return sideTest(scope, row, { table: 'res_string', param: number }, (side) => valueTest(scope, side, criterion))
}

/** A query over the row numbers of what `stringTest` holds for, found by its beginning. */
export function stringLookUp(
  scope: Scope,
  { number }: SearchParameter,
  criterion: StringCriterion,
  limit?: number,
): string {
  return sideLookUp(scope, { table: 'res_string', param: number, limit }, valueTest(scope, 's', criterion))
}

function valueTest(scope: Scope, side: string, { modifier, values }: StringCriterion): string {
  return anyOf(
    values.map((value) =>
      modifier === 'contains'
        ? `strpos(${side}.val, ${scope.values.bind(normalized(value), 'text')}) > 0`
        : `(${beginsWith(scope, `${side}.val`, normalized(value))})`,
    ),
  )
}
