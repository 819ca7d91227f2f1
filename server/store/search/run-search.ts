import type { SearchPage } from '#ports/fhir-store.ts'
import { SearchTooCostly, type SearchQuery } from '#ports/search.ts'
import { leadBeside } from './beside-chains.ts'
import { readCursor, writeCursor, type Cursor } from './cursor.ts'
import { foundColumns } from './found.ts'
import { includedWith } from './includes.ts'
import type { Placed } from './placed.ts'
import type { SearchRun } from './search-run.ts'
import { systemPage, systemTotal } from './system-search.ts'
import { typePage, typeTotal } from './type-search.ts'

/**
 * Runs a search: one page of matches, in a stable order, and what is included with them. Without `_sort` the order is that
 * of insertion, in which no page repeats a resource or leaves one out, whatever is written meanwhile. AuditEvents lie
 * elsewhere and are not found by it.
 * @throws SearchNotSupported, InvalidCursor, SearchTooCostly
 */
export async function runSearch(search: SearchRun, query: SearchQuery): Promise<SearchPage> {
  const cursor = readCursor(search, query)
  try {
    const asked = await leadBeside(search, query)
    const [page, total] = await Promise.all([
      query.count === 0 ? [] : placedRows(search, asked, cursor),
      query.total === 'none' ? undefined : countMatches(search, asked),
    ])
    const placed = page.slice(0, query.count)
    const last = page.length > query.count ? placed.at(-1) : undefined
    const matches = placed.map(({ found }) => found).filter(({ deleted }) => !deleted)
    return {
      matches,
      ...(await includedWith(search, query, matches)),
      ...(total === undefined ? {} : { total }),
      ...(last ? { next: writeCursor(search, query, cursorAfter(search, last, cursor)) } : {}),
    }
  } catch (error) {
    throw isTimeout(error) ? new SearchTooCostly(TOO_LONG, { cause: error }) : error
  }
}

function placedRows(search: SearchRun, query: SearchQuery, cursor: Cursor | undefined): Promise<readonly Placed[]> {
  return query.type === 'Resource' ? systemPage(search, query, cursor) : typePage(search, query, cursor, foundColumns)
}

/** An estimate is counted, too: what it would spare is not worth being wrong. */
function countMatches(search: SearchRun, query: SearchQuery): Promise<number> {
  return query.type === 'Resource' ? systemTotal(search, query) : typeTotal(search, query)
}

function cursorAfter({ now }: SearchRun, { found, values }: Placed, cursor: Cursor | undefined): Cursor {
  return { values, rid: found.rid, started: cursor?.started ?? now }
}

const TOO_LONG =
  'The search took too long. Narrow it: by a patient, by an identifier, or by a reference, and with fewer chained parameters.'

/** PostgreSQL stopped the statement at `statement_timeout`. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}
