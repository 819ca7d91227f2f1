import { readFileSync } from 'node:fs'
import type { SearchParameter } from './search-parameter.ts'

/** Every search parameter that the server knows: R4's, US Core's and the guide's, for every resource type. */
export const searchParameters: readonly SearchParameter[] = JSON.parse(
  readFileSync(new URL('./generated/search-parameters.json', import.meta.url), 'utf8'),
) as SearchParameter[]

/**
 * By these the audit trail is searched: it is kept in a form of its own. Of R4's others, agent-name, policy
 * and source have no value in any entry, and site has the same in all.
 */
const OF_THE_TRAIL: ReadonlySet<string> = new Set([
  '_id',
  '_lastUpdated',
  'action',
  'address',
  'agent',
  'agent-role',
  'altid',
  'date',
  'entity',
  'entity-name',
  'entity-role',
  'entity-type',
  'outcome',
  'patient',
  'subtype',
  'type',
])

const byType = new Map<string, Map<string, SearchParameter>>()
for (const parameter of searchParameters) {
  if (!isSearchable(parameter.type, parameter.code)) continue
  const codes = byType.get(parameter.type) ?? new Map<string, SearchParameter>()
  byType.set(parameter.type, codes.set(parameter.code, parameter))
}

const shared: ReadonlyMap<string, SearchParameter> = byType.get('Resource') ?? new Map<string, SearchParameter>()

/** The parameters of a type by code, without those that every type has. */
export function searchParametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  return byType.get(type) ?? new Map<string, SearchParameter>()
}

/** The parameters that every type has, as far as a type can be searched by them. */
export function sharedSearchParametersOf(type: string): readonly SearchParameter[] {
  return [...shared.values()].filter(({ code }) => isSearchable(type, code))
}

/** `_id`, `_lastUpdated`, `_profile`, `_security`, `_source`, `_tag`: the parameters of every type. */
export function sharedSearchParameters(): ReadonlyMap<string, SearchParameter> {
  return shared
}

/** The parameter that a code means on a type; undefined when the type has none of that name. */
export function searchParameter(type: string, code: string): SearchParameter | undefined {
  return isSearchable(type, code) ? (byType.get(type)?.get(code) ?? shared.get(code)) : undefined
}

function isSearchable(type: string, code: string): boolean {
  return type !== 'AuditEvent' || OF_THE_TRAIL.has(code)
}
