import { InvalidCursor, type SearchQuery } from '#ports/search.ts'
import type { Cursor } from './cursor.ts'
import { foundColumns, unnamedColumns } from './found.ts'
import type { Lead } from './lead.ts'
import { ledRows, rowQuery, rowsOfNumbers, type RowQuery } from './row-query.ts'
import { allOf, anyOf, type Scope } from './scope.ts'
import { orderOf, type Order, type SortValue } from './sort.ts'

/** Lengths of pages, and one more, that are written into statements, so that the planner knows that few rows are wanted. */
const LENGTHS = [101, 1001]

/** What of a resource goes into a page. */
export type PageColumns = (row: string) => string

interface Page {
  readonly rows: RowQuery
  readonly order: Order
  readonly cursor: Cursor | undefined
  readonly limit: number
  readonly columns: PageColumns
}

/**
 * SQL of a page of a search on one type: `columns` of each row, then its sort values as text. One row more than the page
 * holds says that there are more.
 */
export function pageQuery(
  scope: Scope,
  { type, where, sort, count }: SearchQuery,
  cursor: Cursor | undefined,
  columns: PageColumns,
): string {
  const rows = rowQuery(scope, type, where)
  const order = orderOf(scope, type, sort, 'r')
  const named = columns === foundColumns && rows.lead.kind === 'patients' && rows.lead.main
  const page = { rows, order, cursor, limit: count + 1, columns: named ? unnamedColumns : columns }
  if (order.by === 'values') return gathered(scope, type, page, order.values)
  if (rows.lead.kind === 'all' || (order.by === 'updated' && isInOrderOfChange(rows.lead)))
    return `${walked(page, rows.test, afterWalked(scope, page))} ${limit(scope, page)}`
  const wide = wideLead(rows.lead)
  if (wide) return gatheredOrWalked(scope, type, page, wide)
  return gathered(scope, type, page, [])
}

/** How many resources of one type a search finds in all: by what the lead leads to where that is not too much. */
export function totalQuery(scope: Scope, { type, where }: SearchQuery): string {
  const { lead, base, test, whole } = rowQuery(scope, type, where)
  const wide = wideLead(lead)
  if (!wide) {
    const { before, from } = ledRows(scope, type, lead)
    return `${before} select count(*) from ${from} where ${base} and ${test}`
  }
  const { before, ways } = counted(scope, wide)
  const gatheredWays = ways.map(
    ({ led, holds }, at) =>
      `when ${holds} then (select count(*) from ${rowsOfNumbers(led, type)} where ${base} and ${at === 0 ? test : whole()})`,
  )
  return `${before} select case ${gatheredWays.join(' ')}
    else (select count(*) from resource r where ${base} and case when ${whole()} then true else false end) end`
}

/** All rows that the lead leads to, sorted. */
function gathered(scope: Scope, type: string, page: Page, values: readonly SortValue[]): string {
  const names = values.map((_value, at) => `k.k${at}`)
  const sorted = values.length > 0 ? gatheredBy(values, names) : notWalked(page.order)
  const lateral =
    values.length > 0
      ? `cross join lateral (select ${values.map(({ sql }, at) => `${sql} as k${at}`).join(', ')} offset 0) k`
      : ''
  const after = values.length > 0 ? afterValues(scope, page.cursor, values) : afterWalked(scope, page)
  const shown = values.length > 0 ? names : shownOf(page.order)
  const { before, from, test } = sortedRows(scope, type, page.rows)
  return `${before} select ${selected(page, shown)} from ${from} ${lateral} where ${allOf([test, ...after])}
    order by ${sorted} ${limit(scope, page)}`
}

/** The rows that are found in no order, as a table, and what is still to be asked of them. */
function sortedRows(scope: Scope, type: string, { lead, base, test, whole }: RowQuery) {
  const wide = wideLead(lead)
  if (!wide) return { ...ledRows(scope, type, lead), test: allOf([base, test]) }
  const { before, ways } = counted(scope, wide)
  const gatheredWays = ways.map(
    ({ led, holds }, at) =>
      `select r.* from ${rowsOfNumbers(led, type)} where ${holds} and ${base} and ${at === 0 ? test : whole()}`,
  )
  const all = `select r.* from resource r where ${tooMany(ways)} and ${base} and ${whole()}`
  return { before, from: `(${[...gatheredWays, all].join(' union all ')}) r`, test: 'true' }
}

/**
 * Rows in the order of an index, each tested, until the page is full. The planner must not know what it tests: it would
 * think that next to no row passes, and rather read and sort all of them.
 */
function walked(page: Page, test: string, after: readonly string[]): string {
  const known = LENGTHS.find((length) => length >= page.limit)
  return `select * from (select ${selected(page, shownOf(page.order))} from resource r
    where ${allOf([page.rows.base, ...after])} and case when ${test} then true else false end
    order by ${walkedOrder(page.order)} ${known === undefined ? '' : `limit ${known}`}) walked`
}

/**
 * What the lead leads to where that is not too much, else what the next one leads to, else a walk: the database counts and
 * takes one of the ways.
 */
function gatheredOrWalked(scope: Scope, type: string, page: Page, lead: WideLead): string {
  const { before, ways } = counted(scope, lead)
  const after = afterWalked(scope, page)
  const end = limit(scope, page)
  const gatheredWays = ways.map(
    (
      { led, holds },
      at,
    ) => `select * from (select ${selected(page, shownOf(page.order))} from ${rowsOfNumbers(led, type)}
        where ${holds} and ${allOf([page.rows.base, at === 0 ? page.rows.test : page.rows.whole(), ...after])}
        order by ${notWalked(page.order)} ${end}) few${at}`,
  )
  return `${before} select * from (
      ${gatheredWays.join(' union all ')}
      union all
      ${walked(page, page.rows.whole(), [tooMany(ways), ...after])}) found
    ${end}`
}

