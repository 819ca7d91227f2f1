import type { Prefix } from '#ports/search.ts'

/** A searched range: `from` and the end `to`, which is not part of it. Each call gives SQL for the same value. */
export interface SearchedRange {
  readonly from: () => string
  readonly to: () => string
}

/**
 * How a stored date range `lo <= t < hi` stands to the one searched for.
 * https://hl7.org/fhir/R4/search.html#prefix
 */
export function dateTest(prefix: Prefix, lo: string, hi: string, { from, to }: SearchedRange): string {
  const within = () => `${lo} >= ${from()} and ${hi} <= ${to()}`
  switch (prefix) {
    case 'eq':
      return `(${within()})`
    case 'ne':
      return `not (${within()})`
    case 'gt':
      return `${hi} > ${to()}`
    case 'ge':
      return `(${hi} > ${to()} or ${within()})`
    case 'lt':
      return `${lo} < ${from()}`
    case 'le':
      return `(${lo} < ${from()} or ${within()})`
    case 'sa':
      return `${lo} >= ${to()}`
    case 'eb':
      return `${hi} <= ${from()}`
    case 'ap':
      return `(${lo} < ${to()} and ${hi} > ${from()})`
  }
}

/**
 * The same for a stored number `lo..hi`, both included. The precision of the number searched for counts for `eq`, `ne` and
 * `ap`; for the others it is the number itself (`value`). What follows for `hi` is said too: the index is in its order.
 */
export function numberTest(
  prefix: Prefix,
  [lo, hi]: readonly [string, string],
  value: () => string,
  { from, to }: SearchedRange,
): string {
  switch (prefix) {
    case 'eq':
      return `(${lo} >= ${from()} and ${hi} >= ${from()} and ${hi} < ${to()})`
    case 'ne':
      return `not (${lo} >= ${from()} and ${hi} < ${to()})`
    case 'gt':
      return `${hi} > ${value()}`
    case 'ge':
      return `${hi} >= ${value()}`
    case 'lt':
      return `${lo} < ${value()}`
    case 'le':
      return `${lo} <= ${value()}`
    case 'sa':
      return `(${lo} > ${value()} and ${hi} > ${value()})`
    case 'eb':
      return `${hi} < ${value()}`
    case 'ap':
      return `(${lo} <= ${to()} and ${hi} >= ${from()})`
  }
}
