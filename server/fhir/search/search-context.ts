import { isResourceType } from '#definitions/resource-types.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import { searchParameter, sharedSearchParameters } from '#definitions/search-parameters.ts'
import type { TokenValue } from '#ports/search.ts'
import { fault } from '../fault.ts'
import type { Limits } from '../limits.ts'

/** What reading a search needs to know besides its text. */
export interface SearchContext {
  /** The server's FHIR base URL, without a trailing slash. */
  readonly base: string
  /** Milliseconds since 1970: what `ap` measures from. */
  readonly now: number
  readonly limits: Limits
  /** The codes of a value set (`:in`); undefined for one that the server does not know. */
  readonly expand: (canonical: string) => readonly TokenValue[] | undefined
}

/** The parameter of a type, `Resource` standing for several types at once. */
export function findParameter(type: string, code: string): SearchParameter | undefined {
  return type === 'Resource' ? sharedSearchParameters().get(code) : searchParameter(type, code)
}

/** @throws FhirError 400 for what is no resource type */
export function requireType(name: string, where: string): string {
  if (isResourceType(name)) return name
  throw fault(400, 'value', `${where}: ${name} is not a resource type of FHIR R4.`)
}

/** Why a parameter gives no criterion: no parameter of the type has this name, or it came without a value. */
export type NoCriterion = 'unknown' | 'empty'
