import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import { isStream, type FhirRequest, type FhirResponse } from '../../fhir/exchange.ts'
import { fault, overLimit } from '../../fhir/fault.ts'
import { failureOf } from '../../fhir/outcome.ts'
import { failureResponse, withoutBody } from '../../fhir/serve.ts'
import type { AnswerHeaders } from '../answer-headers.ts'
import type { Deadlines, OpenDeadline } from '../deadlines.ts'
import { addressOf } from '../guard/caller-address.ts'
import { callerName, type Holding } from '../guard/held-bytes.ts'
import type { RequestGuard, TooMany } from '../guard/request-guard.ts'
import type { HttpLimits } from '../http-limits.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Startup, Surface } from '../surface.ts'
import { authenticate } from './authenticate.ts'
import { CORS_HEADERS, PREFLIGHT_HEADERS } from './cors.ts'
import { enterRefusal } from './enter-refusal.ts'
import { readBody } from './read-body.ts'
import { sendPieces } from './send-pieces.ts'
import { Throttled } from './throttled.ts'

/** Where the FHIR surface lies. */
export const FHIR_PATH = '/fhir/r4'

export interface FhirListenerDeps {
  readonly startup: Startup
  readonly metrics: Metrics
  readonly log: Log
  readonly ids: Ids
  /** A proxy of the operator stands in front and says whom it speaks for. */
  readonly trustProxy: boolean
  readonly limits: HttpLimits
  readonly deadlines: Deadlines
  readonly guard: RequestGuard
  readonly headers: AnswerHeaders
}

/** Whether a request's URL is below the FHIR base. */
export function isFhir(url: string | undefined): boolean {
  if (!url?.startsWith(FHIR_PATH)) return false
  const next = url.charAt(FHIR_PATH.length)
  return next === '' || next === '/' || next === '?'
}

/**
 * Serves the FHIR base on Node's own requests and responses: paths reach the surface as they were sent, stored text
 * reaches the socket as it is, and nothing is wrapped on the way (docs/decisions/0001).
 */
export function createFhirListener(deps: FhirListenerDeps) {
  const { data } = deps.headers
  const dataToPages = { ...data, ...CORS_HEADERS }
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(incoming, deps.ids)
    if (incoming.method === 'OPTIONS') {
      outgoing.writeHead(204, { ...data, ...PREFLIGHT_HEADERS, 'x-request-id': requestId }).end()
      return
    }
    const always = incoming.headers.origin === undefined ? data : dataToPages
    const refuse = (error: unknown) => {
      const address = addressOf(incoming, deps.trustProxy)
      enterRefusal(deps.startup.surface?.refusals, error, { request: requestId, address })
      send(outgoing, refused(deps, requestId, error), { requestId, always, log: deps.log })
    }
    const deadline = deps.deadlines.open(refuse)
    const [body, answered] = [deps.guard.holding(), deps.guard.holding()]
    try {
      const response = await answer(deps, incoming, { requestId, deadline, body, answered })
      body.release()
      holdAnswer(answered, response, { incoming, outgoing })
      send(outgoing, response, { requestId, always, log: deps.log })
    } catch (error) {
      refuse(error)
    } finally {
      deadline.close()
      body.release()
    }
  }
}

/** What is kept of one request. */
interface Kept {
  readonly requestId: string
  readonly deadline: OpenDeadline
  readonly body: Holding
  readonly answered: Holding
}

/** Answers shorter than this are held without being counted, in bytes. */
const SHORT = 16 * 1024

/**
 * Counts an answer until the client has taken it. What was written is told, however much that is.
 * @throws Throttled where nothing was written and the client has not taken enough of what it was answered before
 */
function holdAnswer(
  answered: Holding,
  { body }: FhirResponse,
  { incoming, outgoing }: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
): void {
  if (body === null || isStream(body) || body.length < SHORT || outgoing.destroyed) return
  const tooMuch = answered.take(body.length, !isReading(incoming))
  if (tooMuch) throw new Throttled(tooMuch, answered.caller)
  outgoing.once('close', () => {
    answered.release()
  })
}

