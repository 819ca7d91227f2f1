import type { ObjectRule, PropertyRule } from '../../validation/rules/rule.ts'
import { copyJson, isMembers, setMember, type Members } from '../json-document.ts'
import type { Entry } from './element-list.ts'
import { propertiesNamed, ruleOfType } from './element-place.ts'

/** A value for one of several properties: of a choice it says which. */
export interface TypedValue {
  readonly property: PropertyRule
  readonly entry: Entry
}

/** Types whose values are written alike: a general one stands for its special ones, and the other way round. */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['String', 'Code', 'Id', 'Markdown', 'Xhtml']),
  new Set(['Uri', 'Url', 'Canonical', 'Oid', 'Uuid']),
  new Set(['Integer', 'PositiveInt', 'UnsignedInt']),
  new Set(['Quantity', 'Age', 'Count', 'Distance', 'Duration']),
]

/**
 * The value that a part of a FHIRPath Patch holds: a data type (`valueHumanName`), a resource, or parts that are elements
 * themselves, for what has no type of its own. https://hl7.org/fhir/R4/fhirpatch.html
 * @param properties those that it may be for
 * @returns in words what is wrong, where it fits none of them
 */
export function typedValue(part: Members, properties: readonly PropertyRule[]): TypedValue | string {
  const { resource, part: parts } = part
  if (isMembers(resource)) return resourceValue(resource, properties)
  if (Array.isArray(parts)) return valueOfParts(parts, properties)
  const key = Object.keys(part).find((name) => /^_?value[A-Z]/.test(name))
  if (key === undefined) return 'it has no value'
  return dataValue(part, key.replace(/^_?value/, ''), properties)
}

function resourceValue(resource: Members, properties: readonly PropertyRule[]): TypedValue | string {
  const property = properties.find(({ type }) => type === 'Resource')
  if (!property) return `a resource cannot stand there, but ${expected(properties)}`
  return { property, entry: { value: copyJson(resource) } }
}

function dataValue(part: Members, type: string, properties: readonly PropertyRule[]): TypedValue | string {
  const property = properties.find((each) => typeName(each) === type) ?? properties.find((each) => isKin(each, type))
  if (!property) return `a value${type} cannot stand there, but ${expected(properties)}`
  const value = copyJson(part[`value${type}`])
  const beside = copyJson(part[`_value${type}`])
  if (isMembers(value) === (property.primitive !== undefined)) return `value${type} is not of its type`
  return { property, entry: { value, ...(property.primitive && beside !== undefined ? { beside } : {}) } }
}

function valueOfParts(parts: readonly unknown[], properties: readonly PropertyRule[]): TypedValue | string {
  const [property, another] = properties.filter(({ primitive, type }) => !primitive && type !== 'Resource')
  const rule = property && (property.object ?? ruleOfType(property.type))
  if (!property || !rule || another) return `parts cannot stand there, but ${expected(properties)}`
  const value = objectOf(parts, rule)
  return typeof value === 'string' ? value : { property, entry: { value } }
}

function objectOf(parts: readonly unknown[], rule: ObjectRule): Members | string {
  const object: Members = {}
  for (const part of parts) {
    const name = isMembers(part) ? part['name'] : undefined
    if (!isMembers(part) || typeof name !== 'string') return 'one of its parts has no name'
    const properties = propertiesNamed(rule, name)
    if (properties.length === 0) return `${rule.path} has no element “${name}”`
    const made = typedValue(part, properties)
    if (typeof made === 'string') return `of its part “${name}”, ${made}`
    if (!put(object, made, properties)) return `its part “${name}” may stand there once`
  }
  return object
}

function put(object: Members, { property, entry }: TypedValue, properties: readonly PropertyRule[]): boolean {
  const { name, list } = property
  if (!list && properties.some((each) => Object.hasOwn(object, each.name) || Object.hasOwn(object, `_${each.name}`)))
    return false
  const count = list ? Math.max(lengthOf(object[name]), lengthOf(object[`_${name}`])) : 0
  for (const [key, value] of [
    [name, entry.value],
    [`_${name}`, entry.beside],
  ] as const)
    if (!list && value !== undefined) setMember(object, key, value)
    else if (list && (value !== undefined || object[key] !== undefined)) append(object, key, { count, value })
  return true
}

/** Lists of values and of what stands beside them have a null where one of them has nothing. */
function append(object: Members, key: string, { count, value }: { readonly count: number; readonly value: unknown }) {
  const list = Array.isArray(object[key]) ? (object[key] as unknown[]) : []
  while (list.length < count) list.push(null)
  list.push(value ?? null)
  setMember(object, key, list)
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0
}

function isKin(property: PropertyRule, type: string): boolean {
  return FAMILIES.some((family) => family.has(type) && family.has(typeName(property)))
}

function typeName({ type }: PropertyRule): string {
  return type.charAt(0).toUpperCase() + type.slice(1)
}

function expected(properties: readonly PropertyRule[]): string {
  const types = properties.map(({ type, object }) => (object ? 'its parts' : type === 'Resource' ? 'a resource' : type))
  return [...new Set(types)].join(' or ')
}
