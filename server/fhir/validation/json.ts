/** An object as JSON.parse gives it. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a JSON value is an object, neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value that may be a list, one thing or absent, as a list. */
export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** The same, without what is no object. */
export function objects(value: unknown): readonly JsonObject[] {
  return items(value).filter(isObject)
}

/** Whether every part of `pattern` is in `value`: objects by their fields, each item of a list somewhere in the other. */
export function contains(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern))
    return pattern.every((wanted) => Array.isArray(value) && value.some((item) => contains(item, wanted)))
  if (!isObject(pattern)) return value === pattern
  return isObject(value) && Object.entries(pattern).every(([name, wanted]) => contains(value[name], wanted))
}

/** Whether two JSON values are the same. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  if (!isObject(a) || !isObject(b)) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => equal(a[name], b[name]))
}
