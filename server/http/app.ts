import type { RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { withAnswerHeaders } from './answer-headers.ts'
import { appSessionRoutes } from './auth/app-session-routes.ts'
import { authRoutes, type AuthRoutesDeps } from './auth/auth-routes.ts'
import { createFhirListener, isFhir, type FhirListenerDeps } from './fhir/fhir-listener.ts'
import { guardRequests } from './guard/guard-requests.ts'
import { appPages } from './site/app-pages.ts'
import { healthRoutes, type HealthDeps } from './site/health.ts'
import { pages } from './site/pages.ts'
import type { PagesDeps } from './site/pages-deps.ts'

/** Everything that the HTTP surface needs; a test can pass anything. */
export type HttpDeps = FhirListenerDeps & PagesDeps & AuthRoutesDeps & HealthDeps

/**
 * The whole HTTP surface. The FHIR base: request id, CORS, token, surface, figures (`fhir/fhir-listener.ts`).
 * Everything else, on Hono: headers, health, pages.
 */
export function createApp(deps: HttpDeps): RequestListener {
  const fhir = createFhirListener(deps)
  const answer = getRequestListener(createSite(deps).fetch, { overrideGlobalObjects: false })
  const site = withAnswerHeaders(deps.headers, guardRequests(deps, answer))
  return (incoming, outgoing) => {
    void (isFhir(incoming.url) ? fhir(incoming, outgoing) : site(incoming, outgoing))
  }
}

function createSite(deps: HttpDeps): Hono {
  const app = new Hono()
  app.route('/', healthRoutes(deps))
  app.use(async (c, next) => {
    if (!deps.startup.stopping) return next()
    return c.text('The server is stopping.\n', 503, { 'retry-after': '5', connection: 'close' })
  })
  app.route('/auth', authRoutes(deps))
  app.route('/app-session', appSessionRoutes(deps))
  app.route('/', pages(deps))
  app.route('/', appPages(deps.ehrOrigins))
  app.notFound((c) => c.text('There is nothing here. The start page is at /, the FHIR base at /fhir/r4.\n', 404))
  app.onError((error, c) => {
    if (isCut(c)) {
      deps.log.warn('request body did not come', { method: c.req.method })
      return c.text('The connection ended before the whole body had come.\n', 400)
    }
    deps.log.error('page failed', { error: error.name })
    return c.text('The server failed.\n', 500)
  })
  return app
}

/** Whether the request ended in the middle of its body: who sent it went away, or was too slow and has been told so (408). */
function isCut(c: Context): boolean {
  const { incoming } = c.env as HttpBindings
  return incoming.destroyed && !incoming.complete
}
