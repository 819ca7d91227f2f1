/** A parsed FHIR search, free of HTTP and of SQL. `fhir/search` makes it from a query string, `store/search` runs it. */
export interface SearchQuery {
  /** The resource type searched. A system-wide search names several types in `types` and leaves this `Resource`. */
  readonly type: string
  readonly types?: readonly string[]
  /** All must hold. */
  readonly where: readonly Criterion[]
  readonly sort: readonly SortKey[]
  /** Entries a page; 0 asks for the total alone. */
  readonly count: number
  /** Where the last page ended: opaque to everybody but the store. */
  readonly cursor?: string
  readonly include: readonly Include[]
  readonly revinclude: readonly Include[]
  readonly total: 'none' | 'estimate' | 'accurate'
  /** Types of which nothing is included, as if there was none. */
  readonly hidden?: readonly string[]
}

export interface SortKey {
  readonly param: string
  readonly descending: boolean
}

/** `CarePlan:care-team` or, with a target, `CareTeam:participant:Practitioner`; `*` stands for every reference. */
export interface Include {
  readonly source: string
  /** Where the source is `*`, the types that it stands for; absent: all. */
  readonly sources?: readonly string[]
  readonly param: string
  readonly target?: string
  readonly iterate: boolean
}

/** One `parameter=value,value` of a search. Values are alternatives (OR). `param` is a code of the type's own table. */
export type Criterion =
  | {
      readonly kind: 'token'
      readonly param: string
      readonly modifier?: TokenModifier
      readonly values: readonly TokenValue[]
    }
  | {
      readonly kind: 'reference'
      readonly param: string
      readonly modifier?: 'identifier'
      readonly values: readonly ReferenceValue[]
    }
  | {
      readonly kind: 'string'
      readonly param: string
      readonly modifier?: 'exact' | 'contains'
      readonly values: readonly string[]
    }
  | {
      readonly kind: 'uri'
      readonly param: string
      readonly modifier?: 'above' | 'below'
      readonly values: readonly string[]
    }
  | { readonly kind: 'date'; readonly param: string; readonly values: readonly DateValue[] }
  | { readonly kind: 'number' | 'quantity'; readonly param: string; readonly values: readonly QuantityValue[] }
  | { readonly kind: 'composite'; readonly param: string; readonly values: readonly (readonly Criterion[])[] }
  | { readonly kind: 'missing'; readonly param: string; readonly missing: boolean }
  | { readonly kind: 'id'; readonly values: readonly string[] }
  /** `patient.name=…`: the reference `param` leads to a resource of one of `targets` for which all of `where` hold. */
  | {
      readonly kind: 'chain'
      readonly param: string
      readonly targets: readonly string[]
      readonly where: Criterion
      /** Further resources to which it leads, as `Type/id` or canonical: the store's own affair, not the caller's. */
      readonly beside?: readonly string[]
    }
  /** `_has:Condition:patient:code=…`: some `source` refers to this one by `param`, and `where` holds for it. */
  | { readonly kind: 'has'; readonly source: string; readonly param: string; readonly where: Criterion }

/** Under `in` and `not-in` the values are the codes of the value set, which the caller has expanded. */
type TokenModifier = 'not' | 'text' | 'of-type' | 'in' | 'not-in'

/**
 * `code`, `system|code`, `|code` (system is '') or `system|` (code absent). For `of-type`: system|code|value; for `text`: the
 * words as value.
 */
export interface TokenValue {
  readonly system?: string
  readonly code?: string
  readonly value?: string
  /** In place of a code: all codes of the system that begin so, as a value set may mean them. */
  readonly beginning?: string
}

/** `Patient/p1`, `p1` (type absent), an absolute URL, or a logical identifier under `:identifier`. */
export interface ReferenceValue {
  readonly type?: string
  readonly id?: string
  readonly version?: string
  readonly url?: string
  readonly identifier?: TokenValue
}

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'

/** A date as the half-open range of instants it means (`2026-03` is all of March), in milliseconds since 1970. */
export interface DateValue {
  readonly prefix: Prefix
  readonly from: number
  readonly to: number
}

/** A number as the range its precision means, with its unit where one was given. Decimal digits are kept as text. */
export interface QuantityValue {
  readonly prefix: Prefix
  readonly value: string
  readonly low: string
  readonly high: string
  readonly system?: string
  readonly code?: string
}

/** A search asks for what the server does not do: an unknown parameter, a modifier that this parameter has not (HTTP 400). */
export class SearchNotSupported extends Error {
  readonly code = 'SEARCH_NOT_SUPPORTED'
}

/** The cursor of a page is not one of this search's (HTTP 400). */
export class InvalidCursor extends Error {
  readonly code = 'INVALID_CURSOR'

  constructor() {
    super('The page link does not belong to this search, or is damaged. Start the search again.')
  }
}

/** The search took too long (HTTP 400, `too-costly`). */
export class SearchTooCostly extends Error {
  readonly code = 'SEARCH_TOO_COSTLY'
}

/**
 * The search asks a part of the index that was made by older definitions and is being, or has to be, rebuilt (HTTP 503). It
 * would have missed some of what it should find.
 */
export class IndexOutdated extends Error {
  readonly code = 'INDEX_OUTDATED'

  /** @param param absent where all searches of the type are concerned */
  constructor(type: string, param?: string) {
    const asked = param === undefined ? `${type} cannot be searched` : `${type} cannot be searched by ${param}`
    super(
      `${asked} until its index has been rebuilt: some would be missed. Try again later. (For the operator: npm run reindex)`,
    )
  }
}
