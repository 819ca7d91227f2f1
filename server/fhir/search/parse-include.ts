import { isResourceType } from '#definitions/resource-types.ts'
import type { Include } from '#ports/search.ts'
import { fault } from '../fault.ts'
import { findParameter } from './search-context.ts'

const INCLUDE = /^([A-Za-z]+):([^:]+)(?::([A-Za-z]+))?$/

/**
 * Reads the value of `_include` or `_revinclude`: `Source:parameter`, `Source:parameter:Target`, `Source:*`, and for
 * `_include` also `*`. Undefined when the source has no such reference parameter.
 * @throws FhirError 400 for a modifier other than `iterate`, or a value of another form
 */
export function parseInclude(
  name: string,
  modifier: string | undefined,
  value: string,
  type: string,
): Include | undefined {
  if (modifier !== undefined && !['iterate', 'recurse'].includes(modifier))
    throw fault(400, 'not-supported', `${name}: the one modifier of an include is :iterate.`)
  const iterate = modifier !== undefined
  if (value === '*' && name.startsWith('_include')) return { source: type, param: '*', iterate }
  const [source, param, target] = parts(name, value)
  if (param !== '*' && findParameter(source, param)?.kind !== 'reference') return undefined
  return target === undefined ? { source, param, iterate } : { source, param, iterate, target }
}

function parts(name: string, value: string): readonly [source: string, param: string, target: string | undefined] {
  const [, source, param, target] = INCLUDE.exec(value) ?? []
  if (source !== undefined && param !== undefined && isResourceType(source) && isResourceType(target ?? source))
    return [source, param, target]
  throw fault(400, 'value', `${name}=${value}: expected Source:parameter or Source:parameter:Target.`)
}
