import { fault, overLimit, type FhirError } from '../fault.ts'

/** The patch itself is not one, whatever it is applied to (400). */
export function malformedPatch(problem: string): FhirError {
  return fault(400, 'structure', `The patch cannot be read: ${problem}.`)
}

/** An operation of a patch, as errors name it. */
export interface NamedOperation {
  /** From 0 on. */
  readonly at: number
  /** What it does and where: `replace /name/0`. */
  readonly what: string
}

/**
 * An operation cannot be done on the resource as it is (422). https://www.rfc-editor.org/rfc/rfc5789#section-2.2
 * @param expression FHIRPath of the place in the resource
 */
export function inapplicable({ at, what }: NamedOperation, problem: string, expression?: string): FhirError {
  const text = `Operation ${at + 1} (${what}) cannot be done: ${problem}. Nothing was changed.`
  return fault(422, 'processing', text, expression === undefined ? {} : { expression })
}

/** A `test` did not find what it expected (409). */
export function testFailed({ at, what }: NamedOperation, problem: string, expression: string): FhirError {
  const text = `Operation ${at + 1} (${what}) fails: ${problem}. Nothing was changed.`
  return fault(409, 'conflict', text, { expression })
}

/** The patch asks for more than any may (400). */
export function tooCostly(problem: string): FhirError {
  return fault(400, 'too-costly', `The patch is too costly: ${problem}.`)
}

/** It has more operations than one request takes (400). */
export function tooManyOperations(count: number, limit: number): FhirError {
  const text = `The patch has ${count} operations; one request takes ${limit}.`
  return overLimit('MAX_PATCH_OPERATIONS', 400, text)
}

/** The resource would be nested deeper than one may be (400). */
export function nestedTooDeep(limit: number): FhirError {
  return overLimit('MAX_JSON_DEPTH', 400, `The patched resource would be nested deeper than ${limit} levels.`)
}

/** The resource would be larger than one may be (413). */
export function resourceTooLong(limit: number): FhirError {
  return overLimit('MAX_BODY_MB', 413, `The patched resource would be longer than ${limit} characters.`)
}

/** It copies and moves more than one resource may hold (400). */
export function handlesTooMuch(limit: number): FhirError {
  const text = `The patch copies and moves more than ${limit} texts, numbers, arrays and objects.`
  return overLimit('MAX_JSON_VALUES', 400, text)
}
