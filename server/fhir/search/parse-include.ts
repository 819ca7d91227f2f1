import { isResourceType } from '#definitions/resource-types.ts'
import type { Include } from '#ports/search.ts'
import { fault } from '../fault.ts'
import { findParameter } from './search-context.ts'

/** In place of a source type: every type that refers to the matches (`_revinclude=*`). */
const EVERY = '*'

const INCLUDE = /^([A-Za-z]+):([^:]+)(?::([A-Za-z]+))?$/

/**
 * Reads the value of `_include` or `_revinclude`: `Source:parameter`, `Source:parameter:Target`, `Source:*`, or `*`.
 * Undefined when the source has no such reference parameter, or it does not lead to the target.
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
  if (value === '*') return everything(name, type, iterate)
  const [source, param, target] = parts(name, value)
  if (!leads(source, param, target)) return undefined
  return target === undefined ? { source, param, iterate } : { source, param, iterate, target }
}

/** `_include=*` is what the matches refer to, `_revinclude=*` what refers to them. */
function everything(name: string, type: string, iterate: boolean): Include | undefined {
  const forwards = name.startsWith('_include')
  if (!forwards && iterate) throw fault(400, 'not-supported', `${name}=*: name a type, as in ${name}=Provenance:*.`)
  if (forwards && !includable(type)) return undefined
  return { source: forwards ? type : EVERY, param: '*', iterate }
}

function leads(source: string, param: string, target: string | undefined): boolean {
  if (!includable(source)) return false
  if (param === '*') return true
  const parameter = findParameter(source, param)
  return parameter?.kind === 'reference' && (target === undefined || parameter.targets?.includes(target) !== false)
}

/** A single type; AuditEvents lie elsewhere, and come by themselves. */
function includable(type: string): boolean {
  return type !== 'AuditEvent' && type !== 'Resource'
}

function parts(name: string, value: string): readonly [source: string, param: string, target: string | undefined] {
  const [, source, param, target] = INCLUDE.exec(value) ?? []
  if (source !== undefined && param !== undefined && isResourceType(source) && isResourceType(target ?? source))
    return [source, param, target]
  throw fault(400, 'value', `${name}=${value}: expected Source:parameter or Source:parameter:Target.`)
}
