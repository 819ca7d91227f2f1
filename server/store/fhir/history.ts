import type { HistoryPage, HistoryQuery, HistoryVersion } from '#ports/fhir-store.ts'
import type { Row } from '../connection/statement.ts'
import {
  existedForAccess,
  existedForAccessAnyType,
  existsForAccess,
  existsForAccessAnyType,
} from '../search/access-test.ts'
import type { Scope } from '../search/scope.ts'
import { searchScope } from '../search/search-scope.ts'
import { pageStatement, searchStatement } from '../search/search-statement.ts'
import { readPlace, writePlace, type Place } from '../place-text.ts'
import { typeNumber } from './resource-columns.ts'
import type { Run, StoreContext } from './store-context.ts'
import { readStored, storedColumns } from './stored-row.ts'

type Asked = Pick<StoreContext, 'access' | 'keys' | 'tenant'>

/** A place in the order of histories: when a version was made, its row and its number. */
const PLACE = 3

/** Whose versions, and how they are read. */
export interface HistorySource {
  readonly asked: Asked
  readonly run: Run
}

/**
 * Versions of a resource, of a type or of the whole practice, newest first. A page link goes on behind the last version
 * shown, so that versions made meanwhile, which are newer, move nothing. https://hl7.org/fhir/R4/http.html#history
 * @param sources the caller's own, and those that are read beside them; the link belongs to the first
 * @throws InvalidCursor
 */
export async function readHistory(
  sources: readonly [HistorySource, ...HistorySource[]],
  query: HistoryQuery,
): Promise<HistoryPage> {
  const list = listOf(query, sources[0].asked)
  const after = query.cursor === undefined ? undefined : readPlace(query.cursor, PLACE, list)
  const [pages, total] = await Promise.all([
    query.count === 0 ? [] : Promise.all(sources.map((source) => pageOf(source, query, after))),
    query.id === undefined ? undefined : countVersions(sources[0], query),
  ])
  const rows = pages.length > 1 ? pages.flat().toSorted(newestFirst) : (pages[0] ?? [])
  const shown = rows.slice(0, query.count)
  const last = rows.length > query.count ? shown.at(-1) : undefined
  return {
    versions: shown.map(readVersion),
    ...(total === undefined ? {} : { total }),
    ...(last ? { next: writePlace(placeOf(last), list) } : {}),
  }
}

function readVersion(row: Row): HistoryVersion {
  return { ...readStored(row), revived: row.at(REVIVED) === true }
}

function pageOf({ asked, run }: HistorySource, query: HistoryQuery, after: Place | undefined): Promise<readonly Row[]> {
  const scope = searchScope(asked.access, asked.keys)
  const text = pageText(scope, query, after)
  return run(pageStatement(text), scope.values.list)
}

/** As `orderOf` sorts the versions of several resources. */
function newestFirst(one: Row, other: Row): number {
  const place = placeOf(other)
  return placeOf(one).reduce((order, value, at) => order || (place[at] ?? 0) - value, 0)
}

async function countVersions({ asked, run }: HistorySource, query: HistoryQuery): Promise<number> {
  const scope = searchScope(asked.access, asked.keys)
  const parts = BRANCHES.map((branch) => `select ${branch}.version ${branchText(scope, branch, query)}`)
  const [row] = await run(searchStatement(`select count(*) from (${parts.join(' union all ')}) v`), scope.values.list)
  return Number(row?.[0])
}

/** The current version lies in one table, superseded ones in the other; an index gives the newest of each. */
function pageText(scope: Scope, query: HistoryQuery, after: Place | undefined): string {
  const limit = `limit ${scope.values.bind(query.count + 1, 'int')}`
  const parts = BRANCHES.map((branch) => {
    const behind = after ? ` and ${behindPlace(scope, branch, query, after)}` : ''
    const columns = `${storedColumns(branch, 'r')}, ${revivedText(branch)} as revived, ${branch}.rid`
    return `(select ${columns} ${branchText(scope, branch, query)}${behind} ${orderOf(query, `${branch}.`)} ${limit})`
  })
  return `select * from (${parts.join(' union all ')}) v ${orderOf(query, '')} ${limit}`
}

/** Place of `revived` in a row: before the row's number, which comes last. */
const REVIVED = -2

/** Whether the version before was a deletion. */
function revivedText(branch: Branch): string {
  return `(${branch}.version > 1 and exists (select from history d where d.tenant = ${branch}.tenant
    and d.type = ${branch}.type and d.id = ${branch}.id and d.version = ${branch}.version - 1 and d.deleted))`
}

/** `r` is the current row, `h` a superseded one. */
const BRANCHES = ['r', 'h'] as const
type Branch = (typeof BRANCHES)[number]

function branchText(scope: Scope, branch: Branch, query: HistoryQuery): string {
  const { values } = scope
  const from =
    branch === 'r'
      ? 'from resource r'
      : 'from history h join resource r on r.tenant = $1 and r.type = h.type and r.id = h.id'
  const conditions = [
    `${branch}.tenant = $1`,
    ...(query.type === undefined ? [] : [`${branch}.type = ${values.bind(typeNumber(query.type), 'smallint')}`]),
    ...(query.types === undefined
      ? []
      : [`${branch}.type = any(${values.bind(query.types.map(typeNumber), 'smallint[]')})`]),
    ...(query.id === undefined ? [] : [`${branch}.id = ${values.bind(query.id, 'text')}`]),
    ...(query.since === undefined ? [] : [`${branch}.updated >= ${values.bind(query.since, 'bigint')}`]),
    ...(query.at === undefined ? [] : [`${branch}.updated <= ${values.bind(query.at, 'bigint')}`]),
    query.type === undefined ? existsForAccessAnyType(scope, 'r') : existsForAccess(scope, query.type, 'r'),
    ...(branch === 'r' ? [] : [existedAt(scope, query.type)]),
  ]
  return `${from} where ${conditions.join(' and ')}`
}

function existedAt(scope: Scope, type: string | undefined): string {
  return type === undefined ? existedForAccessAnyType(scope, 'h') : existedForAccess(scope, type, 'h')
}

/** Versions of one resource are in the order of their numbers, whatever the clocks of several processes say. */
function orderOf(query: HistoryQuery, prefix: string): string {
  if (query.id !== undefined) return `order by ${prefix}version desc`
  return `order by ${['updated', 'rid', 'version'].map((column) => `${prefix}${column} desc`).join(', ')}`
}

function behindPlace(
  scope: Scope,
  branch: Branch,
  query: HistoryQuery,
  [updated = 0, rid = 0, version = 0]: Place,
): string {
  const { values } = scope
  const number = values.bind(version, 'int')
  if (query.id !== undefined) return `${branch}.version < ${number}`
  const place = `(${values.bind(updated, 'bigint')}, ${values.bind(rid, 'bigint')}, ${number})`
  return `(${branch}.updated, ${branch}.rid, ${branch}.version) < ${place}`
}

function placeOf(row: Row): Place {
  return [Number(row[3]), Number(row.at(-1)), Number(row[2])]
}

/** What a page link belongs to. */
function listOf({ type, id, types, since, at }: HistoryQuery, { tenant }: Asked): readonly unknown[] {
  return [tenant, type, id, types, since, at]
}
