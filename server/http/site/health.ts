import { hash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import type { GuardedRequests } from '../guard/guard-requests.ts'
import { enterUnproven } from '../fhir/enter-refusal.ts'
import { addressOf, isLoopback } from '../guard/caller-address.ts'
import type { Attempt } from '../guard/request-guard.ts'
import { enterTooMany, TOO_MANY } from '../guard/too-many.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Startup } from '../surface.ts'

/** What the pages for whoever runs the server need. */
export interface HealthDeps extends GuardedRequests {
  readonly metrics: Metrics
  /** Opens `/metrics`; absent: no token does. */
  readonly metricsToken?: string
  /**
   * This machine sees `/metrics` without a token: of a demo, which nobody else reaches. In production all the world may come
   * from here, by a proxy that does not say for whom it speaks.
   */
  readonly ownFigures: boolean
}

interface Env {
  Bindings: HttpBindings
}

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: what it did. */
export function healthRoutes(deps: HealthDeps): Hono<Env> {
  const { startup } = deps
  const app = new Hono<Env>()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const reason = await notReady(startup)
    return reason === undefined
      ? c.json({ status: 'ready', ...indexStatus(startup) })
      : c.json({ status: 'not ready', reason }, 503)
  })
  app.get('/metrics', (c) => figures(deps, c))
  return app
}

/** How much a practice works, and how often strangers are refused, is its operator's business: of whoever holds the token. */
function figures(deps: HealthDeps, c: Context<Env>): Response {
  const { metrics, startup, trustProxy, ownFigures } = deps
  const address = addressOf(c.env.incoming, trustProxy)
  if (ownFigures && isLoopback(address)) return text(c, metrics.text() + indexMetric(startup))
  const secret = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (secret !== undefined) return figuresFor(deps, c, { address, secret })
  enterUnproven(deps, { address, request: randomUUID() })
  return refused(c)
}

function figuresFor(deps: HealthDeps, c: Context<Env>, attempt: Attempt): Response {
  const { guard, metrics, startup, metricsToken } = deps
  const busy = guard.ofAttempt(attempt)
  if (busy) {
    metrics.throttled()
    enterTooMany(startup, busy, attempt)
    return c.text(`${TOO_MANY(busy)}\n`, 429, { 'retry-after': String(busy.seconds) })
  }
  if (metricsToken !== undefined && isSame(attempt.secret, metricsToken)) {
    guard.proved(attempt)
    return text(c, metrics.text() + indexMetric(startup))
  }
  guard.failed(attempt)
  enterUnproven(deps, { ...attempt, request: randomUUID() })
  return refused(c)
}

function refused(c: Context<Env>): Response {
  return c.text('Figures are for whoever sends the token of the setting METRICS_TOKEN.\n', 401, {
    'www-authenticate': 'Bearer realm="metrics"',
  })
}

function text(c: Context<Env>, figures: string): Response {
  return c.text(figures, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
}

/** In a time that says nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'))
}

/** It can serve, but for searches that ask what is outdated. */
function indexStatus({ surface }: Startup): { readonly searchIndex?: 'outdated' } {
  return outdated(surface) > 0 ? { searchIndex: 'outdated' } : {}
}

function indexMetric({ surface }: Startup): string {
  const name = 'ccm_search_index_outdated_types'
  return `# HELP ${name} Resource types whose search index has to be rebuilt.\n# TYPE ${name} gauge\n${name} ${outdated(surface)}\n`
}

function outdated(surface: Startup['surface']): number {
  return surface?.outdatedTypes().length ?? 0
}

async function notReady({ surface, stopping }: Startup): Promise<string | undefined> {
  if (stopping) return 'stopping'
  if (!surface) return 'starting'
  return surface.ping().then(
    () => undefined,
    () => 'the database does not answer',
  )
}
