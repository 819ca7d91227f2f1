import type { TokenValue } from '#ports/search.ts'
import { splitUnescaped, unescape } from './escapes.ts'

/** Reads `code`, `system|code`, `|code` (no system) or `system|`. https://hl7.org/fhir/R4/search.html#token */
export function parseTokenValue(text: string): TokenValue | undefined {
  const [first = '', second, ...more] = splitUnescaped(text, '|').map(unescape)
  if (more.length > 0) return undefined
  if (second === undefined) return { code: first }
  if (first === '' && second === '') return undefined
  return second === '' ? { system: first } : { system: first, code: second }
}

/** Reads `system|code|value` of `:of-type`: the kind of identifier and its value, all three given. */
export function parseTypedIdentifier(text: string): TokenValue | undefined {
  const [system, code, value, ...more] = splitUnescaped(text, '|').map(unescape)
  return system && code && value && more.length === 0 ? { system, code, value } : undefined
}
