import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { present } from '#domain/present.ts'
import { CORS_HEADERS } from '../fhir/cors.ts'
import { addressOf } from './caller-address.ts'
import type { Startup } from '../surface.ts'
import type { Attempt, RequestGuard, TooMany } from './request-guard.ts'

/** Who answers a request that was let through. Resolves when it is answered. */
export type HandleRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/** What the guard needs to know of callers, and whom it tells. */
export interface GuardedRequests {
  readonly guard: RequestGuard
  readonly trustProxy: boolean
  readonly metrics: { throttled(): void }
  readonly startup: Startup
}

/** Where clients prove themselves. */
const PROOFS = /^\/auth\/(token|introspect|revoke)(\?|$)/

/**
 * Stands before what is not FHIR. Each request counts for its address. Where a client proves itself it is refused while its
 * address, or the client that it names, is locked out, and counts as a guess where it is answered 401. Of a client that
 * proves itself in the body (`private_key_jwt`) the address alone is known here.
 */
export function guardRequests(deps: GuardedRequests, handle: HandleRequest): HandleRequest {
  const { guard, trustProxy, metrics } = deps
  return async (incoming, outgoing) => {
    const address = addressOf(incoming, trustProxy)
    const attempt = attemptOf(incoming, address)
    const busy = guard.ofAddress(address) ?? (attempt && guard.ofAttempt(attempt))
    if (busy) {
      metrics.throttled()
      enterTooMany(deps, busy, attempt ?? { address })
      refuse(incoming, outgoing, busy)
      return
    }
    await handle(incoming, outgoing)
    if (attempt) judge(guard, attempt, outgoing.statusCode)
  }
}

function judge(guard: RequestGuard, attempt: Attempt, status: number): void {
  if (status === 401) guard.failed(attempt)
  else if (status < 400 && attempt.holder !== undefined) guard.proved(attempt)
}

function enterTooMany(
  { startup }: GuardedRequests,
  { setting }: TooMany,
  { address, holder }: Pick<Attempt, 'address' | 'holder'>,
): void {
  const entry = { event: 'rate-limited', outcome: '4', request: randomUUID(), refusal: setting } as const
  startup.surface?.refusals.record({ ...entry, ...present({ address, client: holder }) })
}

/** A client proves itself; without a header nobody can say whether it is the same secret again: each is a new one. */
function attemptOf({ method, url = '', headers }: IncomingMessage, address: string | undefined): Attempt | undefined {
  if (method !== 'POST' || !PROOFS.test(url)) return undefined
  const { authorization } = headers
  const holder = clientOf(authorization)
  return { address, secret: authorization ?? randomUUID(), ...(holder === undefined ? {} : { holder }) }
}

/** The client's id of HTTP Basic (RFC 6749 section 2.3.1). */
function clientOf(authorization: string | undefined): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  return Buffer.from(encoded, 'base64').toString().split(':')[0]
}

const WORDS = 'There are too many requests, or too many wrong secrets, from this address or of this client.'

/** An error of OAuth for programs, a line of text for people. */
function refuse({ headers }: IncomingMessage, outgoing: ServerResponse, { seconds }: TooMany): void {
  const message = `${WORDS} Try again in ${seconds} seconds.`
  const forPeople = headers.accept?.includes('text/html') === true
  outgoing.writeHead(429, {
    ...(headers.origin === undefined ? {} : CORS_HEADERS),
    'content-type': forPeople ? 'text/plain; charset=utf-8' : 'application/json',
    'retry-after': String(seconds),
  })
  outgoing.end(
    forPeople ? `${message}\n` : JSON.stringify({ error: 'temporarily_unavailable', error_description: message }),
  )
}
