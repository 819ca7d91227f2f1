import type { SearchPage, StoredResource } from '#ports/fhir-store.ts'
import { SearchNotSupported, type SearchQuery } from '#ports/search.ts'
import type { Row } from '../connection/statement.ts'
import type { Run, StoreContext } from '../fhir/store-context.ts'
import { readPlace, writePlace } from '../place-text.ts'
import { allOf, anyOf } from '../search/scope.ts'
import { SqlValues } from '../search/sql-values.ts'
import { searchStatement } from '../search/search-statement.ts'
import { auditCondition } from './audit-conditions.ts'
import { auditEventId, auditEventOf, parseAuditEventId } from './audit-event.ts'
import { AUDIT_COLUMNS, readAuditRow, type AuditRow } from './audit-row.ts'

type Asked = Pick<StoreContext, 'access' | 'tenant' | 'base'>

const COLUMNS = AUDIT_COLUMNS.join(', ')

/**
 * The index of the trail is by time: the batch that seals an entry says when it was. One that is not sealed yet is newer
 * than all that are, but for the ten minutes that no transaction lasts.
 */
const READ = `with b as materialized (select from_at, to_at from audit_batch where process = $2 and seqs @> $3::bigint)
  select ${COLUMNS} from audit where tenant = $1 and process = $2 and seq = $3
    and at >= coalesce((select min(from_at) from b),
      (select at - 600000 from audit_batch where process = $2 order by number desc limit 1), 0)
    and at <= coalesce((select max(to_at) from b), 9223372036854775807)`

/** One entry of the practice's audit trail as an AuditEvent, where it exists for the access. */
export async function readAuditEvent(asked: Asked, run: Run, id: string): Promise<StoredResource | undefined> {
  const name = parseAuditEventId(id)
  if (!name) return undefined
  const values = new SqlValues([asked.tenant, name.process, name.seq])
  const text = [READ, ...existsForAccess(values, asked)].join(' and ')
  const [row] = await run(searchStatement(text), values.list)
  return row && storedEvent(readAuditRow(row), asked)
}

/**
 * Searches the practice's audit trail, newest first (or oldest first under `_sort=date`): by `_id`, `_lastUpdated`, `date`,
 * `patient`, `agent`, `entity` and what else `auditCondition` reads.
 * @throws SearchNotSupported for other parameters and orders, InvalidCursor
 */
export async function searchAuditEvents(asked: Asked, run: Run, query: SearchQuery): Promise<SearchPage> {
  const values = new SqlValues([asked.tenant])
  const where = [
    'tenant = $1',
    ...existsForAccess(values, asked),
    ...query.where.map((criterion) => auditCondition(values, criterion, asked.base)),
  ].join(' and ')
  const counted = query.total === 'none' ? undefined : await countOf(run, where, values)
  const page = query.count === 0 ? { rows: [], next: undefined } : await pageOf(asked, run, query, { where, values })
  return {
    matches: page.rows.map((row) => storedEvent(row, asked)),
    included: [],
    ...(counted === undefined ? {} : { total: counted }),
    ...(page.next ? { next: page.next } : {}),
  }
}

async function countOf(run: Run, where: string, values: SqlValues): Promise<number> {
  const [row] = await run(searchStatement(`select count(*) from audit where ${where}`), [...values.list])
  return Number(row?.[0])
}

/** The order of the trail. */
const PLACE = ['at', 'process', 'seq'] as const

async function pageOf(
  asked: Asked,
  run: Run,
  query: SearchQuery,
  { where, values }: { readonly where: string; readonly values: SqlValues },
): Promise<{ readonly rows: readonly AuditRow[]; readonly next: string | undefined }> {
  const rising = isRising(query)
  const after = query.cursor === undefined ? undefined : readPlace(query.cursor, PLACE.length, listOf(query, asked))
  const behind = after
    ? ` and (${PLACE.join(', ')}) ${rising ? '>' : '<'} (${after.map((part) => values.bind(part, 'bigint')).join(', ')})`
    : ''
  const order = PLACE.map((column) => `${column} ${rising ? 'asc' : 'desc'}`).join(', ')
  const text = `select ${COLUMNS} from audit where ${where}${behind} order by ${order} limit ${values.bind(query.count + 1, 'int')}`
  const rows = (await run(searchStatement(text), values.list)).map((row: Row) => readAuditRow(row))
  const shown = rows.slice(0, query.count)
  const last = rows.length > query.count ? shown.at(-1) : undefined
  return { rows: shown, next: last && writePlace([last.at, last.process, last.seq], listOf(query, asked)) }
}

/** `date` and `_lastUpdated` are one: an entry is never changed. @throws SearchNotSupported */
function isRising({ sort }: SearchQuery): boolean {
  const [first, ...more] = sort
  if (more.length > 0 || (first && first.param !== 'date' && first.param !== '_lastUpdated'))
    throw new SearchNotSupported('AuditEvents are sorted by date alone: _sort=date or _sort=-date.')
  return first !== undefined && !first.descending
}

/** What holds for the entries that exist for the access: of its patients, and of what granular scopes name. */
function existsForAccess(values: SqlValues, { access: { compartment, narrowed }, base }: Asked): readonly string[] {
  const scopes = narrowed?.get('AuditEvent')
  return [
    ...(compartment === 'unrestricted' ? [] : [`patient = any(${values.bind(compartment.patients, 'text[]')})`]),
    ...(scopes
      ? [anyOf(scopes.map((where) => allOf(where.map((criterion) => auditCondition(values, criterion, base)))))]
      : []),
  ]
}

function storedEvent(row: AuditRow, { base }: Asked): StoredResource {
  return {
    type: 'AuditEvent',
    id: auditEventId(row),
    version: 1,
    updated: row.at,
    deleted: false,
    content: JSON.stringify(auditEventOf(row, base)),
    ...(row.patient === null ? {} : { patient: row.patient }),
  }
}

/** What a page link belongs to. */
function listOf({ where, sort }: SearchQuery, { tenant }: Asked): readonly unknown[] {
  return ['AuditEvent', tenant, where, sort]
}
