import type { OperationDefinition, OperationDefinitionParameter } from '@medplum/fhirtypes'
import { readGuide } from '#definitions/guide.ts'
import { IG } from '#domain/fhir/canonicals.ts'
import type { DefinedParameter } from './operation.ts'

/** What the guide's OperationDefinition says of one of the programme's operations: its parameters are typed there alone. */
export function definedOperation(name: string): {
  readonly name: string
  readonly definition: string
  readonly parameters: readonly DefinedParameter[]
} {
  const parameter = definitions().get(name)?.parameter ?? []
  const parameters = parameter.filter(({ use }) => use === 'in').map(parameterOf)
  return { name, definition: `${IG}/OperationDefinition/${name}`, parameters }
}

let known: ReadonlyMap<string, OperationDefinition> | undefined

function definitions(): ReadonlyMap<string, OperationDefinition> {
  known ??= new Map(
    readGuide(['OperationDefinition'])
      .filter((resource) => resource.resourceType === 'OperationDefinition')
      .map((definition) => [definition.code, definition]),
  )
  return known
}

function parameterOf({ name, part }: OperationDefinitionParameter): DefinedParameter {
  return { name, ...(part ? { part: part.map(parameterOf) } : {}) }
}
