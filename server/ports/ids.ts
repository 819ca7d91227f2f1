/** Makers of new identifiers. */
export interface Ids {
  /** A UUIDv7: unique, and sorted by time. */
  next(): string
}
