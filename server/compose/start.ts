import type { Log } from '#ports/log.ts'
import { publicUrl, type Config } from '../config.ts'
import { compose, type Running } from '../compose.ts'
import { createApp } from '../http/app.ts'
import { createMetrics } from '../http/observe/metrics.ts'
import { observeServed } from '../http/observe/observe-served.ts'
import { listen } from '../http/server.ts'
import type { Startup, Surface } from '../http/surface.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { storyOf } from '../demo/stories.ts'
import { createIds } from '../ids.ts'
import { isInteraction } from './interactions.ts'
import { productVersion } from './product-version.ts'

/** A process of the server that listens. */
export interface Started {
  /** What clients call it. */
  readonly url: string
  readonly port: number
  /** Resolves when everything is in; rejects when it cannot be had. */
  readonly ready: Promise<Running>
  /** Answers what is under way, stores what waits, ends the database if it is ours. */
  stop(): Promise<void>
}

/** Time for what is under way to be answered, in milliseconds. */
const PATIENCE = 20_000

/**
 * Listens at once and gets ready: `/readyz` says when.
 * @param seed what demo mode puts into its practice at the first start
 * @throws ListenError
 */
export async function start(config: Config, log: Log, seed = seedDemo): Promise<Started> {
  const clock = { now: () => Date.now() }
  const ids = createIds(clock)
  const metrics = createMetrics(isInteraction)
  const version = productVersion()
  const state = new State()
  const demo = {
    reader: () => state.running?.demo?.reader,
    months: () => state.running?.demo?.months() ?? [],
    shows: storyOf,
  }
  const app = createApp({
    startup: state,
    metrics,
    log,
    ids,
    trustProxy: config.TRUST_PROXY,
    version,
    ...(config.mode === 'demo' ? { demo } : {}),
  })
  const http = await listen(app, { port: config.PORT, host: config.HOST })
  log.info('listening', { port: http.port, host: config.HOST, mode: config.mode })
  const url = publicUrl(config, http.port)
  const ready = compose(config, { log, clock, ids, url, version, seed, observe: observeServed(log, metrics) }).then(
    (running) => {
      log.info('ready', { ms: Math.round(performance.now()) })
      return (state.running = running)
    },
  )
  return {
    url,
    port: http.port,
    ready,
    async stop() {
      state.stopping = true
      await http.drain(PATIENCE)
      const running = await ready.catch(() => undefined)
      await running?.stop()
    },
  }
}

class State implements Startup {
  running: Running | undefined = undefined
  stopping = false

  get surface(): Surface | undefined {
    return this.running?.surface
  }
}
