import type { ParametersParameter } from '@medplum/fhirtypes'
import { fault } from '../fault.ts'
import type { DefinedParameter, Operation, OperationInput } from './operation.ts'

/**
 * What an operation does not know is refused: passed over, a misspelt parameter would ask for something else.
 * @throws FhirError 400 naming the parameter
 */
export function requireKnownParameters(
  { name, parameters }: Pick<Operation, 'name' | 'parameters'>,
  input: OperationInput,
): void {
  if (!parameters) return
  requireKnown(name, input.parameters(), parameters)
  const body = input.body()
  if (!body || body.resourceType === 'Parameters' || parameters.some((each) => each.name === 'resource')) return
  throw fault(400, 'invalid', `$${name} takes a Parameters resource; the body is a ${body.resourceType}.`)
}

function requireKnown(
  operation: string,
  given: readonly ParametersParameter[],
  defined: readonly DefinedParameter[],
  within = '',
): void {
  for (const { name, part } of given) {
    const known = defined.find((each) => each.name === name)
    if (!known) throw unknown(operation, within + name, defined)
    if (known.part) requireKnown(operation, part ?? [], known.part, `${within}${name}.`)
  }
}

function unknown(operation: string, path: string, defined: readonly DefinedParameter[]): Error {
  const names = defined.map(({ name }) => name)
  const offer = names.length > 0 ? `It takes ${names.join(', ')}.` : 'It takes none.'
  const where = path.includes('.') ? ` There ${offer.charAt(0).toLowerCase()}${offer.slice(1)}` : ` ${offer}`
  return fault(400, 'not-supported', `$${operation} has no parameter ${path}.${where}`, { expression: path })
}
