import { resourceTypes } from '#definitions/resource-types.ts'
import type { ParseConstraint } from '../../auth/access-of.ts'
import type { Scope } from '../../auth/scopes.ts'
import { FhirError } from '../fault.ts'
import { searchContext, type SearchContextDeps } from './context-of.ts'
import { parseCriterion } from './parse-criterion.ts'

/**
 * How the search constraints of scopes are read: as a search of the type would be, except that what a search would refuse or
 * pass over (another type's parameter, a value set that nobody knows, a date that is none) can be met by nothing.
 */
export function constraintsOf(deps: SearchContextDeps): ParseConstraint {
  return (type, name, value) => {
    try {
      const criterion = parseCriterion(searchContext(deps), type, name, value)
      return typeof criterion === 'string' ? undefined : criterion
    } catch (error) {
      if (error instanceof FhirError && error.status < 500) return undefined
      throw error
    }
  }
}

/**
 * Whether a scope opens anything: FHIR has its type, and its constraints can be met by it, or by one at least where it is for
 * all.
 */
export function canBeMet({ type, constraints }: Scope, parse: ParseConstraint): boolean {
  const types = type === '*' ? resourceTypes : resourceTypes.filter((known) => known === type)
  return types.some((each) => constraints.every(([name, value]) => parse(each, name, value) !== undefined))
}
