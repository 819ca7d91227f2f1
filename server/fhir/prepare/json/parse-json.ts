import { fault, overLimit } from '../../fault.ts'
import type { Limits } from '../../limits.ts'
import { countProperties, endOfString, jsonShape } from './json-shape.ts'
import { jsonFaultWords } from './locate-json-fault.ts'

/** A value out of JSON text. */
export interface ParsedJson {
  readonly value: unknown
  /**
   * The same with every number as it was written (`1.50`), for JSON.stringify alone; absent where `value` says the same.
   * FHIR keeps the precision of decimals. https://hl7.org/fhir/R4/datatypes.html#decimal
   */
  readonly exact?: unknown
}

/**
 * Reads the bytes of a body as text.
 * @throws FhirError 400 when they are not UTF-8
 */
export function decodeText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw fault(400, 'structure', 'The body is not text in UTF-8.', { cause })
  }
}

/** How faults of a text are told. */
interface TextSource {
  /** What it is: `The body`. */
  readonly what?: string
  /** The text from which it was cut: places of faults are told in it. */
  readonly whole?: string
}

/** How much a text may hold. */
export type JsonLimits = Pick<Limits, 'jsonDepth' | 'jsonValues'>

/**
 * Reads JSON in which each name stands once in its object. What holds too much is refused before it is read: it would keep
 * everybody else waiting.
 * @throws FhirError 400 with the place of the fault
 */
export function parseJson(
  text: string,
  { jsonDepth: depth, jsonValues }: JsonLimits,
  { what = 'The body', whole = text }: TextSource = {},
): ParsedJson {
  const shape = jsonShape(text)
  if (shape.depth > depth) throw overLimit('MAX_JSON_DEPTH', 400, `${what} is nested deeper than ${depth} levels.`)
  if (shape.values > jsonValues)
    throw overLimit('MAX_JSON_VALUES', 400, `${what} holds more than ${jsonValues} texts, numbers, arrays and objects.`)
  const value = parsed(text, { what, whole })
  if (countProperties(value) !== shape.properties) throw duplicateName(text)
  return shape.exact ? { value } : { value, exact: exactly(text) }
}

function parsed(text: string, { what, whole }: Required<TextSource>): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (whole.trim() === '') throw fault(400, 'structure', `${what} is empty; this wants a resource.`, { cause })
    throw fault(400, 'structure', `${what} is not JSON: ${jsonFaultWords(whole)}.`, { cause })
  }
}

/** Node 24 gives a reviver the source of each number, and takes it back as it is. */
interface SourceJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
  rawJSON(text: string): unknown
}

const sourceJson = JSON as unknown as SourceJson

function exactly(text: string): unknown {
  return sourceJson.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? sourceJson.rawJSON(source) : value,
  )
}

/** JSON.parse keeps the last of several values of one name and says nothing: other readers keep the first. */
function duplicateName(text: string): Error {
  const name = firstDuplicate(text)
  const which = name === undefined ? 'A property stands' : `The property "${name}" stands`
  return fault(400, 'structure', `${which} twice in one object.`)
}

function firstDuplicate(text: string): string | undefined {
  const objects: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') objects.push(new Set())
    else if (text[at] === '}') objects.pop()
    else if (text[at] === '"') {
      const end = endOfString(text, at)
      const name = text.slice(at + 1, end)
      at = end
      if (!isName(text, end)) continue
      if (objects.at(-1)?.has(name)) return name
      objects.at(-1)?.add(name)
    }
  }
  return undefined
}

/** Whether a colon follows the string that ends here. */
function isName(text: string, end: number): boolean {
  COLON.lastIndex = end + 1
  return COLON.test(text)
}

const COLON = /\s*:/y
