import { isObject, type JsonObject } from '../json.ts'
import type { Walk } from '../rules/rule.ts'

/** A rule of R4 written out. It stands for that expression only: another rule under the same key is evaluated. */
export interface CodedRule {
  readonly expression: string
  readonly holds: (value: unknown, walk: Pick<Walk, 'resource'>) => boolean
}

/** By key; a key may stand on several types with different expressions. */
export type CodedRules = Readonly<Record<string, readonly CodedRule[]>>

/** A rule on an object. Values of another shape are reported elsewhere and break no rule here. */
export function rule(
  expression: string,
  holds: (value: JsonObject, walk: Pick<Walk, 'resource'>) => boolean,
): readonly CodedRule[] {
  return [{ expression, holds: (value, walk) => !isObject(value) || holds(value, walk) }]
}

/** FHIRPath's `name.exists()`: with a value, or extensions where it is primitive. */
export function has(value: JsonObject, name: string): boolean {
  return value[name] !== undefined || value[`_${name}`] !== undefined
}

/** The same for a choice: `value` is there as `valueQuantity`. */
export function hasChoice(value: JsonObject, name: string): boolean {
  for (const key in value)
    if (
      key.startsWith(name) ? isCapital(key, name.length) : key.startsWith(`_${name}`) && isCapital(key, name.length + 1)
    )
      return true
  return false
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 65 && code <= 90
}

/** How many values a property has: FHIRPath's `count()`. */
export function count(value: JsonObject, name: string): number {
  const found = value[name]
  if (Array.isArray(found)) return found.length
  return has(value, name) ? 1 : 0
}

/** Whether a CodeableConcept (or several) has this code. */
export function hasCode(value: unknown, system: string, codes: readonly string[]): boolean {
  const concepts = Array.isArray(value) ? value : [value]
  return concepts
    .filter(isObject)
    .some((concept) =>
      (Array.isArray(concept['coding']) ? concept['coding'] : [])
        .filter(isObject)
        .some((coding) => coding['system'] === system && codes.includes(coding['code'] as string)),
    )
}

/**
 * Whether one moment is not after another, as far as both are known: `2026-05` is not after `2026`, nor before it.
 * @param a date, dateTime or instant
 */
export function notAfter(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return true
  if (a.length > 10 && b.length > 10) return !(Date.parse(a) > Date.parse(b))
  const known = Math.min(a.length, b.length, 10)
  return a.slice(0, known) <= b.slice(0, known)
}
