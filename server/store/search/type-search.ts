import type { SearchQuery } from '#ports/search.ts'
import type { Cursor } from './cursor.ts'
import { FOUND_COLUMNS, readFound, type Found } from './found.ts'
import { pageQuery, totalQuery, type PageColumns } from './page-query.ts'
import type { SearchRun } from './search-run.ts'
import { searchScope } from './search-scope.ts'
import { searchStatement } from './search-statement.ts'

/** A row of a page with its sort values. */
export interface Placed {
  readonly found: Found
  readonly values: readonly (string | null)[]
}

/** A page of a search on one type: one row more than the page holds says that there are more. */
export async function typePage(
  search: SearchRun,
  query: SearchQuery,
  cursor: Cursor | undefined,
  columns: PageColumns,
): Promise<readonly Placed[]> {
  const scope = searchScope(search.access, search.keys)
  const text = pageQuery(scope, query, cursor, columns)
  const rows = await search.run(searchStatement(text), scope.values.list)
  return rows.map((row) => ({ found: readFound(row), values: row.slice(FOUND_COLUMNS).map(textOrNull) }))
}

/** How many resources of one type are found, by counting them. */
export async function typeTotal(search: SearchRun, query: SearchQuery): Promise<number> {
  const scope = searchScope(search.access, search.keys)
  const text = totalQuery(scope, query)
  const [row] = await search.run(searchStatement(text), scope.values.list)
  return Number(row?.[0])
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
