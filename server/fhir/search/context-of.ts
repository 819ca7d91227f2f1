import type { Clock } from '#ports/clock.ts'
import type { Limits } from '../limits.ts'
import { searchedCodes } from '../terminology/searched-codes.ts'
import type { SearchContext } from './search-context.ts'

/** What a search is read with. */
export interface SearchContextDeps {
  readonly base: string
  readonly clock: Clock
  readonly limits: Limits
}

/** What reading a search of this server needs to know: its base, the time, its limits, the value sets of the guide and of R4. */
export function searchContext({ base, clock, limits }: SearchContextDeps): SearchContext {
  return { base, now: clock.now(), limits, expand: (valueSet) => searchedCodes(valueSet, base) }
}