/** A lead that may lead to more rows than are worth being gathered. */
type WideLead = Extract<Lead, { kind: 'rows' | 'changed' }> & { readonly many: number }

function wideLead(lead: Lead): WideLead | undefined {
  return (lead.kind === 'rows' || lead.kind === 'changed') && lead.many !== undefined
    ? { ...lead, many: lead.many }
    : undefined
}

/** A table of what a look-up leads to, SQL for that being the way to take, and for it being too much. */
interface Way {
  readonly led: string
  readonly holds: string
  readonly isTooMuch: string
}

/** The look-ups of a lead, one after the other: a table is filled only when those before it are too much. */
function counted(scope: Scope, lead: WideLead): { readonly before: string; readonly ways: readonly Way[] } {
  const lookUps = [lead, ...(lead.kind === 'rows' && lead.next ? [lead.next] : [])]
  const tables: string[] = []
  const ways: Way[] = []
  for (const { many: limit, find, exceeds } of lookUps) {
    const [led, many] = [scope.values.alias(), scope.values.alias()]
    const yes = exceeds ? `select ${exceeds(limit)} as yes` : `select count(*) > ${limit} as yes from ${led}`
    tables.push(`${led} as materialized (${exceeds ? find() : find(limit + 1)})`, `${many} as materialized (${yes})`)
    const isTooMuch = `(select yes from ${many})`
    ways.push({ led, holds: allOf([...ways.map((way) => way.isTooMuch), `not ${isTooMuch}`]), isTooMuch })
  }
  return { before: `with ${tables.join(',\n    ')}`, ways }
}

function tooMany(ways: readonly Way[]): string {
  return allOf(ways.map(({ isTooMuch }) => isTooMuch))
}

/** Open Tasks, and what changed in a time, have an index in the order of the last change. */
function isInOrderOfChange({ kind }: Lead): boolean {
  return kind === 'open' || kind === 'changed'
}

function selected({ columns }: Page, shown: readonly string[]): string {
  return [columns('r'), ...shown.map((sql, at) => `(${sql})::text as s${at}`)].join(', ')
}

function shownOf(order: Order): readonly string[] {
  return order.by === 'updated' ? ['r.updated'] : []
}

function walkedOrder(order: Order): string {
  if (order.by !== 'updated') return 'r.rid'
  return order.descending ? 'r.updated desc, r.rid desc' : 'r.updated, r.rid'
}

/** The same order, said so that no index gives it: the planner would rather walk all rows than sort a few. */
function notWalked(order: Order): string {
  if (order.by !== 'updated') return '(r.rid + 0)'
  return order.descending ? '(r.updated + 0) desc, r.rid desc' : '(r.updated + 0), r.rid'
}

function gatheredBy(values: readonly SortValue[], names: readonly string[]): string {
  const keys = values.map(({ descending }, at) => `${names[at] ?? ''} ${descending ? 'desc' : 'asc'} nulls last`)
  return [...keys, '(r.rid + 0)'].join(', ')
}

/** Rows behind the cursor. A row that changes moves to the end of `_lastUpdated`: the first page's instant is the end. */
function afterWalked({ values }: Scope, { order, cursor }: Page): readonly string[] {
  if (!cursor) return []
  const rid = values.bind(cursor.rid, 'bigint')
  if (order.by !== 'updated') return [`r.rid > ${rid}`]
  const updated = values.bind(digits(cursor.values[0]), 'bigint')
  if (order.descending) return [`(r.updated, r.rid) < (${updated}, ${rid})`]
  return [`(r.updated, r.rid) > (${updated}, ${rid})`, `r.updated <= ${values.bind(cursor.started, 'bigint')}`]
}

function afterValues(scope: Scope, cursor: Cursor | undefined, sorted: readonly SortValue[]): readonly string[] {
  if (!cursor) return []
  const behind = after(scope, cursor, sorted, 0)
  const moves = sorted.some(({ isLastChange, descending }) => isLastChange === true && !descending)
  return moves ? [behind, `r.updated <= ${scope.values.bind(cursor.started, 'bigint')}`] : [behind]
}

/** Behind in the key at this place, or equal in it and behind in the next. */
function after(scope: Scope, cursor: Cursor, sorted: readonly SortValue[], at: number): string {
  const key = sorted[at]
  if (!key) return `r.rid > ${scope.values.bind(cursor.rid, 'bigint')}`
  const value = cursor.values[at]
  const next = after(scope, cursor, sorted, at + 1)
  if (value === null) return allOf([`k.k${at} is null`, next])
  const bound = scope.values.bind(key.type === 'text' ? (value ?? '') : digits(value), key.type)
  return anyOf([
    `k.k${at} ${key.descending ? '<' : '>'} ${bound}`,
    `k.k${at} is null`,
    allOf([`k.k${at} = ${bound}`, next]),
  ])
}

function digits(value: string | null | undefined): string {
  if (typeof value === 'string' && /^(-?\d+(\.\d+)?|-?Infinity)$/.test(value)) return value
  throw new InvalidCursor()
}

function limit({ values }: Scope, page: Page): string {
  return `limit ${values.bind(page.limit, 'bigint')}`
}
