import { IG } from '#domain/fhir/canonicals.ts'

/** Name and definition of one of the programme's operations. */
export function definedOperation(name: string): { readonly name: string; readonly definition: string } {
  return { name, definition: `${IG}/OperationDefinition/${name}` }
}
