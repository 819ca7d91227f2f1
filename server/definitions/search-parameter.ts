/**
 * A search parameter of one resource type. One table of these (generated from the R4, US Core and own SearchParameters
 * by `npm run build:profiles`) drives the index, the queries and the CapabilityStatement.
 */
export interface SearchParameter {
  /** Resource type it belongs to; `Resource` for `_id`, `_lastUpdated`, `_tag`, `_profile`, `_security`, `_source`. */
  readonly type: string
  readonly code: string
  /** Canonical URL of the SearchParameter resource. */
  readonly url: string
  readonly kind: 'token' | 'reference' | 'string' | 'date' | 'number' | 'quantity' | 'uri' | 'composite' | 'special'
  /** Stable small number, unique in the table: what index rows carry instead of the name. Never reused. */
  readonly number: number
  /** Where the values lie; alternatives. */
  readonly paths: readonly ElementPath[]
  /** Of a reference: the types it may lead to; absent where that is any. */
  readonly targets?: readonly string[]
  /** Of a composite: its components, each with paths relative to an element that `paths` selects. */
  readonly components?: readonly {
    readonly code: string
    readonly kind: SearchParameter['kind']
    readonly paths: readonly ElementPath[]
  }[]
  /** Of a token: the value that stands when no path gives one (`deceased` is false unless it is said). */
  readonly otherwise?: string
  readonly description: string
}

/** A path from the resource (or from a composite's element) to values: `['participant', 'individual']`. */
export interface ElementPath {
  readonly steps: readonly string[]
  /**
   * FHIR data type found at its end: `CodeableConcept`, `Reference`, `dateTime`, `Period`, …; or `presence`: whatever is
   * there means the token `true`. A composite's `paths` end in elements, and its own steps may be none (the resource).
   */
  readonly datatype: string
  /**
   * Keep only elements where this child has this value: `telecom.where(system='phone')`, `extension.where(url='…')`.
   * `at` is the index of the step.
   */
  readonly where?: { readonly at: number; readonly element: string; readonly value: string }
  /** Keep only references to this type: `.where(resolve() is Patient)`. */
  readonly target?: string
  /** Of a `code`, which names no system: those that its required binding draws from, where they are known. */
  readonly systems?: readonly string[]
}
