import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion } from '#ports/search.ts'
import { canonicalParameter, leadsByCanonical } from '#definitions/canonical-parameter.ts'
import { searchKey } from '../index/key.ts'
import type { KeyCondition } from './keys.ts'
import { parameterOf, type Scope } from './scope.ts'

/**
 * `patient.name=…`: the keys of references to those that `where` holds for, of whatever the chain may lead to; of parameters
 * that lead by canonical URL (`instantiates-canonical:PlanDefinition.title=…`) the keys of their URLs too.
 */
export function chainCondition(
  scope: Scope,
  parameter: SearchParameter,
  { targets, where, beside = [] }: Extract<Criterion, { kind: 'chain' }>,
): KeyCondition {
  const { number } = parameter
  const among = targets.map((target) =>
    scope.rows(scope, target, [where], (row) => {
      const literal = keyOf(scope, number, `'${target}/' || ${row}.id`)
      if (!leadsByCanonical(parameter) || !canonicalParameter(target)) return literal
      return `unnest(array[${literal}, ${urlKeyOf(scope, number, `${row}.content::jsonb ->> 'url'`)}])`
    }),
  )
  const named = beside.map((name) => searchKey(number, name.includes(':') ? 'u' : 'r', name))
  if (named.length > 0) among.push(`select unnest(${scope.values.bind(scope.keys.mixAll(named), 'bigint[]')})`)
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

/** SQL for the key of a canonical URL, in the same way. */
function urlKeyOf({ values, keys }: Scope, param: number, url: string): string {
  return `search_key(${values.bind(`${param} u`, 'text')} || (${url}), ${values.bind(keys.bits, 'bigint')})`
}
