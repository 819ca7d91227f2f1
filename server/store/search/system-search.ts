import { resourceTypeName, resourceTypes } from '#definitions/resource-types.ts'
import type { SearchQuery } from '#ports/search.ts'
import { statement } from '../connection/statement.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import type { Cursor } from './cursor.ts'
import { bareColumns, foundColumns, readFound } from './found.ts'
import { firstPlaced, type Placed } from './placed.ts'
import { PAGE_TEXT } from './search-statement.ts'
import type { SearchRun } from './search-run.ts'
import { typePage, typeTotal } from './type-search.ts'

/**
 * A page of a search on several types at once: each type has its own page, of row numbers only, and of all these the first
 * are read. So every type has its own compartment rules, scopes and indexes, as in a search on it alone.
 */
export async function systemPage(
  search: SearchRun,
  query: SearchQuery,
  cursor: Cursor | undefined,
): Promise<readonly Placed[]> {
  const types = await presentTypes(search, query)
  const pages = await Promise.all(types.map((type) => typePage(search, { ...query, type }, cursor, bareColumns)))
  return await withContent(search, firstPlaced(query, pages))
}

/** How many resources of all types are found. */
export async function systemTotal(search: SearchRun, query: SearchQuery): Promise<number> {
  const types = await presentTypes(search, query)
  const totals = await Promise.all(types.map((type) => typeTotal(search, { ...query, type })))
  return totals.reduce((sum, total) => sum + total, 0)
}

const PRESENT = statement(`
  select t from unnest($2::smallint[]) t where exists (select from resource r where r.tenant = $1 and r.type = t offset 0)`)

/** Of the types asked for those of which there are any. */
async function presentTypes(search: SearchRun, { types = resourceTypes }: SearchQuery): Promise<readonly string[]> {
  const rows = await search.run(PRESENT, [search.access.tenant.key, types.map(typeNumber)])
  const beside = types.filter((type) => search.beside?.hasType(type))
  return [...new Set([...rows.flatMap(([number]) => resourceTypeName(Number(number)) ?? []), ...beside])]
}

const CONTENT = {
  ...statement(`
  select ${foundColumns('r')} from unnest($2::smallint[], $3::bigint[]) x (type, rid)
    join resource r on r.tenant = $1 and r.type = x.type and r.rid = x.rid where not r.deleted`),
  most: PAGE_TEXT,
}

/** A resource that was deleted in between says so: its place in the order still tells where the next page begins. */
async function withContent(search: SearchRun, rows: readonly Placed[]): Promise<readonly Placed[]> {
  const named = [rows.map((row) => typeNumber(row.found.type)), rows.map((row) => row.found.rid)]
  const searches = search.beside ? [search, search.beside.search] : [search]
  const found = await Promise.all(searches.map((one) => one.run(CONTENT, [one.access.tenant.key, ...named])))
  const read = new Map(
    found
      .flat()
      .map(readFound)
      .map((one) => [one.rid, one]),
  )
  return rows.map(({ found, values }) => ({ found: read.get(found.rid) ?? { ...found, deleted: true }, values }))
}
