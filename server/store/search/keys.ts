import type { Scope } from './scope.ts'
import { arrayText } from '../fhir/resource-columns.ts'

/**
 * A condition on a row's keys: one of `keys` (not yet mixed with the tenant), or one of those that a subquery gives. What
 * can be looked up in the index of keys and not only tested on a row.
 */
export interface KeyCondition {
  readonly keys: readonly string[]
  /** SQL of a query over mixed keys. */
  readonly among?: string
}

/** Tests the condition on a row. */
export function keyTest(scope: Scope, row: string, { keys, among }: KeyCondition): string {
  if (among !== undefined) return `${row}.keys && array(${among})`
  const mixed = arrayText(scope.keys.mixAll(keys))
  return `${row}.keys ${keys.length === 1 ? '@>' : '&&'} ${scope.values.bind(mixed, 'bigint[]')}`
}

/** Tests on a row that it has each of the keys. */
export function keyTestOfAll(scope: Scope, row: string, keys: readonly string[]): string {
  return `${row}.keys @> ${scope.values.bind(arrayText(scope.keys.mixAll(keys)), 'bigint[]')}`
}

/** A query over the rows whose keys meet the conditions; no more than `limit` of them where one is given. */
export function keyLookUp(scope: Scope, conditions: readonly KeyCondition[], limit?: number): string {
  const end = limit === undefined ? 'null' : String(limit)
  const single = conditions.filter(({ keys, among }) => among === undefined && keys.length === 1)
  if (single.length > 0) {
    const mixed = arrayText(scope.keys.mixAll(single.flatMap(({ keys }) => keys)))
    return `select find(${scope.values.bind(mixed, 'bigint[]')}, ${end}) as rid`
  }
  const [first] = conditions
  if (!first) throw new Error('Nothing to look up.')
  if (first.among !== undefined) return `select find_any(array(${first.among}), ${end}) as rid`
  const mixed = arrayText(scope.keys.mixAll(first.keys))
  return `select find_any(${scope.values.bind(mixed, 'bigint[]')}, ${end}) as rid`
}
