import { hash } from 'node:crypto'
import type { Access } from '#ports/access.ts'
import { InvalidCursor, type SearchQuery } from '#ports/search.ts'
import type { Sealer } from '../sealer.ts'
import type { SearchRun } from './search-run.ts'

/** For whom a cursor is, and by what it is sealed. */
type CursorPlace = Pick<SearchRun, 'access' | 'pages'>

/** Where a page ended. */
export interface Cursor {
  /** Sort values of the last row, as text: nothing is lost of long numbers. null for a row without a value. */
  readonly values: readonly (string | null)[]
  /** Row number of the last row, decimal. */
  readonly rid: string
  /** When the first page was asked for, milliseconds since 1970. */
  readonly started: number
}

/**
 * Writes a cursor for a page link. Sort values are sealed: they are names and dates of birth, and URLs are kept by proxies and
 * browsers. Either way it is bound to the search and the practice it belongs to, so that one that is damaged or of another
 * search is noticed. It opens nothing: every page is asked for under the caller's own access.
 */
export function writeCursor(
  { pages, access }: CursorPlace,
  query: SearchQuery,
  { values, rid, started }: Cursor,
): string {
  const place = placeOf(query, access)
  if (values.length > 0) return pages.seal([rid, started, values], place)
  return [rid, started, digest(place, rid, started)].join(BETWEEN)
}

/** @throws InvalidCursor */
export function readCursor({ pages, access }: CursorPlace, query: SearchQuery): Cursor | undefined {
  const { cursor } = query
  if (cursor === undefined) return undefined
  const place = placeOf(query, access)
  const [rid, started, values] = cursor.includes(BETWEEN) ? plain(cursor, place) : opened(pages, cursor, place)
  if (typeof rid !== 'string' || !/^-?\d{1,19}$/.test(rid) || !Number.isSafeInteger(started)) throw new InvalidCursor()
  return { rid, started: Number(started), values: textsOf(values) }
}

/** Stands in no number and in nothing that is sealed. */
const BETWEEN = '~'

/** Without sort values there are only numbers, which say nothing to anybody. */
function plain(cursor: string, place: string): readonly unknown[] {
  const [rid = '', started = '', stated] = cursor.split(BETWEEN)
  if (stated !== digest(place, rid, Number(started))) throw new InvalidCursor()
  return [rid, Number(started), []]
}

function digest(place: string, rid: string, started: number): string {
  return hash('sha256', `${place} ${rid} ${started}`).slice(0, 16)
}

function textsOf(values: unknown): readonly (string | null)[] {
  if (Array.isArray(values) && values.every(isTextOrNull)) return values
  throw new InvalidCursor()
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function opened(pages: Sealer, cursor: string, place: string): readonly unknown[] {
  try {
    const parts = pages.open(cursor, place)
    if (Array.isArray(parts)) return parts
  } catch {
    // What does not open is no cursor of ours, or was none of this search.
  }
  throw new InvalidCursor()
}

function placeOf({ type, types, where, sort }: SearchQuery, { tenant }: Access): string {
  return JSON.stringify([tenant.key, type, types, where, sort], steady)
}

/** `ap` reaches further as its date recedes into the past: only the middle of it is the same on the next page. */
function steady(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefix' in value) || value.prefix !== 'ap') return value
  return 'from' in value && 'to' in value ? { prefix: 'ap', middle: Number(value.from) + Number(value.to) } : value
}
