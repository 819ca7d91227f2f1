import { readFileSync } from 'node:fs'
import type { SearchParameter } from './search-parameter.ts'

/** Every search parameter that the server knows: R4's, US Core's and the guide's, for every resource type. */
export const searchParameters: readonly SearchParameter[] = JSON.parse(
  readFileSync(new URL('./generated/search-parameters.json', import.meta.url), 'utf8'),
) as SearchParameter[]

const byType = new Map<string, Map<string, SearchParameter>>()
for (const parameter of searchParameters) {
  const codes = byType.get(parameter.type) ?? new Map<string, SearchParameter>()
  byType.set(parameter.type, codes.set(parameter.code, parameter))
}

const shared: ReadonlyMap<string, SearchParameter> = byType.get('Resource') ?? new Map<string, SearchParameter>()

/** The parameters of a type by code, without those that every type has. */
export function searchParametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  return byType.get(type) ?? new Map<string, SearchParameter>()
}

/** `_id`, `_lastUpdated`, `_profile`, `_security`, `_source`, `_tag`: the parameters of every type. */
export function sharedSearchParameters(): ReadonlyMap<string, SearchParameter> {
  return shared
}

/** The parameter that a code means on a type; undefined when the type has none of that name. */
export function searchParameter(type: string, code: string): SearchParameter | undefined {
  return byType.get(type)?.get(code) ?? shared.get(code)
}
