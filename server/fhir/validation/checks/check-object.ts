import { isObject, type JsonObject } from '../json.ts'
import type { Invariant, ObjectRule, PropertyRule, Walk } from '../rules/rule.ts'

/** Deeper nesting than this is no real resource; it is refused before it costs the stack. */
const MAX_DEPTH = 80

/** Checks an object against the rule of its type: its properties, what is missing, its invariants. */
export function checkObject(walk: Walk, rule: ObjectRule, value: JsonObject, path: string): void {
  if (walk.depth >= MAX_DEPTH) {
    walk.report.error('too-costly', path, `is nested deeper than ${MAX_DEPTH} levels`)
    return
  }
  walk.depth++
  let bits = 0
  let empty = true
  for (const name in value) {
    if (name !== 'id') empty = false
    const property = rule.properties.get(name)
    if (!property) bits |= checkOther(walk, rule, { value, name, path })
    else {
      if (property.choice && (bits & property.bit) !== 0) tooMany(walk, property, path)
      bits |= property.bit
      checkProperty(walk, property, value, path)
    }
  }
  if (empty && isEmpty(rule, value)) walk.report.error('structure', path, 'must not be empty')
  if ((bits & rule.requiredBits) !== rule.requiredBits) checkRequired(walk, rule, bits, path)
  checkInvariants(walk, rule.invariants, value, path)
  walk.depth--
}

/** An id alone is no content (ele-1), except beside a primitive's value. */
function isEmpty(rule: ObjectRule, value: JsonObject): boolean {
  return rule.type !== 'Element' || value['id'] === undefined
}

function tooMany(walk: Walk, property: PropertyRule, path: string): void {
  walk.report.error('structure', `${path}.${property.element}`, `may have one value, of one type`)
}

function checkRequired(walk: Walk, rule: ObjectRule, bits: number, path: string): void {
  for (const { bit, name } of rule.required)
    if ((bits & bit) === 0) walk.report.error('required', `${path}.${name}`, 'is required')
}

/** Reports every invariant that a value breaks. */
export function checkInvariants(walk: Walk, invariants: readonly Invariant[], value: unknown, path: string): void {
  for (const { key, human, holds } of invariants) {
    if (holds(value, walk)) continue
    const ours = key.startsWith('ccm-')
    const text = ours ? human : `breaks the rule ${key}: ${human.replace(/\.$/, '')}`
    walk.report.add({ severity: 'error', code: 'invariant', path, text, ...(ours ? { rule: key } : {}) })
  }
}

interface Named {
  readonly value: JsonObject
  readonly name: string
  readonly path: string
}

/** A name that is no property: the type of a resource, the extensions of a primitive (`_birthDate`), or a mistake. */
function checkOther(walk: Walk, rule: ObjectRule, { value, name, path }: Named): number {
  if (name === 'resourceType' && rule.resource) return 0
  const property = name.startsWith('_') ? rule.properties.get(name.slice(1)) : undefined
  if (property?.primitive && property.type !== 'xhtml') {
    checkExtended(walk, property, value[name], path)
    return property.bit
  }
  const also = rule.resource ? rule.type : rule.path
  walk.report.error('structure', `${path}.${name}`, `is not an element of ${also}`)
  return 0
}

/** The id and extensions of primitive values. */
function checkExtended(walk: Walk, property: PropertyRule, value: unknown, path: string): void {
  const at = `${path}.${property.element}`
  const element = walk.rules.type('Element')
  if (!element) return
  if (property.list !== Array.isArray(value)) {
    walk.report.error('structure', at, property.list ? 'must be a list' : 'must not be a list')
    return
  }
  const values = property.list ? (value as readonly unknown[]) : [value]
  for (const [index, item] of values.entries()) {
    if (item === null && property.list) continue
    if (isObject(item)) checkContent(walk, property, element, { value: item, path: indexed(at, property, index) })
    else walk.report.error('structure', at, 'must be an object with extensions')
  }
}

function indexed(path: string, property: PropertyRule, index: number): string {
  return property.list ? `${path}[${index}]` : path
}

/** Checks what is in an element, remembering which element that is. */
function checkContent(
  walk: Walk,
  property: PropertyRule,
  rule: ObjectRule,
  { value, path }: { value: JsonObject; path: string },
): void {
  const outer = walk.element
  walk.element = property
  checkObject(walk, rule, value, path)
  walk.element = outer
}

function checkProperty(walk: Walk, property: PropertyRule, owner: JsonObject, path: string): void {
  const value = owner[property.name]
  const at = `${path}.${property.element}`
  if (property.list !== Array.isArray(value))
    walk.report.error('structure', at, property.list ? 'must be a list' : 'must not be a list')
  else if (property.list) checkList(walk, property, owner, at)
  else checkValue(walk, property, value, at)
}

function checkList(walk: Walk, property: PropertyRule, owner: JsonObject, at: string): void {
  const list = owner[property.name] as readonly unknown[]
  if (list.length === 0) walk.report.error('structure', at, 'must not be an empty list')
  if (property.max !== undefined && list.length > property.max)
    walk.report.error('structure', at, `may have at most ${property.max}`)
  for (let index = 0; index < list.length; index++) {
    const item = list[index]
    if (item !== null || !extended(owner, property, index)) checkValue(walk, property, item, `${at}[${index}]`)
  }
}

/** A list of primitives holds null where only extensions are known of an item. */
function extended(owner: JsonObject, property: PropertyRule, index: number): boolean {
  if (!property.primitive) return false
  const siblings = owner[`_${property.name}`]
  return Array.isArray(siblings) && isObject(siblings[index])
}

function checkValue(walk: Walk, property: PropertyRule, value: unknown, path: string): void {
  if (property.primitive) {
    const fault = property.primitive(value)
    if (fault !== undefined) {
      walk.report.error('value', path, value === '' ? 'must not be empty' : fault)
      return
    }
  } else if (!isObject(value)) {
    walk.report.error('structure', path, `must be an object (${property.type})`)
    return
  } else {
    const rule = property.type === 'Resource' ? undefined : (property.object ??= walk.rules.type(property.type))
    if (rule) checkContent(walk, property, rule, { value, path })
  }
  for (const check of property.checks) check(walk, value, path)
}
