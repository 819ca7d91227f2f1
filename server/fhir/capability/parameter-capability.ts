import type { CapabilityStatementRestResourceSearchParam } from '@medplum/fhirtypes'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import { modifiersOf } from '../search/modifiers.ts'

/** Search parameters as the CapabilityStatement lists them, in alphabetical order, each with the modifiers that it takes. */
export function parameterCapabilities(
  parameters: readonly SearchParameter[],
): CapabilityStatementRestResourceSearchParam[] {
  return parameters
    .toSorted((one, other) => (one.code < other.code ? -1 : 1))
    .map((parameter) => {
      const { code, url, kind } = parameter
      return { name: code, definition: url, type: kind, ...documentation(parameter) }
    })
}

function documentation(parameter: SearchParameter): { readonly documentation?: string } {
  const modifiers = modifiersOf(parameter)
  return modifiers.length === 0 ? {} : { documentation: `Modifiers: ${modifiers.map((name) => `:${name}`).join(', ')}` }
}
