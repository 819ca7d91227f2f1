/** What a text of JSON is like, counted without reading it. Of a text that is no JSON it says nothing. */
export interface JsonShape {
  /** Names of properties, in all objects together. */
  readonly properties: number
  /** Arrays and objects within each other. */
  readonly depth: number
  /** Texts, numbers, arrays and objects, all in all: as many at most, for an empty array is counted as if it held one. */
  readonly values: number
  /** Whether every number comes out of JSON.parse and JSON.stringify as it went in: `1.50` does not. */
  readonly exact: boolean
}

const QUOTE = 1
const COLON = 2
const OPEN = 3
const CLOSE = 4
const NUMBER = 5
const COMMA = 6

const KINDS = new Uint8Array(128)
for (const [characters, kind] of [
  ['"', QUOTE],
  [':', COLON],
  ['[{', OPEN],
  [']}', CLOSE],
  ['-0123456789', NUMBER],
  [',', COMMA],
] as const)
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind

/** Counts what is in a text of JSON. */
export function jsonShape(text: string): JsonShape {
  let properties = 0
  let values = 1
  let depth = 0
  let deepest = 0
  let exact = true
  for (let at = 0; at < text.length; at++) {
    const kind = KINDS[text.charCodeAt(at)] ?? 0
    if (kind === 0) continue
    if (kind === QUOTE) at = endOfString(text, at)
    else if (kind === COLON) properties++
    else if (kind === COMMA) values++
    else if (kind === OPEN) {
      values++
      deepest = Math.max(deepest, ++depth)
    } else if (kind === CLOSE) depth--
    else {
      const end = endOfNumber(text, at)
      exact &&= isExact(text, at, end)
      at = end - 1
    }
  }
  return { properties, values, depth: deepest, exact }
}

/** Where the string that begins at a quote ends: the index of its closing quote, or the text's length. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** Where the array or object that begins here ends: the index after its last bracket, or the text's length. */
export function endOfNested(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const kind = KINDS[text.charCodeAt(at)] ?? 0
    if (kind === QUOTE) at = endOfString(text, at)
    else if (kind === OPEN) depth++
    else if (kind === CLOSE && --depth === 0) return at + 1
  }
  return text.length
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0
  while (text[quote - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

const IN_NUMBER = new Uint8Array(128)
for (const character of '-+.eE0123456789') IN_NUMBER[character.charCodeAt(0)] = 1

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (IN_NUMBER[text.charCodeAt(end)] === 1) end++
  return end
}

/** Whole numbers of few digits are exact; of the others the printed number tells. */
function isExact(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end)
  return (number.length < 15 && /^-?[1-9]\d*$/.test(number)) || String(Number(number)) === number
}

/** How many properties a value has, in all its objects together. */
export function countProperties(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countProperties(item)
    return count
  }
  for (const name in value) count += 1 + countProperties((value as Record<string, unknown>)[name])
  return count
}
