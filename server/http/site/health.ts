import { Hono } from 'hono'
import type { Metrics } from '../observe/metrics.ts'
import type { Startup } from '../surface.ts'

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: what it did. */
export function healthRoutes({ startup, metrics }: { readonly startup: Startup; readonly metrics: Metrics }): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const reason = await notReady(startup)
    return reason === undefined
      ? c.json({ status: 'ready', ...indexStatus(startup) })
      : c.json({ status: 'not ready', reason }, 503)
  })
  app.get('/metrics', (c) =>
    c.text(metrics.text() + indexMetric(startup), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
  return app
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
