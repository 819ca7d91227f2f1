import type { CapabilityStatementRestResourceSearchParam } from '@medplum/fhirtypes'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import { MODIFIERS } from '../search/criterion-value.ts'

/** Search parameters as the CapabilityStatement lists them, in alphabetical order, each with the modifiers that it takes. */
export function parameterCapabilities(
  parameters: readonly SearchParameter[],
): CapabilityStatementRestResourceSearchParam[] {
  return parameters
    .toSorted((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ code, url, kind }) => ({ name: code, definition: url, type: kind, ...documentation(code, kind) }))
}

function documentation(code: string, kind: SearchParameter['kind']): { readonly documentation?: string } {
  const modifiers = code === '_id' ? [] : MODIFIERS[kind]
  return modifiers.length === 0 ? {} : { documentation: `Modifiers: ${modifiers.map((name) => `:${name}`).join(', ')}` }
}
