import type { Resource } from '@medplum/fhirtypes'

/**
 * What the store takes of a resource: its text in two halves around the version number, and its search index. Preparing
 * (parse, validate, index) is pure work on one resource and runs outside transactions, for bundles in a worker thread.
 */
export interface PreparedResource {
  readonly type: string
  readonly id: string
  /** Milliseconds since 1970, as written in `meta.lastUpdated`. */
  readonly updated: number
  /** Text before and after `meta.versionId`'s digits: `head + version + tail` is the stored JSON. */
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
  /** 64-bit hashes of (parameter, value), as decimal text; the tenant is mixed in by the store. */
  readonly keys: readonly string[]
  readonly strings: readonly { readonly param: number; readonly value: string }[]
  readonly dates: readonly { readonly param: number; readonly from?: number; readonly to?: number }[]
  readonly quantities: readonly {
    readonly param: number
    readonly unit: string
    readonly low: string
    readonly high: string
  }[]
}
