import type { ParametersParameter } from '@medplum/fhirtypes'
import { fault } from '../fault.ts'
import { isObject } from '../validation/json.ts'

/** Kinds of JSON in which the primitive values of a parameter stand; every other `value[x]` is an object. */
const PRIMITIVES: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  valueBoolean: 'boolean',
  valueDecimal: 'number',
  valueInteger: 'number',
  valuePositiveInt: 'number',
  valueUnsignedInt: 'number',
  ...Object.fromEntries(
    [
      'Base64Binary',
      'Canonical',
      'Code',
      'Date',
      'DateTime',
      'Id',
      'Instant',
      'Markdown',
      'Oid',
      'String',
      'Time',
      'Uri',
      'Url',
      'Uuid',
    ].map((name) => [`value${name}`, 'string'] as const),
  ),
}

/**
 * Checks that these are parameters as R4 writes them, so that whoever reads them finds what the types promise.
 * @param expression where they stand
 * @throws FhirError 400 naming the element
 */
export function requireParameters(given: unknown, expression: string): readonly ParametersParameter[] {
  if (!Array.isArray(given)) throw misshapen(expression, 'must be a list')
  given.forEach((item: unknown, at) => {
    requireParameter(item, `${expression}[${at}]`)
  })
  return given as ParametersParameter[]
}

function requireParameter(item: unknown, expression: string): void {
  if (!isObject(item) || typeof item['name'] !== 'string') throw misshapen(expression, 'must be an object with a name')
  const values = Object.keys(item).filter((key) => key.startsWith('value'))
  if (values.length > 1) throw misshapen(expression, 'must not have more than one value')
  for (const key of values) requireValue(item[key], key, expression)
  if (item['resource'] !== undefined && !isResource(item['resource']))
    throw misshapen(`${expression}.resource`, 'must be a resource')
  if (item['part'] !== undefined) requireParameters(item['part'], `${expression}.part`)
}

function requireValue(value: unknown, key: string, expression: string): void {
  const kind = Object.hasOwn(PRIMITIVES, key) ? PRIMITIVES[key] : undefined
  if (kind === undefined ? isObject(value) : typeof value === kind) return
  const expected =
    kind === undefined ? 'an object' : kind === 'string' ? 'text' : kind === 'number' ? 'a number' : 'true or false'
  throw misshapen(`${expression}.${key}`, `must be ${expected}`)
}

function isResource(value: unknown): boolean {
  return isObject(value) && typeof value['resourceType'] === 'string'
}

function misshapen(expression: string, problem: string): Error {
  return fault(400, 'structure', `${expression} ${problem}.`, { expression })
}
