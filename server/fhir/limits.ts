/** How much one request may ask for. Each has its error; all can be set. */
export interface Limits {
  /** Of a request, in bytes (413). */
  readonly bodyBytes: number
  /** Of arrays and objects within each other (400). */
  readonly jsonDepth: number
  /** Texts, numbers, arrays and objects of one resource, and of what a patch copies or moves (400). */
  readonly jsonValues: number
  /** Of a batch or transaction (413). */
  readonly bundleEntries: number
  /** Resources on one page; more are asked for in vain, the next page follows. */
  readonly pageSize: number
  readonly defaultPageSize: number
  /** Resources on one page of `$everything`; the next page follows. */
  readonly recordPageSize: number
  /** A page of `$everything` ends with the resource that reaches this many bytes. */
  readonly recordPageBytes: number
  /** Parameters of a search, whether they mean something or not, each hop of a chain counted (400, `too-costly`). */
  readonly searchParameters: number
  /** Alternatives (`a,b,c`) of one criterion (400, `too-costly`). */
  readonly searchValues: number
  /** Resources that one chain or `_has` goes through (400, `too-costly`). */
  readonly chainDepth: number
  /** Parameters `_include` and `_revinclude` of a search (400, `too-costly`). */
  readonly includes: number
  /** Operations of a patch (400, `too-costly`). */
  readonly patchOperations: number
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 50 * 1024 * 1024,
  jsonDepth: 100,
  jsonValues: 100_000,
  bundleEntries: 5000,
  pageSize: 1000,
  defaultPageSize: 50,
  recordPageSize: 5000,
  recordPageBytes: 50 * 1024 * 1024,
  searchParameters: 100,
  searchValues: 500,
  chainDepth: 5,
  includes: 25,
  patchOperations: 1000,
}
