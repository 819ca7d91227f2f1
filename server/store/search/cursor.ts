import { hash } from 'node:crypto'
import type { Access } from '#ports/access.ts'
import { InvalidCursor, type SearchQuery } from '#ports/search.ts'

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
 * Writes a cursor. It holds a digest of itself together with the search and the practice it belongs to, so that one that is
 * damaged or of another search is noticed. It opens nothing: every page is asked for under the caller's own access.
 */
export function writeCursor(query: SearchQuery, access: Access, { values, rid, started }: Cursor): string {
  const parts = [rid, started, values]
  return Buffer.from(JSON.stringify([digest(query, access, parts), ...parts])).toString('base64url')
}

/** @throws InvalidCursor */
export function readCursor(query: SearchQuery, access: Access): Cursor | undefined {
  if (query.cursor === undefined) return undefined
  const [stated, rid, started, values] = parse(query.cursor)
  if (typeof rid !== 'string' || !/^-?\d{1,19}$/.test(rid) || !Number.isSafeInteger(started)) throw new InvalidCursor()
  if (stated !== digest(query, access, [rid, started, values])) throw new InvalidCursor()
  return { rid, started: Number(started), values: textsOf(values) }
}

function textsOf(values: unknown): readonly (string | null)[] {
  if (Array.isArray(values) && values.every(isTextOrNull)) return values
  throw new InvalidCursor()
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function parse(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parts)) return parts
  } catch {
    // What is no JSON is no cursor either.
  }
  throw new InvalidCursor()
}

function digest(query: SearchQuery, { tenant }: Access, parts: readonly unknown[]): string {
  const { type, types, where, sort } = query
  return hash('sha256', JSON.stringify([tenant.key, type, types, where, sort, parts], steady)).slice(0, 16)
}

/** `ap` reaches further as its date recedes into the past: only the middle of it is the same on the next page. */
function steady(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('prefix' in value) || value.prefix !== 'ap') return value
  return 'from' in value && 'to' in value ? { prefix: 'ap', middle: Number(value.from) + Number(value.to) } : value
}
