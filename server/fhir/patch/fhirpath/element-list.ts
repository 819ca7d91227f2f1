import type { PropertyRule } from '../../validation/rules/rule.ts'
import { isMembers, setMember, type Members } from '../json-document.ts'

/** The way through the JSON to the object that holds an element. */
export type Holder = readonly HolderStep[]

interface HolderStep {
  readonly property: PropertyRule
  readonly index: number
  /** Into the object beside a primitive: `_birthDate`. */
  readonly beside: boolean
}

/** A value of an element, with what stands beside a primitive one (its id and extensions). */
export interface Entry {
  readonly value?: unknown
  readonly beside?: unknown
}

interface Place {
  readonly holder: Holder
  readonly property: PropertyRule
}

/** All values of a property, in their order; one that may occur once as a list too. */
export function entriesAt(resource: unknown, { holder, property }: Place): readonly Entry[] {
  const object = objectAt(resource, holder)
  if (!object) return []
  const values = listed(object[property.name], property)
  const sides = property.primitive ? listed(object[`_${property.name}`], property) : []
  return Array.from({ length: Math.max(values.length, sides.length) }, (_unused, at) => ({
    value: values[at] ?? undefined,
    beside: sides[at] ?? undefined,
  }))
}

/** One of them. */
export function entryAt(resource: unknown, place: Place & { readonly index: number }): Entry | undefined {
  const entry = entriesAt(resource, place)[place.index]
  return entry?.value === undefined && entry?.beside === undefined ? undefined : entry
}

/**
 * Puts other values in the place of all values of a property. What holds them is made where it is not there, and taken
 * away where nothing is left in it: FHIR knows no empty elements.
 */
export function putEntries(resource: unknown, { holder, property }: Place, entries: readonly Entry[]): void {
  const object = entries.length > 0 ? openObject(resource, holder) : objectAt(resource, holder)
  if (!object) return
  putMember(
    object,
    property,
    property.name,
    entries.map(({ value }) => value),
  )
  if (property.primitive)
    putMember(
      object,
      property,
      `_${property.name}`,
      entries.map(({ beside }) => beside),
    )
  const step = holder.at(-1)
  if (Object.keys(object).length === 0 && step) takeAway(resource, holder.slice(0, -1), step)
}

function takeAway(resource: unknown, holder: Holder, { property, index, beside }: HolderStep): void {
  const place = { holder, property }
  const left = entriesAt(resource, place).flatMap((entry, at) => {
    if (at !== index) return [entry]
    return beside && entry.value !== undefined ? [{ value: entry.value }] : []
  })
  putEntries(resource, place, left)
}

function putMember(object: Members, property: PropertyRule, name: string, values: readonly unknown[]): void {
  const some = values.some((value) => value !== undefined)
  if (!some) Reflect.deleteProperty(object, name)
  else setMember(object, name, property.list ? values.map((value) => value ?? null) : values[0])
}

function listed(value: unknown, property: PropertyRule): readonly unknown[] {
  if (property.list) return Array.isArray(value) ? value : []
  return value === undefined ? [] : [value]
}

function nameOf({ property, beside }: HolderStep): string {
  return beside ? `_${property.name}` : property.name
}

function objectAt(resource: unknown, holder: Holder): Members | undefined {
  let object: unknown = resource
  for (const step of holder) {
    const value = isMembers(object) ? object[nameOf(step)] : undefined
    object = listed(value, step.property)[step.index]
  }
  return isMembers(object) ? object : undefined
}

/** The object at the end of the way; those beside primitives are made where there are none. */
function openObject(resource: unknown, holder: Holder): Members | undefined {
  const object = objectAt(resource, holder)
  const last = holder.at(-1)
  if (object || !last?.beside) return object
  const place = { holder: holder.slice(0, -1), property: last.property }
  const entries = entriesAt(resource, place).map((entry, at) => (at === last.index ? { ...entry, beside: {} } : entry))
  putEntries(resource, place, entries)
  return objectAt(resource, holder)
}
