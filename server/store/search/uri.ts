import type { SearchParameter } from '#definitions/search-parameter.ts'
import { SearchNotSupported, type Criterion } from '#ports/search.ts'
import { searchKey } from '../index/key.ts'
import type { KeyCondition } from './keys.ts'
import type { Scope } from './scope.ts'
import { termsFrom } from './terms.ts'

type UriCriterion = Extract<Criterion, { kind: 'uri' }>

/** The condition that a uri criterion is: the whole URI, or `:above` and `:below` by its path segments. */
export function uriCondition(
  scope: Scope,
  parameter: SearchParameter,
  { modifier, values }: UriCriterion,
): KeyCondition {
  const { number, code } = parameter
  const exact = (uri: string) => searchKey(number, 'u', uri)
  if (modifier === undefined) return { keys: values.map(exact) }
  if (modifier === 'above') return { keys: values.flatMap(upwards).map(exact) }
  if (code === '_source') throw new SearchNotSupported('The parameter _source has no modifier :below.')
  const whole = `select unnest(${scope.values.bind(scope.keys.mixAll(values.map(exact)), 'bigint[]')})`
  const below = termsFrom(
    scope,
    number,
    values.map((uri) => (uri.endsWith('/') ? uri : `${uri}/`)),
  )
  return { keys: [], among: [whole, below].join(' union all ') }
}

/** A URL and every URL above it, down to its host. */
function upwards(uri: string): readonly string[] {
  const root = /^[a-z]+:\/\/[^/]+/i.exec(uri)?.[0]
  if (root === undefined) return [uri]
  const above = [uri]
  for (let end = uri.lastIndexOf('/'); end >= root.length; end = uri.lastIndexOf('/', end - 1))
    above.push(uri.slice(0, end + 1), uri.slice(0, end))
  return [...new Set(above)]
}
