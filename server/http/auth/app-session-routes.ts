import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { present } from '#domain/present.ts'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import type { AppSession } from '../../auth/app-session/app-session.ts'
import type { SessionCall } from '../../auth/app-session/app-session-deps.ts'
import type { SessionAnswer } from '../../auth/app-session/session-answer.ts'
import { SessionRefused } from '../../auth/app-session/session-refused.ts'
import { addressOf, networkOf } from '../guard/caller-address.ts'
import type { GuardedRequests } from '../guard/guard-requests.ts'
import { Rate } from '../guard/rate.ts'
import type { TooMany } from '../guard/request-guard.ts'
import { enterTooMany } from '../guard/too-many.ts'
import { shortBody } from '../short-body.ts'

/** What opening the app over HTTP needs. */
export interface AppSessionRoutesDeps extends GuardedRequests {
  readonly ids: Ids
  readonly log: Log
}

interface Env {
  Bindings: HttpBindings
}
type Asked = Context<Env>

/** Codes and states are far shorter; whatever is longer is none of ours. */
const BODY_BYTES = 16_384

const text = () => z.string().min(1).max(8_192)
const launchRequest = z.strictObject({
  iss: text().optional(),
  launch: text().optional(),
  renews: z.boolean().optional(),
  chart: z.boolean().optional(),
  loginHint: text().optional(),
})
const redeemRequest = z.strictObject({ code: text(), state: text(), proof: text().optional() })
const handleRequest = z.strictObject({ handle: text() })
/** The kind of failure and four characters: there is no room for anything of a patient. */
const failureReport = z.strictObject({ code: z.string().regex(/^L-\d{3}-[2-9A-HJ-NP-Z]{4}$/) })

/** Failures that one address, and that all together, may report in a second, in the long run. */
const REPORTS = { address: 0.5, all: 20 }

/** `/app-session`: how our own app is opened, goes on and ends (docs/app-launch.md). */
export function appSessionRoutes(deps: AppSessionRoutesDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.use(shortBody(BODY_BYTES, () => json({ code: 'bad-request', details: {} }, 413)))
  app.post('/launches', (c) => {
    const address = addressOf(c.env.incoming, deps.trustProxy)
    const busy = deps.guard.ofBeginning('launch', address)
    return busy ? tooMany(deps, busy, address) : begin(deps, c)
  })
  app.post('/redeem', (c) =>
    answered(deps, c, async (session, call) => {
      const { code, state, proof } = await bodyOf(c, redeemRequest)
      return begun(deps, call, await session.redeem({ code, state, ...present({ proof }) }, call))
    }),
  )
  app.post('/resume', (c) =>
    answered(deps, c, async (session, call) =>
      begun(deps, call, await session.resume((await bodyOf(c, handleRequest)).handle, call)),
    ),
  )
  app.post('/end', (c) =>
    answered(deps, c, async (session, call) => {
      await session.end((await bodyOf(c, handleRequest)).handle, call)
      return c.body(null, 204)
    }),
  )
  app.post('/failures', failures(deps))
  return app
}

/** Begins a launch. */
function begin(deps: AppSessionRoutesDeps, c: Asked): Promise<Response> {
  return answered(deps, c, async (session) => json(await session.launch(present(await bodyOf(c, launchRequest))), 201))
}

function tooMany({ metrics, startup }: AppSessionRoutesDeps, busy: TooMany, address: string | undefined): Response {
  metrics.throttled()
  enterTooMany(startup, busy, { address })
  return json({ code: 'too-many', details: {} }, 429, { 'retry-after': String(busy.seconds) })
}

/** Enters the support code of a failure that the page met by itself, so that support finds it in the log. Asks no session. */
function failures({ ids, log, trustProxy }: AppSessionRoutesDeps): (c: Asked) => Promise<Response> {
  const [each, all] = [new Rate(REPORTS.address), new Rate(REPORTS.all)]
  return async (c) => {
    const now = performance.now()
    const address = networkOf(addressOf(c.env.incoming, trustProxy))
    if (each.wait(address, now) > 0 || all.wait('all', now) > 0) return json({ code: 'too-many', details: {} }, 429)
    if (!isOwnPage(c)) return json({ code: 'bad-request', details: {} }, 403)
    const { success, data } = failureReport.safeParse(await c.req.json().catch(() => undefined))
    if (!success) return json({ code: 'bad-request', details: {} }, 400)
    log.info('app page failed', { request: ids.next(), code: data.code })
    return c.body(null, 204)
  }
}

/** A token that has just been issued here is no guess, whatever others guess from the address. */
function begun({ guard }: AppSessionRoutesDeps, { address }: SessionCall, answer: SessionAnswer): Response {
  guard.proved({ address, secret: answer.fhir.accessToken })
  return json(answer, 200)
}

/** Answers what `act` gives, or why it does not: with a trace that the log has too. */
async function answered(
  { startup, ids, log, trustProxy }: AppSessionRoutesDeps,
  c: Asked,
  act: (session: AppSession, call: SessionCall) => Promise<Response>,
): Promise<Response> {
  const request = ids.next()
  const trace = request.slice(-6).toUpperCase()
  const session = startup.surface?.appSession
  if (!session) return json({ code: 'starting', trace, details: {} }, 503, { 'retry-after': '1' })
  if (!isOwnPage(c)) return json({ code: 'bad-request', trace, details: { field: 'origin' } }, 403)
  try {
    return await act(session, { request, ...present({ address: addressOf(c.env.incoming, trustProxy) }) })
  } catch (error) {
    if (!(error instanceof SessionRefused)) throw error
    const { fault, status, details } = error
    log.info('app session refused', { request, trace, code: fault, ...causeOf(error) })
    return json({ code: fault, trace, details }, status)
  }
}

/** A page of ours asks from its own origin, and says that it sends JSON: no other site's page can do both. */
function isOwnPage(c: Asked): boolean {
  const site = c.req.header('sec-fetch-site')
  const sent = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  return (site === undefined || site === 'same-origin') && sent === 'application/json'
}

/** @throws SessionRefused `bad-request`, naming the field */
async function bodyOf<T extends z.ZodType>(c: Asked, shape: T): Promise<z.output<T>> {
  const parsed = shape.safeParse(await c.req.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new SessionRefused('bad-request', { field: field === '' ? 'body' : field })
}

function causeOf({ cause }: SessionRefused): { readonly cause?: string } {
  return cause instanceof Error ? { cause: cause.name } : {}
}

function json(body: object, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}
