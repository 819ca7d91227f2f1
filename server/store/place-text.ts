import { hash } from 'node:crypto'
import { InvalidCursor } from '#ports/search.ts'

/** Where a page ended, in whole numbers. */
export type Place = readonly number[]

/**
 * A place as the text of a page link. It holds a digest of itself together with what it belongs to, so that one that is
 * damaged or of another list is noticed. It opens nothing: every page is asked for under the caller's own access.
 */
export function writePlace(place: Place, belongsTo: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([digest(place, belongsTo), ...place])).toString('base64url')
}

/** @throws InvalidCursor */
export function readPlace(text: string, length: number, belongsTo: readonly unknown[]): Place {
  const [stated, ...place] = parse(text)
  if (place.length !== length || !place.every(isWhole) || stated !== digest(place, belongsTo)) throw new InvalidCursor()
  return place
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function parse(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function digest(place: readonly unknown[], belongsTo: readonly unknown[]): string {
  return hash('sha256', JSON.stringify([belongsTo, place])).slice(0, 16)
}
