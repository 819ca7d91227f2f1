import { resourceTypeName, resourceTypes } from '#definitions/resource-types.ts'
import type { SearchQuery, SortKey } from '#ports/search.ts'
import { statement } from '../connection/statement.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import type { Cursor } from './cursor.ts'
import { bareColumns, foundColumns, readFound } from './found.ts'
import type { SearchRun } from './search-run.ts'
import { walkedOrder } from './sort.ts'
import { typePage, typeTotal, type Placed } from './type-search.ts'

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
  const first = pages
    .flat()
    .toSorted((a, b) => compare(query.sort, a, b))
    .slice(0, query.count + 1)
  return await withContent(search, first)
}

/** How many resources of all types are found. */
export async function systemTotal(search: SearchRun, query: SearchQuery): Promise<number> {
  const types = await presentTypes(search, query)
  const totals = await Promise.all(types.map((type) => typeTotal(search, { ...query, type })))
  return totals.reduce((sum, total) => sum + total, 0)
}

const PRESENT = statement(`
  select t from unnest($2::smallint[]) t where exists (select from resource r where r.tenant = $1 and r.type = t offset 0)`)

/** Of the types asked for those of which the practice has any. */
async function presentTypes(search: SearchRun, { types }: SearchQuery): Promise<readonly string[]> {
  const asked = (types ?? resourceTypes).map(typeNumber)
  const rows = await search.run(PRESENT, [search.access.tenant.key, asked])
  return rows.flatMap(([number]) => resourceTypeName(Number(number)) ?? [])
}

const CONTENT = statement(`
  select ${foundColumns('r')} from unnest($2::smallint[], $3::bigint[]) x (type, rid)
    join resource r on r.tenant = $1 and r.type = x.type and r.rid = x.rid where not r.deleted`)

/** A resource that was deleted in between says so: its place in the order still tells where the next page begins. */
async function withContent(search: SearchRun, rows: readonly Placed[]): Promise<readonly Placed[]> {
  const found = await search.run(CONTENT, [
    search.access.tenant.key,
    rows.map((row) => typeNumber(row.found.type)),
    rows.map((row) => row.found.rid),
  ])
  const read = new Map(found.map(readFound).map((one) => [one.rid, one]))
  return rows.map(({ found, values }) => ({ found: read.get(found.rid) ?? { ...found, deleted: true }, values }))
}

/** As the database sorts: without a value last, ties in the order of insertion. */
function compare(sort: readonly SortKey[], a: Placed, b: Placed): number {
  for (const [at, { param, descending }] of sort.entries()) {
    const order = compareValues(a.values[at] ?? null, b.values[at] ?? null, {
      descending,
      isNumber: param === '_lastUpdated',
    })
    if (order !== 0) return order
  }
  const walked = walkedOrder(sort)
  const order = Number(a.found.rid) - Number(b.found.rid)
  return walked?.by === 'updated' && walked.descending ? -order : order
}

function compareValues(
  a: string | null,
  b: string | null,
  { descending, isNumber }: { readonly descending: boolean; readonly isNumber: boolean },
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = isNumber ? Number(a) - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b))
  return descending ? -order : order
}
