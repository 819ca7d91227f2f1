import type { SearchQuery } from '#ports/search.ts'
import type { Cursor } from './cursor.ts'
import { FOUND_COLUMNS, readFound } from './found.ts'
import { pageQuery, totalQuery, type PageColumns } from './page-query.ts'
import { firstPlaced, type Placed } from './placed.ts'
import { searchesOf, type SearchRun } from './search-run.ts'
import { searchScope } from './search-scope.ts'
import { pageStatement, searchStatement } from './search-statement.ts'

/** A page of a search on one type: one row more than the page holds says that there are more. */
export async function typePage(
  search: SearchRun,
  query: SearchQuery,
  cursor: Cursor | undefined,
  columns: PageColumns,
): Promise<readonly Placed[]> {
  const searches = searchesOf(search, query.type)
  if (searches.length === 1) return onePage(search, query, cursor, columns)
  const pages = await Promise.all(searches.map((one) => onePage(one, query, cursor, columns)))
  return firstPlaced(query, pages)
}

async function onePage(
  search: SearchRun,
  query: SearchQuery,
  cursor: Cursor | undefined,
  columns: PageColumns,
): Promise<readonly Placed[]> {
  const scope = searchScope(search.access, search.keys)
  const text = pageQuery(scope, query, cursor, columns)
  const rows = await search.run(pageStatement(text), scope.values.list)
  return rows.map((row) => ({ found: readFound(row), values: row.slice(FOUND_COLUMNS).map(textOrNull) }))
}

/** How many resources of one type are found, by counting them. */
export async function typeTotal(search: SearchRun, query: SearchQuery): Promise<number> {
  const totals = await Promise.all(searchesOf(search, query.type).map((one) => oneTotal(one, query)))
  return totals.reduce((sum, total) => sum + total, 0)
}

async function oneTotal(search: SearchRun, query: SearchQuery): Promise<number> {
  const scope = searchScope(search.access, search.keys)
  const text = totalQuery(scope, query)
  const [row] = await search.run(searchStatement(text), scope.values.list)
  return Number(row?.[0])
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
