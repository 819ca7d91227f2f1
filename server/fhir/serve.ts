import { requireTime } from '#ports/deadline.ts'
import type { Failure } from './outcome.ts'
import { failureOf } from './outcome.ts'
import { header, isStream, type FhirRequest, type FhirResponse } from './exchange.ts'
import { fault } from './fault.ts'
import { createGuard } from './guards/guard.ts'
import { recordAccess, type Access } from './guards/record-access.ts'
import type { AccessTrace, FhirDeps, Served } from './interaction.ts'
import { FHIR_JSON, negotiate } from './media-types.ts'
import { createOperationRoute } from './operations/operation-router.ts'
import { parsePreferences } from './preferences.ts'
import { capabilityRoute } from './routes/capability.ts'
import { ROUTES, type RouteEntry } from './routes/route-table.ts'
import { parsePairs, valueOf } from './search/query-string.ts'
import { indented } from './shape/indented.ts'
import { targetOf, type Target } from './target.ts'

/** The FHIR surface: a request in, a response out. It never rejects. */
export type FhirServer = (request: FhirRequest) => Promise<FhirResponse>

/** Puts the surface together. The token has been verified; everything else is checked here or in the routes. */
export function createFhirServer(deps: FhirDeps): FhirServer {
  const operations = new Set(deps.operations.map(({ name }) => name))
  const routes = routeIndex([...ROUTES, ...operationRoutes(deps), ...capabilityRoutes(deps)])
  const serve: FhirServer = async (request) => {
    const started = performance.now()
    const access = new Accessed(request)
    try {
      const response = indented(request.query, await answer(access, request))
      recordAccess(deps, access, { status: response.status })
      deps.observe(served(access, response.status, started))
      return request.method === 'HEAD' ? withoutBody(response) : response
    } catch (error) {
      const failure = failureOf(error)
      recordAccess(deps, access, { status: failure.status, refusal: failure.reason })
      deps.observe(served(access, failure.status, started))
      if (failure.unexpected) logUnexpected(deps, request, error)
      return failureResponse(failure)
    }
  }
  const answer = (access: Accessed, request: FhirRequest): Promise<FhirResponse> => {
    requireTime(request.deadline)
    const target = targetOf(request.path)
    access.target = target
    const entry = routeFor(routes, target, request.method)
    access.interaction = nameOf(entry, target, operations)
    access.action = entry.action
    if (!CHOOSING.has(target.kind)) negotiate(header(request, 'accept'), formatOf(request))
    const preferences = parsePreferences(header(request, 'prefer'))
    const guard = createGuard(request, deps)
    return entry.route({ request, target, deps, preferences, guard, trace: access.trace, serve })
  }
  return serve
}

/** What does not always answer with a resource sees to the client's `Accept` itself. */
const CHOOSING: ReadonlySet<Target['kind']> = new Set(['operation', 'job-file'])

/** What is known of an access so far; of one that fails early, little. */
class Accessed implements Access {
  readonly request: FhirRequest
  readonly trace: AccessTrace = {}
  target: Target | undefined = undefined
  interaction: string
  action: RouteEntry['action'] = 'E'

  constructor(request: FhirRequest) {
    this.request = request
    this.interaction = request.method
  }
}

function served({ request, target, interaction }: Accessed, status: number, started: number): Served {
  const type = target !== undefined && 'type' in target ? target.type : undefined
  return {
    requestId: request.requestId,
    tenant: request.principal.tenant.key,
    client: request.principal.client,
    interaction,
    ...(type === undefined ? {} : { type }),
    status,
    milliseconds: performance.now() - started,
  }
}

type RouteIndex = ReadonlyMap<Target['kind'], ReadonlyMap<string, RouteEntry>>

function routeIndex(entries: readonly RouteEntry[]): RouteIndex {
  const index = new Map<Target['kind'], Map<string, RouteEntry>>()
  for (const entry of entries) {
    const methods = index.get(entry.kind) ?? new Map<string, RouteEntry>()
    index.set(entry.kind, methods.set(entry.method, entry))
  }
  for (const methods of index.values()) {
    const get = methods.get('GET')
    if (get) methods.set('HEAD', get)
  }
  return index
}

function operationRoutes(deps: FhirDeps): RouteEntry[] {
  const route = createOperationRoute(deps.operations)
  const entry = { kind: 'operation', interaction: 'operation', action: 'E', route } as const
  return [
    { ...entry, method: 'GET' },
    { ...entry, method: 'POST' },
  ]
}

function capabilityRoutes(deps: FhirDeps): RouteEntry[] {
  const route = capabilityRoute(deps)
  return [{ kind: 'metadata', method: 'GET', interaction: 'capabilities', action: 'R', route }]
}

function routeFor(routes: RouteIndex, target: Target, method: string): RouteEntry {
  const methods = routes.get(target.kind)
  const entry = methods?.get(method)
  if (entry) return entry
  const allow = [...(methods?.keys() ?? [])].join(', ')
  throw fault(405, 'not-supported', `${method} does not work here; ${allow} would.`, { headers: { allow } })
}

/**
 * `history-instance`, `search-type`, `$ccm-month`: FHIR names some interactions by their level. An operation that is not
 * there gives no name: it stands in the log, and a client may have written anything.
 */
function nameOf({ interaction }: RouteEntry, target: Target, operations: ReadonlySet<string>): string {
  if (target.kind === 'operation') return operations.has(target.name) ? `$${target.name}` : interaction
  if (interaction !== 'history' && interaction !== 'search') return interaction
  if (target.kind === 'compartment') return 'search-type'
  const type = 'type' in target ? target.type : undefined
  const id = 'id' in target ? target.id : undefined
  return `${interaction}-${id === undefined ? (type === undefined ? 'system' : 'type') : 'instance'}`
}

function formatOf({ query }: FhirRequest): string | undefined {
  return query.includes('_format') ? valueOf(parsePairs(query), '_format') : undefined
}

const IN_PIECES = { 'transfer-encoding': 'chunked' }

/** The answer to HEAD: what GET would answer, with its length, but without its body. */
export function withoutBody(response: FhirResponse): FhirResponse {
  if (response.body === null) return response
  if (isStream(response.body)) return { ...response, headers: { ...response.headers, ...IN_PIECES }, body: null }
  const length = typeof response.body === 'string' ? Buffer.byteLength(response.body) : response.body.byteLength
  return { ...response, headers: { ...response.headers, 'content-length': String(length) }, body: null }
}

/** A failure as the caller sees it. */
export function failureResponse({ status, outcome, headers }: Failure): FhirResponse {
  return { status, headers: { 'content-type': FHIR_JSON, ...headers }, body: JSON.stringify(outcome) }
}

/** Messages of errors may hold what was sent; where it happened is enough to find it. */
function logUnexpected({ log }: FhirDeps, { requestId, method }: FhirRequest, error: unknown): void {
  const fields = { request: requestId, method }
  if (!(error instanceof Error)) {
    log.error('request failed', { ...fields, error: typeof error })
    return
  }
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join(' | ')
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  log.error('request failed', { ...fields, error: error.name, code, at })
}
