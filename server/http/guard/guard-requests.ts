import type { IncomingMessage, ServerResponse } from 'node:http'
import { CORS_HEADERS } from '../fhir/cors.ts'
import { addressOf } from './caller-address.ts'
import type { Startup } from '../surface.ts'
import type { RequestGuard, TooMany } from './request-guard.ts'
import { enterTooMany, TOO_MANY } from './too-many.ts'

/** Who answers a request that was let through. Resolves when it is answered. */
export type HandleRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/** What the guard needs to know of callers, and whom it tells. */
export interface GuardedRequests {
  readonly guard: RequestGuard
  readonly trustProxy: boolean
  readonly metrics: { throttled(): void }
  readonly startup: Startup
}

/** Stands before what is not FHIR: each request counts for its address. */
export function guardRequests(
  { guard, trustProxy, metrics, startup }: GuardedRequests,
  handle: HandleRequest,
): HandleRequest {
  return async (incoming, outgoing) => {
    const address = addressOf(incoming, trustProxy)
    const busy = guard.ofAddress(address)
    if (!busy) return handle(incoming, outgoing)
    metrics.throttled()
    enterTooMany(startup, busy, { address })
    refuse(incoming, outgoing, busy)
  }
}

/** An error of OAuth for programs, a line of text for people. */
function refuse({ headers }: IncomingMessage, outgoing: ServerResponse, busy: TooMany): void {
  const message = TOO_MANY(busy)
  const forPeople = headers.accept?.includes('text/html') === true
  outgoing.writeHead(429, {
    ...(headers.origin === undefined ? {} : CORS_HEADERS),
    'content-type': forPeople ? 'text/plain; charset=utf-8' : 'application/json',
    'retry-after': String(busy.seconds),
  })
  outgoing.end(
    forPeople ? `${message}\n` : JSON.stringify({ error: 'temporarily_unavailable', error_description: message }),
  )
}
