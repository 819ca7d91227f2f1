import { fault } from '../fault.ts'
import type { OperationInput } from './operation.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** A required parameter of type instant, in milliseconds since 1970. @throws FhirError 400 */
export function instantParameter(input: OperationInput, name: string): number {
  const text = input.text(name)
  if (text === undefined) throw fault(400, 'invalid', `Say ${name}: an instant.`, { expression: name })
  const parsed = INSTANT.test(text) ? Date.parse(text) : NaN
  if (!Number.isNaN(parsed)) return Math.floor(parsed)
  throw fault(400, 'value', `${name} is “${text}”, which is no instant with a time zone.`, { expression: name })
}
