/**
 * How the server asks others: the shape of `fetch`. What is given for it refuses addresses that it should not reach, and
 * bounds time and size; who uses it never takes the global one.
 * @throws OutboundFault, also while the body is read
 */
export type OutboundFetch = (url: string, init?: RequestInit) => Promise<Response>

/**
 * Why others were not asked, or did not answer: the URL is none that may be asked; its address is one that may not be
 * reached; it sends elsewhere; it took too long, said too much, or could not be reached.
 */
export type OutboundReason = 'url' | 'address' | 'redirect' | 'timeout' | 'too-large' | 'unreachable'

/** Somebody else could not be asked. The message names the origin at most: paths and queries may hold what is secret. */
export class OutboundFault extends Error {
  readonly code = 'OUTBOUND'
  readonly reason: OutboundReason

  constructor(reason: OutboundReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
