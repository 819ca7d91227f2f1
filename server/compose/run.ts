import { createLog } from '../log.ts'
import { publicUrl, readConfig, type Config } from '../config.ts'
import { compose, type Running } from '../compose.ts'
import { createApp } from '../http/app.ts'
import { createMetrics } from '../http/observe/metrics.ts'
import { observeServed } from '../http/observe/observe-served.ts'
import { listen } from '../http/server.ts'
import type { Startup, Surface } from '../http/surface.ts'
import { createIds } from '../ids.ts'
import { isInteraction } from './interactions.ts'
import { productVersion } from './product-version.ts'
import { onSignals } from './signals.ts'

/** Time for what is under way to be answered, in milliseconds. */
const PATIENCE = 20_000

/**
 * Runs the server until a signal ends it. It listens at once and is ready when everything is in (`/readyz`).
 * @throws ConfigError, ListenError, EmbeddedDatabaseError, DatabaseSetupError: each says what to do
 */
export async function run(mode: Config['mode'], environment: Record<string, string | undefined>): Promise<void> {
  const config = readConfig(environment, mode)
  const log = createLog(config.LOG_LEVEL)
  const clock = { now: () => Date.now() }
  const ids = createIds(clock)
  const metrics = createMetrics(isInteraction)
  const startup: { surface: Surface | undefined; stopping: boolean } & Startup = { surface: undefined, stopping: false }
  let running: Running | undefined
  const version = productVersion()
  const app = createApp({
    startup,
    metrics,
    log,
    ids,
    trustProxy: config.TRUST_PROXY,
    version,
    ...(mode === 'demo'
      ? { demo: { reader: () => running?.demo?.reader, months: () => running?.demo?.months() ?? [] } }
      : {}),
  })
  const http = await listen(app, { port: config.PORT, host: config.HOST })
  log.info('listening', { port: http.port, host: config.HOST, mode })
  const url = publicUrl(config, http.port)
  const composing = compose(config, { log, clock, ids, url, version, observe: observeServed(log, metrics) })
  onSignals(log, async () => {
    startup.stopping = true
    await http.drain(PATIENCE)
    await (await composing.catch(() => undefined))?.stop()
  })
  running = await composing
  startup.surface = running.surface
  log.info('ready', { ms: Math.round(performance.now()) })
  process.stdout.write(greeting(mode, url))
}

function greeting(mode: Config['mode'], url: string): string {
  if (mode === 'demo')
    return `CCM on FHIR is ready in demo mode (made-up data, this machine only): ${url}\nThe whole story: npm run journey. A token: npm run -s token -- --role clinical-staff\n`
  return `CCM on FHIR is ready: ${url}/fhir/r4\nNobody issues tokens yet: this version has no authorization server, and demo tokens are refused in production. Only metadata answers.\n`
}
