import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion } from '#ports/search.ts'
import type { KeyCondition } from './keys.ts'
import { parameterOf, type Scope } from './scope.ts'

/** `patient.name=…`: the keys of references to those that `where` holds for, of whatever the chain may lead to. */
export function chainCondition(
  scope: Scope,
  { number }: SearchParameter,
  { targets, where }: Extract<Criterion, { kind: 'chain' }>,
): KeyCondition {
  const among = targets.map((target) =>
    scope.rows(scope, target, [where], (row) => keyOf(scope, number, `'${target}/' || ${row}.id`)),
  )
  return { keys: [], among: among.length > 0 ? among.join(' union all ') : 'select null::bigint where false' }
}

/**
 * `_has:Condition:patient:code=…`: a query over the ids of the resources of a type to which those refer, by a parameter, for
 * which `where` holds.
 */
export function referringIds(
  scope: Scope,
  type: string,
  { source, param, where }: Extract<Criterion, { kind: 'has' }>,
): string {
  const { number, targets } = parameterOf(source, param, ['reference'])
  if (targets?.includes(type) === false) return 'select null::text where false'
  return scope.rows(scope, source, [where], (row) => {
    const reference = scope.values.alias()
    return `unnest(array(select substr(${reference}, ${type.length + 2}) from unnest(${row}.refs) ${reference}
      where starts_with(${reference}, '${type}/') and ${keyOf(scope, number, reference)} = any(${row}.keys)))`
  })
}

/** SQL for the key of a reference, which is itself given as SQL. */
function keyOf({ values, keys }: Scope, param: number, reference: string): string {
  return `search_key(${values.bind(`${param} r`, 'text')} || ${reference}, ${values.bind(keys.bits, 'bigint')})`
}
