import { fault } from '../fault.ts'

/** A parameter of a query string, decoded: name and value. */
export type Pair = readonly [name: string, value: string]

/**
 * Decodes a query string, or a body of type `application/x-www-form-urlencoded`.
 * @throws FhirError 400 for an escape sequence that is not one of UTF-8, and for the character NUL
 */
export function parsePairs(text: string): Pair[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const end = part.indexOf('=')
      return end < 0 ? [decode(part), ''] : [decode(part.slice(0, end)), decode(part.slice(end + 1))]
    })
}

/** A query string of these parameters, with only that escaped which must be. */
export function printPairs(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&')
}

/** The value of a parameter that is given once; of several the first. */
export function valueOf(pairs: readonly Pair[], name: string): string | undefined {
  return pairs.find(([known]) => known === name)?.[1]
}

function decode(text: string): string {
  const decoded = /[%+]/.test(text) ? unescaped(text.replaceAll('+', ' ')) : text
  if (decoded.includes('\0'))
    throw fault(400, 'value', 'The query string holds the character NUL; no text of FHIR has it.')
  return decoded
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw fault(400, 'value', 'The query string holds an escape sequence that is not one of UTF-8.', { cause })
  }
}

const READABLE: Readonly<Record<string, string>> = { '%3A': ':', '%2F': '/', '%2C': ',', '%24': '$', '%40': '@' }

/** Colons, slashes, commas, dollars and at signs stay readable: they cannot be taken for anything else. */
function escape(text: string): string {
  if (/^[\w\-.:/,@$]*$/.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replace(/%(?:3A|2F|2C|24|40)/g, (code) => READABLE[code] ?? code)
}