function isReading({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' || (method === 'POST' && /\/_search\/?(\?|$)/.test(url))
}

function answer(
  { startup, trustProxy, limits, guard }: FhirListenerDeps,
  incoming: IncomingMessage,
  { requestId, deadline, body, answered }: Kept,
): FhirResponse | Promise<FhirResponse> {
  const address = addressOf(incoming, trustProxy)
  const busy = guard.ofAddress(address)
  if (busy) throw new Throttled(busy)
  const surface = surfaceOf(startup)
  const { path, query } = splitUrl(incoming.url ?? '', limits)
  const open = openAnswer(surface, incoming, { path, query, busy: () => guard.ofBeginning('metadata', address) })
  if (open) return open
  const principal = authenticate(incoming.headers.authorization, surface.verifier, { address, guard })
  const serve = (known: FhirRequest['principal']) => {
    body.of(known)
    answered.of(known)
    deadline.caller = callerName(known)
    const tooMany = guard.ofCaller(known) ?? answered.take(0)
    if (tooMany) throw new Throttled(tooMany, known)
    const hold = (bytes: number) => {
      const tooMuch = body.take(bytes)
      if (tooMuch) throw new Throttled(tooMuch, known)
    }
    return surface.serve({
      method: incoming.method ?? '',
      path,
      query,
      headers: incoming.headers,
      principal: known,
      requestId,
      deadline,
      ...(address === undefined ? {} : { address }),
      holds: (bytes) => body.take(bytes) === undefined,
      body: () => readBody(incoming, { limit: surface.bodyBytes, deadline, hold }),
    })
  }
  return principal instanceof Promise ? principal.then(serve) : serve(principal)
}

/** What needs no token: the CapabilityStatement, and discovery. */
function openAnswer(
  surface: Surface,
  { method, headers }: IncomingMessage,
  { path, query, busy }: { readonly path: string; readonly query: string; readonly busy: () => TooMany | undefined },
): FhirResponse | undefined {
  if (path === '/.well-known/smart-configuration') return discovery(surface, method)
  if (path.startsWith('/.well-known/'))
    throw fault(404, 'not-found', 'What can be discovered here is .well-known/smart-configuration.')
  if ((path !== '/metadata' && path !== '/metadata/') || (method !== 'GET' && method !== 'HEAD')) return undefined
  const tooMany = busy()
  if (tooMany) throw new Throttled(tooMany)
  const response = surface.capability({ headers, query })
  return method === 'HEAD' ? withoutBody(response) : response
}

function discovery({ authorization }: Surface, method: string | undefined): FhirResponse {
  if (method !== 'GET' && method !== 'HEAD')
    throw fault(405, 'not-supported', `${method ?? ''} does not work here; GET would.`, {
      headers: { allow: 'GET, HEAD' },
    })
  const body = JSON.stringify(authorization.smartConfiguration)
  const response = { status: 200, headers: { 'content-type': 'application/json' }, body }
  return method === 'HEAD' ? withoutBody(response) : response
}

function surfaceOf({ surface, stopping }: Startup): Surface {
  if (surface && !stopping) return surface
  const text = stopping ? 'The server is stopping.' : 'The server is starting: /readyz says when it is ready.'
  throw fault(503, 'transient', text, {
    headers: stopping ? { 'retry-after': '5', connection: 'close' } : { 'retry-after': '1' },
  })
}

/** @throws FhirError 414 */
function splitUrl(url: string, { urlBytes }: HttpLimits): { readonly path: string; readonly query: string } {
  if (url.length > urlBytes)
    throw overLimit(
      'MAX_URL_KB',
      414,
      `The URL is longer than ${Math.round(urlBytes / 1024)} kB. A search can be sent by POST to _search.`,
    )
  const mark = url.indexOf('?')
  return mark < 0
    ? { path: url.slice(FHIR_PATH.length), query: '' }
    : { path: url.slice(FHIR_PATH.length, mark), query: url.slice(mark + 1) }
}

/** The client's own id where it is one that a log can bear, else a new one. */
function requestIdOf({ headers }: IncomingMessage, ids: Ids): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[A-Za-z0-9][A-Za-z0-9\-._]{7,63}$/.test(given) ? given : ids.next()
}

function refused({ metrics, log }: FhirListenerDeps, requestId: string, error: unknown): FhirResponse {
  const failure = failureOf(error)
  if (failure.status === 401) metrics.unauthenticated()
  if (failure.status === 429) metrics.throttled()
  if (failure.unexpected)
    log.error('request failed', { request: requestId, error: error instanceof Error ? error.name : typeof error })
  else log.info('request refused', { request: requestId, status: failure.status })
  return failureResponse(failure)
}

function send(
  outgoing: ServerResponse,
  { status, headers, body }: FhirResponse,
  {
    requestId,
    always,
    log,
  }: { readonly requestId: string; readonly always: FhirResponse['headers']; readonly log: Log },
): void {
  if (outgoing.destroyed || outgoing.headersSent) return
  outgoing.writeHead(status, {
    ...lengthOf({ status, headers, body }),
    ...headers,
    ...always,
    'x-request-id': requestId,
  })
  if (body === null) outgoing.end()
  else if (isStream(body)) void sendPieces(outgoing, body, log)
  else outgoing.end(body)
}

/** Of an answer to HEAD the surface has said the length itself. */
function lengthOf({ status, headers, body }: FhirResponse): { readonly 'content-length'?: number } {
  if (isStream(body) || headers['transfer-encoding'] !== undefined) return {}
  if (body === null) return status === 204 || status === 304 ? {} : { 'content-length': 0 }
  return { 'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength }
}
