/** How much one request may bring or take, before anybody looks at what it says. */
export interface HttpLimits {
  /** Of a request's path and query, in bytes (414). */
  readonly urlBytes: number
  /** Of URL and headers together, in bytes (431). */
  readonly headerBytes: number
  /** From the first header to the answer, in seconds (503; 408 while the request itself has not come). */
  readonly requestSeconds: number
}
