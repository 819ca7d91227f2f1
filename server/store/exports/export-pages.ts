import { resourceTypes } from '#definitions/resource-types.ts'
import type { Access } from '#ports/access.ts'
import type { ExportQuery } from '#ports/bulk-exports.ts'
import type { Criterion } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { existsForAccess, existsForAccessAnyType } from '../search/access-test.ts'
import { rowsOf } from '../search/row-query.ts'
import { allOf, type Scope } from '../search/scope.ts'

// Statements that fill the pages of an export: `$1` is the tenant, `$2` the job, `$3` the number of the next file.

/** Resources of a file: enough of them that there are few files, few enough to fetch several at once. */
const FILE_ROWS = 100_000
/** What is read at once when a file goes out: so many resources, or bytes, whichever come first. */
const PAGE_ROWS = 1000
const PAGE_BYTES = 4_000_000

/** Since when: an instant, and the oldest transaction that an export of that instant may not have seen, if it is known. */
export interface Since {
  readonly at: number
  readonly horizon?: string
}

/** Fills pages with what a type has for the export; answers a row a page: file, how many. */
export function outputText(scope: Scope, type: string, { of, filters }: ExportQuery, since: Since | undefined): string {
  const searches: readonly (readonly Criterion[])[] = filters.get(type) ?? [[]]
  const select = (row: string) =>
    `${row}.rid, ${row}.version, ${row}.updated, ${row}.xid, ${row}.patient, octet_length(${row}.content) as size`
  // `offset 0`: the size is taken before rows are sorted, so that no content is sorted with them.
  const rows = searches
    .map((where) => `(select * from ${rowsOf(scope, type, where, select)} f offset 0)`)
    .join(' union ')
  const tests = allOf([...sinceTest(scope, since, 'q'), ...(of === 'patients' ? [IN_A_RECORD] : [])])
  return paged({ rows: `select ${typeNumber(type)} as type, q.* from (${rows}) q where ${tests}`, deleted: false })
}

const IN_A_RECORD = `coalesce(q.patient, '') <> ''`

/** The same with what of a type was deleted since. What a search would have found of it nobody knows any more. */
export function deletedText(scope: Scope, type: string, { of }: ExportQuery, since: Since): string {
  const tests = allOf([
    ...sinceTest(scope, since, 'q'),
    existsForAccess(scope, type, 'q'),
    ...(of === 'practice' ? [] : [IN_A_RECORD]),
  ])
  const rows = `select q.type, q.rid, q.version, 0 as size from resource q
    where q.tenant = $1 and q.type = ${typeNumber(type)} and q.deleted and ${tests}`
  return paged({ rows, deleted: true })
}

/**
 * The same with what records refer to, and what that refers to in turn, in nobody's record. Under `since` it is what has
 * changed, and what is named by something that has: whoever asks only for changes may not know it yet.
 */
export function referredText(
  scope: Scope,
  types: readonly string[],
  query: ExportQuery,
  since: Since | undefined,
): string {
  const { values } = scope
  const names = values.bind(resourceTypes, 'text[]')
  const numbers = values.bind(resourceTypes.map(typeNumber), 'smallint[]')
  const fresh = (row: string) => allOf(sinceTest(scope, since, row))
  const records: Scope = { ...scope, access: exportAccess(scope.access, query) }
  const named = `resource r on r.tenant = $1 and r.id = m.id and r.type = (${numbers})[array_position(${names}, m.name)]`
  const wanted = allOf([
    typesTest(scope, types, 'r'),
    `coalesce(r.patient, '') = ''`,
    'not r.deleted',
    existsForAccessAnyType(scope, 'r'),
  ])
  const parts = `split_part(ref, '/', 1) as name, substr(ref, strpos(ref, '/') + 1) as id`
  const own = allOf([
    typesTest(scope, query.seen, 'f'),
    `coalesce(f.patient, '') <> ''`,
    'not f.deleted',
    existsForAccessAnyType(records, 'f'),
  ])
  const before = `recursive refs as (
      select ref, bool_or(${fresh('f')}) as fresh from resource f cross join lateral unnest(f.refs) ref
      where f.tenant = $1 and ${own} group by ref),
    seed as (select ${parts}, fresh from refs),
    reached as (
      select r.type, r.rid, m.fresh or ${fresh('r')} as fresh from seed m join ${named} where ${wanted}
      union
      select r.type, r.rid, w.fresh or ${fresh('r')} from reached w
        join resource f on f.tenant = $1 and f.type = w.type and f.rid = w.rid
        cross join lateral (select ${parts} from unnest(f.refs) ref offset 0) m join ${named} where ${wanted}),`
  const rows = `select r.type, r.rid, r.version, octet_length(r.content) as size
    from (select distinct type, rid from reached where fresh) w
      join resource r on r.tenant = $1 and r.type = w.type and r.rid = w.rid`
  return paged({ before, rows, deleted: false })
}

function typesTest({ values }: Scope, types: readonly string[], row: string): string {
  return `${row}.type = any(${values.bind(types.map(typeNumber), 'smallint[]')})`
}

/**
 * Cuts rows into pages and files. Which rows a page holds is said by their place in the order of row numbers; within it their
 * order means nothing, and sorting them for it would take as long as finding them.
 */
function paged({
  before = '',
  rows,
  deleted,
}: {
  readonly before?: string
  readonly rows: string
  readonly deleted: boolean
}) {
  return `with ${before} found as (
      select type, rid, version, row_number() over of_type - 1 as n, sum(size) over of_type as upto
      from (${rows}) x window of_type as (partition by type order by rid rows unbounded preceding)),
    pages as (
      select type, n / ${FILE_ROWS} as part, min(n) as page, array_agg(rid) as rids, array_agg(version) as versions
      from found group by type, n / ${FILE_ROWS}, n / ${PAGE_ROWS}, (upto / ${PAGE_BYTES})::bigint),
    made as (
      insert into export_page (tenant, job, file, page, type, deleted, rids, versions)
      select $1, $2::uuid, $3::int + dense_rank() over (order by type, part) - 1, page, type, ${String(deleted)}, rids, versions
      from pages
      returning file, type, cardinality(rids) as many)
    select file, type, sum(many)::int from made group by file, type order by file`
}

function sinceTest({ values }: Scope, since: Since | undefined, row: string): readonly string[] {
  if (!since) return []
  const at = `${row}.updated > ${values.bind(since.at, 'bigint')}`
  return [since.horizon === undefined ? at : `(${at} or ${row}.xid >= ${values.bind(since.horizon, 'text')}::xid8)`]
}

/** Whose rows an export reaches: of the caller's, those in the records that were asked for. */
export function exportAccess(access: Access, { of }: ExportQuery): Access {
  if (typeof of === 'string') return access
  const { compartment } = access
  const patients = compartment === 'unrestricted' ? of : of.filter((id) => compartment.patients.includes(id))
  return { ...access, compartment: { patients } }
}
