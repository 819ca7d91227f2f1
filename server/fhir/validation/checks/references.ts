import { ID_PATTERN } from '#domain/fhir/ids.ts'
import { isResourceType } from '../../../definitions/resource-types.ts'
import { isObject, objects, type JsonObject } from '../json.ts'
import type { Check, Walk } from '../rules/rule.ts'

const LITERAL = new RegExp(`^(?:(?:https?|urn):.*/)?([A-Za-z]+)/${ID_PATTERN}(?:/_history/${ID_PATTERN})?$`)
const CONDITIONAL = /^([A-Za-z]+)\?./
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/

/**
 * What a Reference leads to, as far as the reference itself tells: a type that exists, one of `targets` (absent: any),
 * and for `#id` something contained. Whether the target exists is not asked here.
 */
export function referenceCheck(targets: readonly string[] | undefined): Check {
  const allowed = targets && new Set(targets)
  return (walk, value, path) => {
    if (!isObject(value)) return
    const literal = literalType(walk, value, path)
    const said = value['type']
    if (typeof said === 'string' && typeof literal === 'string' && said !== literal)
      walk.report.error('value', path, `says it leads to ${said}, but leads to ${literal}`)
    const type = literal ?? said
    if (allowed && typeof type === 'string' && !allowed.has(type))
      walk.report.error('value', path, `must lead to ${sentence(allowed)}, not ${type}`)
  }
}

/** The type that the literal reference names; undefined when it names none. Reports a reference that cannot be one. */
function literalType(walk: Walk, value: JsonObject, path: string): string | undefined {
  const text = value['reference']
  if (typeof text !== 'string') return undefined
  if (text.startsWith('#')) return containedType(walk, text.slice(1), path)
  const search = CONDITIONAL.exec(text)
  if (search) walk.report.error('value', path, 'is a search, which only a transaction turns into a reference')
  return knownType((search ?? LITERAL.exec(text))?.[1], text, { walk, path })
}

function knownType(type: string | undefined, text: string, at: { walk: Walk; path: string }): string | undefined {
  if (type !== undefined && isResourceType(type)) return type
  if (ABSOLUTE.test(text)) return undefined
  at.walk.report.error('value', at.path, type ? `${type} is no resource type` : 'must be Type/id, a URL or #id')
  return undefined
}

function containedType(walk: Walk, id: string, path: string): string | undefined {
  if (id === '') return walk.root['resourceType'] as string
  const types = containedTypes(walk.root)
  if (!types.has(id)) walk.report.error('value', path, `leads to #${id}, which is not contained in the resource`)
  return types.get(id)
}

/** Types of what a resource contains, by id: looked up as often as it has references to it. */
function containedTypes(root: JsonObject): ReadonlyMap<unknown, string | undefined> {
  const known = contained.get(root)
  if (known) return known
  const types = new Map<unknown, string | undefined>()
  for (const { id, resourceType } of objects(root['contained']).toReversed())
    types.set(id, typeof resourceType === 'string' ? resourceType : undefined)
  contained.set(root, types)
  return types
}

const contained = new WeakMap<JsonObject, ReadonlyMap<unknown, string | undefined>>()

function sentence(types: ReadonlySet<string>): string {
  const names = [...types]
  const last = names.pop() ?? ''
  return names.length > 0 ? `${names.join(', ')} or ${last}` : last
}
