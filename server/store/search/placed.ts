import type { SearchQuery, SortKey } from '#ports/search.ts'
import type { Found } from './found.ts'
import { sortsAsNumber, walkedOrder } from './sort.ts'

/** A row of a page with its sort values. */
export interface Placed {
  readonly found: Found
  readonly values: readonly (string | null)[]
}

/** The first rows of several pages of one search, and one more, which says that there are more. */
export function firstPlaced(query: SearchQuery, pages: readonly (readonly Placed[])[]): readonly Placed[] {
  const order = comparison(query)
  return pages
    .flat()
    .toSorted(order)
    .slice(0, query.count + 1)
}

/** As the database sorts: without a value last, ties in the order of insertion. */
function comparison({ type, sort }: SearchQuery): (a: Placed, b: Placed) => number {
  const keys = sort.map((key) => ({ ...key, isNumber: sortsAsNumber(type, key.param) }))
  const walked = walkedOrder(sort)
  const backwards = walked?.by === 'updated' && walked.descending
  return (a, b) => {
    for (const [at, key] of keys.entries()) {
      const order = compareValues(a.values[at] ?? null, b.values[at] ?? null, key)
      if (order !== 0) return order
    }
    const order = Number(a.found.rid) - Number(b.found.rid)
    return backwards ? -order : order
  }
}

function compareValues(
  a: string | null,
  b: string | null,
  { descending, isNumber }: SortKey & { readonly isNumber: boolean },
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = isNumber ? Number(a) - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b))
  return descending ? -order : order
}
