import { structures } from '#definitions/structures.ts'
import type { Clock } from '#ports/clock.ts'
import type { TokenValue } from '#ports/search.ts'
import type { Limits } from '../limits.ts'
import type { SearchContext } from './search-context.ts'

/** What reading a search of this server needs to know: its base, the time, its limits, the value sets of the guide. */
export function searchContext(deps: {
  readonly base: string
  readonly clock: Clock
  readonly limits: Limits
}): SearchContext {
  return { base: deps.base, now: deps.clock.now(), limits: deps.limits, expand: codesOf }
}

const expanded = new Map<string, readonly TokenValue[] | undefined>()

function codesOf(canonical: string): readonly TokenValue[] | undefined {
  if (expanded.has(canonical)) return expanded.get(canonical)
  const { valueSets } = structures()
  const [url = ''] = canonical.split('|')
  const expansion = Object.hasOwn(valueSets, url) ? valueSets[url] : undefined
  if (!expansion) return undefined
  const codes = Object.entries(expansion).flatMap(([system, known]) => known.map((code) => ({ system, code })))
  expanded.set(canonical, codes)
  return codes
}
