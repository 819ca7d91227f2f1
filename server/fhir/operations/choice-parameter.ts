import { fault } from '../fault.ts'
import type { OperationInput } from './operation.ts'

/**
 * An operation's parameter that takes one of several codes.
 * @throws FhirError 400 for any other
 */
export function choiceParameter<T extends string>(
  input: OperationInput,
  name: string,
  known: readonly T[],
): T | undefined {
  const text = input.text(name)
  const chosen = known.find((value) => value === text)
  if (text === undefined || chosen !== undefined) return chosen
  throw fault(400, 'value', `${name} is “${text}”; it is one of ${known.join(', ')}.`, { expression: name })
}
