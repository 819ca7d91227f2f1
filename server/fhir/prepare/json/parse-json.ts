import { fault, overLimit } from '../../fault.ts'
import { countProperties, jsonShape } from './json-shape.ts'
import { locateJsonFault } from './locate-json-fault.ts'

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

/**
 * Reads JSON in which each name stands once in its object.
 * @param depth arrays and objects within each other, at most
 * @throws FhirError 400 with the place of the fault
 */
export function parseJson(
  text: string,
  depth: number,
  { what = 'The body', whole = text }: TextSource = {},
): ParsedJson {
  const shape = jsonShape(text)
  if (shape.depth > depth) throw overLimit('MAX_JSON_DEPTH', 400, `${what} is nested deeper than ${depth} levels.`)
  const value = parsed(text, { what, whole })
  if (countProperties(value) !== shape.properties) throw duplicateName(text)
  return shape.exact ? { value } : { value, exact: exactly(text) }
}

function parsed(text: string, { what, whole }: Required<TextSource>): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (whole.trim() === '') throw fault(400, 'structure', `${what} is empty; this wants a resource.`, { cause })
    const { line, column, expected } = locateJsonFault(whole)
    const where = `line ${line}, column ${column}`
    throw fault(400, 'structure', `${what} is not JSON: at ${where} ${expected} was expected.`, { cause })
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
  const tokens = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}]/g
  for (const [token, name = '', colon] of text.matchAll(tokens)) {
    if (token === '{') objects.push(new Set())
    else if (token === '}') objects.pop()
    else if (colon !== undefined) {
      const names = objects.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    }
  }
  return undefined
}
