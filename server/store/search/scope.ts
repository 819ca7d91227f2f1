import type { SearchParameter } from '#definitions/search-parameter.ts'
import { searchParameter } from '#definitions/search-parameters.ts'
import type { Access } from '#ports/access.ts'
import { SearchNotSupported, type Criterion } from '#ports/search.ts'
import type { TenantKeys } from '../index/key.ts'
import type { SqlValues } from './sql-values.ts'

/** What every part of a search statement is made with. `$1` is always the tenant. */
export interface Scope {
  readonly values: SqlValues
  readonly keys: TenantKeys
  readonly access: Access
  /**
   * SQL of a query over the current rows of a type that fulfil all criteria and exist for this scope's access: of these,
   * what `select` makes of the row's alias. `row-query.ts` gives it; here so that chains can go from row to row.
   */
  readonly rows: (scope: Scope, type: string, where: readonly Criterion[], select: (row: string) => string) => string
}

/** The parameter that a criterion names, of one of the kinds that the criterion fits. */
export function parameterOf(type: string, code: string, kinds: readonly SearchParameter['kind'][]): SearchParameter {
  const parameter = searchParameter(type, code)
  if (!parameter) throw new SearchNotSupported(`${type} has no search parameter ${code}.`)
  if (!kinds.includes(parameter.kind))
    throw new SearchNotSupported(
      `The search parameter ${code} of ${type} is of type ${parameter.kind} and cannot be used like this.`,
    )
  return parameter
}

/** Alternatives as one condition; none can hold when there are none. */
export function anyOf(conditions: readonly string[]): string {
  if (conditions.length === 0) return 'false'
  return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' or ')})`
}

/** All conditions as one. */
export function allOf(conditions: readonly string[]): string {
  const [only, ...more] = conditions
  if (only === undefined) return 'true'
  return more.length === 0 ? only : `(${conditions.join(' and ')})`
}
