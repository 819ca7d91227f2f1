/**
 * How the server asks others: the shape of `fetch`. What is given for it refuses addresses that it should not reach, and
 * bounds time and size; who uses it never takes the global one.
 */
export type OutboundFetch = (url: string, init?: RequestInit) => Promise<Response>
