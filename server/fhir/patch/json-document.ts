/** Node keeps a number as it was written, for printing alone. */
interface RawNumbers {
  isRawJSON(value: unknown): value is { readonly rawJSON: string }
}

const rawNumbers = JSON as unknown as RawNumbers

/** An object of a JSON document that is being changed. */
export type Members = Record<string, unknown>

/** Whether a value of a document is an object. A number that stands as it was written (`1.50`) is none. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !rawNumbers.isRawJSON(value)
}

/** Sets a member, also one that is called like something every object has (`__proto__`). */
export function setMember(object: Members, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })
}

/** Whether two values are the same by RFC 6902 section 4.6: numbers by value, objects whatever the order of their members. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSameJson(item, other[index]))
    )
  if (isMembers(one)) return isMembers(other) && hasSameMembers(one, other)
  return !Array.isArray(other) && !isMembers(other) && plain(one) === plain(other)
}

function hasSameMembers(one: Members, other: Members): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
  )
}

/** A number by its value, anything else as it is. */
function plain(value: unknown): unknown {
  return rawNumbers.isRawJSON(value) ? Number(value.rawJSON) : value
}

/** A copy that shares nothing with the original. */
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson)
  if (!isMembers(value)) return value
  const copy: Members = {}
  for (const name of Object.keys(value)) setMember(copy, name, copyJson(value[name]))
  return copy
}

/** Lists and objects within each other: 0 for a text or number. */
export function depthOf(value: unknown): number {
  if (!Array.isArray(value) && !isMembers(value)) return 0
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  return items.reduce<number>((deepest, item) => Math.max(deepest, depthOf(item)), 0) + 1
}

/** A value with all texts, numbers, arrays and objects in it: how many. */
export function valuesIn(value: unknown): number {
  if (!Array.isArray(value) && !isMembers(value)) return 1
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  return items.reduce<number>((sum, item) => sum + valuesIn(item), 1)
}

/** How long a value is when it is written, at least: characters. */
export function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lengthOf(item) + 1, 1)
  if (rawNumbers.isRawJSON(value)) return value.rawJSON.length
  if (!isMembers(value)) return 1
  return Object.keys(value).reduce((sum, name) => sum + name.length + lengthOf(value[name]) + 3, 1)
}
