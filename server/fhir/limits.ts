/** How much one request may ask for. Each has its error; all can be set. */
export interface Limits {
  /** Of a request, in bytes (413). */
  readonly bodyBytes: number
  /** Of arrays and objects within each other (400). */
  readonly jsonDepth: number
  /** Of a batch or transaction (413). */
  readonly bundleEntries: number
  /** Resources on one page; more are asked for in vain, the next page follows. */
  readonly pageSize: number
  readonly defaultPageSize: number
  /** Criteria of a search, each hop of a chain counted (400, `too-costly`). */
  readonly searchCriteria: number
  /** Alternatives (`a,b,c`) of one criterion (400, `too-costly`). */
  readonly searchValues: number
  /** Operations of a patch (400, `too-costly`). */
  readonly patchOperations: number
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 50 * 1024 * 1024,
  jsonDepth: 100,
  bundleEntries: 5000,
  pageSize: 1000,
  defaultPageSize: 50,
  searchCriteria: 50,
  searchValues: 500,
  patchOperations: 1000,
}
