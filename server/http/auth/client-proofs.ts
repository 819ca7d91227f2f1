import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { decodeJwt } from 'jose'
import type { IncomingMessage } from 'node:http'
import { present } from '#domain/present.ts'
import type { AuthorizationServer } from '../../auth/provider/authorization-server.ts'
import type { Handled } from '../../auth/provider/handled-requests.ts'
import { requestForm } from '../../auth/provider/request-form.ts'
import { CORS_HEADERS } from '../fhir/cors.ts'
import { addressOf } from '../guard/caller-address.ts'
import type { Attempt, RequestGuard, Ticket, TooMany } from '../guard/request-guard.ts'
import { enterTooMany, TOO_MANY } from '../guard/too-many.ts'
import type { GuardedRequests } from '../guard/guard-requests.ts'

interface Env {
  Bindings: HttpBindings
}

/** What a request to `/token`, `/introspect` or `/revoke` tries. */
interface Tried {
  readonly whose: Pick<Attempt, 'address' | 'holder'>
  /** The proof that it brings; a public client has none, and so nothing that a neighbour could have guessed. */
  readonly attempt?: Attempt
  /** The code or refresh token, where it brings one. */
  readonly ticket?: Ticket
}

/** Where clients prove themselves: whoever guesses is told to wait, before anything is looked at. */
export async function proveClient(
  deps: GuardedRequests,
  c: Context<Env>,
  authorization: AuthorizationServer,
): Promise<Response> {
  const { guard, trustProxy } = deps
  const { incoming, outgoing } = c.env
  const tried = await triedBy(incoming, addressOf(incoming, trustProxy))
  const { whose, attempt, ticket } = tried
  const busy = (attempt && guard.ofAttempt(attempt)) ?? (ticket && guard.ofTicket(ticket))
  if (busy) return tooMany(deps, c, busy, whose)
  judge(guard, tried, await authorization.handle(incoming, outgoing))
  return RESPONSE_ALREADY_SENT
}

/** Whoever guesses is told to wait, in the words of OAuth. */
export function tooMany(
  { metrics, startup }: GuardedRequests,
  c: Context<Env>,
  busy: TooMany,
  whose: Pick<Attempt, 'address' | 'holder'>,
): Response {
  metrics.throttled()
  enterTooMany(startup, busy, whose)
  const cors = c.req.header('origin') === undefined ? {} : CORS_HEADERS
  const headers = { ...cors, 'cache-control': 'no-store', 'retry-after': String(busy.seconds) }
  return c.json({ error: 'temporarily_unavailable', error_description: TOO_MANY(busy) }, 429, headers)
}

/** A token that has just been issued here is no guess, whatever others guess from the address. */
function judge(guard: RequestGuard, { whose, attempt, ticket }: Tried, { refused, issued }: Handled): void {
  if (issued !== undefined) guard.proved({ address: whose.address, secret: issued })
  if (attempt && refused === 'invalid_client') guard.failed(attempt)
  if (attempt && refused === undefined) guard.proved(attempt)
  if (refused === 'invalid_grant' && ticket) guard.failedTicket(ticket)
}

async function triedBy(incoming: IncomingMessage, address: string | undefined): Promise<Tried> {
  const { authorization } = incoming.headers
  const form = await requestForm(incoming)
  const { holder, secret, once } = proofIn(authorization, form)
  const whose = { address, ...present({ holder }) }
  const value = form && ticketIn(form)
  return {
    whose,
    ...(secret === undefined ? {} : { attempt: { ...whose, secret, once } }),
    ...(value === undefined ? {} : { ticket: { ...whose, value } }),
  }
}

/** The client that a request names, and its proof. */
function proofIn(authorization: string | undefined, form: URLSearchParams | undefined) {
  if (authorization !== undefined) return { holder: clientOf(authorization), secret: authorization, once: false }
  const assertion = form?.get('client_assertion') ?? undefined
  if (assertion !== undefined) return { holder: signerOf(assertion), secret: assertion, once: true }
  return { holder: form?.get('client_id') ?? undefined, secret: undefined, once: false }
}

/** What works once. An EHR's id_token is none: an EHR that is badly set up would lock its own clinicians out. */
function ticketIn(form: URLSearchParams): string | undefined {
  const names: Readonly<Record<string, string>> = { authorization_code: 'code', refresh_token: 'refresh_token' }
  return form.get(names[form.get('grant_type') ?? ''] ?? '') ?? undefined
}

/** The client's id of HTTP Basic (RFC 6749 section 2.3.1). */
function clientOf(authorization: string): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  return Buffer.from(encoded, 'base64').toString().split(':')[0]
}

/** Whose an assertion says that it is: nobody has looked at its signature yet. */
function signerOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}
