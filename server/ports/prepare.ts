import type { Resource } from '@medplum/fhirtypes'

/**
 * What the store takes of a resource: its text in two halves around the version number, and its search index. Preparing
 * (parse, validate, index) is pure work on one resource and runs outside transactions, for bundles in a worker thread.
 */
export interface PreparedResource {
  readonly type: string
  readonly id: string
  /**
   * Milliseconds since 1970, as written in `meta.lastUpdated`. A transaction writes all that it changes as of one instant,
   * and puts that in place of this.
   */
  readonly updated: number
  /**
   * Text before and after `meta.versionId`'s digits: `head + version + tail` is the stored JSON. The tail begins with
   * `meta.lastUpdated`.
   */
  readonly head: string
  readonly tail: string
  /** Hash of the text without `meta.lastUpdated`: equal digests mean that nothing would change. */
  readonly digest: string
  readonly index: IndexRow
  /** The resource itself, kept only where the programme's rules have something to say about it (GovernWrites.governs). */
  readonly parsed?: Resource
}

/** The search index of one resource: what `store/index` extracts from it and `store/search` looks up. */
export interface IndexRow {
  /** The Patient whose compartment the resource is in, when it is exactly one. */
  readonly patient?: string
  /** All of them, when they are several. */
  readonly patients?: readonly string[]
  /** The type's main date as a range, milliseconds since 1970; an open side is absent. */
  readonly at?: { readonly from?: number; readonly to?: number }
  /** `Type/id` of every literal reference. */
  readonly references: readonly string[]
  /** 64-bit hashes of (parameter, value), as signed decimal text; the tenant is mixed in by the store. */
  readonly keys: readonly string[]
  /** Which parameters of the type have a value (`:missing`): bit n for the n-th by number. Signed decimal text. */
  readonly present: string
  /** Work that is still to be done (a Task that has not ended): what worklists ask for. */
  readonly open: boolean
  /** Other resources whose compartments this one shares, having no patient of its own: a Provenance's targets. */
  readonly follows?: readonly string[]
  readonly strings: readonly IndexedString[]
  readonly dates: readonly IndexedDate[]
  readonly quantities: readonly IndexedQuantity[]
  /** Texts of codes (`:text`) and URIs (`:below`), each with the key that stands for it among `keys`. */
  readonly texts: readonly { readonly param: number; readonly value: string; readonly key: string }[]
}

/** Of a composite parameter: the code that goes with the value, hashed, and its system's hash where it has one. */
interface CompositePart {
  readonly code?: string
  readonly codeSystem?: string
}

/** A string in lower case, without accents. */
export interface IndexedString extends CompositePart {
  readonly param: number
  readonly value: string
}

/** Instants `from <= t < to`, milliseconds since 1970; an open side is absent. */
export interface IndexedDate extends CompositePart {
  readonly param: number
  readonly from?: number
  readonly to?: number
}

/** A number or quantity as the closed range that it means; an open side is absent. Decimal digits as text. */
export interface IndexedQuantity extends CompositePart {
  readonly param: number
  readonly low?: string
  readonly high?: string
  /** Code or printed unit, '' for none. */
  readonly unit: string
  readonly system: string
}

/** Extracts a resource's index. Pure; runs in the prepare worker too (`store/index/indexer.ts` is one). */
export type Indexer = (resource: Resource) => IndexRow
