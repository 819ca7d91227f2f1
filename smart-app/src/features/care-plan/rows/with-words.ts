/**
 * An element with other words in a property; without the property where there are none. A translation of words that were
 * changed is no longer one, and goes.
 */
export function withWords<T extends object>(element: T, property: keyof T & string, words: string): T {
  const said = words.trim()
  if (((element as Record<string, unknown>)[property] ?? '') === said) return element
  const others = Object.entries(element).filter(([name]) => name !== property && name !== `_${property}`)
  return { ...Object.fromEntries(others), ...(said !== '' && { [property]: said }) } as T
}
