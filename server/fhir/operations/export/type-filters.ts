import type { Criterion } from '#ports/search.ts'
import type { TypeSearches } from '../../../use-cases/bulk-export.ts'
import { fault, FhirError } from '../../fault.ts'
import type { Guard } from '../../guards/rights.ts'
import { guardSearch } from '../../guards/search-guard.ts'
import { parseSearch } from '../../search/parse-search.ts'
import { parsePairs } from '../../search/query-string.ts'
import type { SearchContext } from '../../search/search-context.ts'
import type { Passing } from './passing.ts'

/** How a search is shown, or what it brings along: a filter only says what is found. */
const CONTROL = /^_(count|total|sort|summary|elements|contained|type|(rev)?include(:.*)?)$/

/** Each is a search of all that is exported of its type. */
const MOST_FILTERS = 100

interface Filtering {
  readonly context: SearchContext
  readonly guard: Guard
  /** The types that are exported. */
  readonly types: readonly string[]
  readonly passing: Passing
}

/**
 * Reads `_typeFilter`: searches by the server's own search parameters, several for a type being alternatives.
 * @throws FhirError 400 naming what a filter has that cannot be kept, 403 where a chain goes through what the token may not
 * search; unless it may be passed over
 */
export function readTypeFilters(filters: readonly string[], filtering: Filtering): TypeSearches {
  if (filters.length > MOST_FILTERS)
    throw fault(400, 'too-costly', `_typeFilter takes ${MOST_FILTERS} searches at most; these are ${filters.length}.`)
  const searches = new Map<string, (readonly Criterion[])[]>()
  for (const filter of filters) {
    const found = readFilter(filter, filtering)
    if (found) searches.set(found.type, [...(searches.get(found.type) ?? []), found.where])
  }
  return [...searches]
}

interface Filter {
  readonly type: string
  readonly where: readonly Criterion[]
}

function readFilter(filter: string, { context, guard, types, passing }: Filtering): Filter | undefined {
  try {
    const mark = filter.indexOf('?')
    const type = mark < 0 ? filter : filter.slice(0, mark)
    if (mark < 0 || !types.includes(type)) throw wrong(`${filter}: it takes Type?criteria, of a type that is exported`)
    const pairs = parsePairs(filter.slice(mark + 1))
    const control = pairs.find(([name]) => CONTROL.test(name))
    if (control) throw wrong(`${filter}: ${control[0]} is no criterion`)
    const { query } = parseSearch(context, type, pairs, 'strict')
    return { type, where: guardSearch(guard, query).query.where }
  } catch (error) {
    if (!(error instanceof FhirError)) throw error
    const code = error.status === 403 ? 'forbidden' : 'not-supported'
    passing.refuse(code, `_typeFilter: ${error.message}`, '_typeFilter', error.status)
    return undefined
  }
}

function wrong(problem: string): Error {
  return fault(400, 'value', `${problem}.`)
}
