import { resourceTypeName } from '#definitions/resource-types.ts'
import type { Access } from '#ports/access.ts'
import type { Row } from '../connection/statement.ts'
import { existedForAccess, existsForAccess } from '../search/access-test.ts'
import type { Scope } from '../search/scope.ts'
import { searchScope } from '../search/search-scope.ts'
import { searchStatement } from '../search/search-statement.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import type { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'

/** What reading a file needs. */
export interface ReadingDeps {
  readonly db: Database
  readonly keys: TenantKeys
}

const PAGES = `select page, type, deleted from export_page
  where tenant = $1 and job = $2::uuid and file = $3::int order by page`

/**
 * A file as NDJSON, page by page; the next one is read while the last one goes out. Versions that were superseded since come
 * from the history, so that the file stays what it was. Scopes with constraints were asked when it was made; patients that are
 * out of the caller's reach by now are left out.
 */
export async function* readExport(
  { db, keys }: ReadingDeps,
  access: Access,
  job: string,
  file: number,
): AsyncIterable<string> {
  const { tenant, compartment } = access
  const pages = await db.exports.queryOnce(tenant.key, PAGES, [tenant.key, job, file])
  const read = ([page, type, deleted]: Row) => {
    const name = resourceTypeName(Number(type)) ?? ''
    const scope = searchScope({ tenant, compartment }, keys, [job, file, Number(page)])
    const text = deleted === true ? deletedText(scope, name) : outputText(scope, name)
    const rows = db.exports.query(tenant.key, searchStatement(text), scope.values.list)
    return rows.then((found) => linesOf(found, deleted === true ? (id) => deletion(name, String(id)) : String))
  }
  let next = pages[0] && read(pages[0])
  for (const after of [...pages.slice(1), undefined]) {
    const lines = await next
    next = after && read(after)
    // Nobody may come back for it.
    next?.catch(() => undefined)
    if (lines !== undefined && lines !== '') yield lines
  }
}

function linesOf(rows: readonly Row[], line: (value: unknown) => string): string {
  let text = ''
  for (const [value] of rows) if (value !== null) text += `${line(value)}\n`
  return text
}

/** https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status, `deleted` */
function deletion(type: string, id: string): string {
  const entry = [{ request: { method: 'DELETE', url: `${type}/${id}` } }]
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })
}

function outputText(scope: Scope, type: string): string {
  const number = typeNumber(type)
  const now = `case when not r.deleted and ${existsForAccess(scope, type, 'r')} then r.content end`
  const then = `(select h.content from history h where h.tenant = $1 and h.type = ${number} and h.id = r.id
      and h.version = x.version and not h.deleted and ${existedForAccess(scope, type, 'h')})`
  return rowsOfPage(type, `case when r.version = x.version then ${now} else ${then} end`)
}

function deletedText(scope: Scope, type: string): string {
  return rowsOfPage(type, `case when ${existsForAccess(scope, type, 'r')} then r.id end`)
}

/**
 * Rows of a page: it holds a stretch of the type's row numbers, so the rows between its first and its last are gone through, and those
 * that are not in it passed over. Of the pages of a file no two go through the same; looking up one by one takes four times as
 * long.
 */
function rowsOfPage(type: string, column: string): string {
  return `with x as materialized (
      select unnest(rids) as rid, unnest(versions) as version from export_page
      where tenant = $1 and job = $2::uuid and file = $3::int and page = $4::int)
    select ${column} from (
        select * from resource where tenant = $1 and type = ${typeNumber(type)}
          and rid between (select min(rid) from x) and (select max(rid) from x) offset 0) r
      join x on x.rid = r.rid`
}
