import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '#domain/present.ts'
import type { Log } from '#ports/log.ts'
import { publicUrl, type Config } from '../config.ts'
import { compose, type Running } from '../compose.ts'
import { registeredEhrs } from '../config/ehr-settings.ts'
import { ehrOrigins } from '../config/ehr-origins.ts'
import { httpLimits } from '../config/limits-of.ts'
import { guardLimits } from '../config/guard-settings.ts'
import { answerHeaders } from '../http/answer-headers.ts'
import { createApp } from '../http/app.ts'
import { Deadlines } from '../http/deadlines.ts'
import { RequestGuard } from '../http/guard/request-guard.ts'
import { createMetrics } from '../http/observe/metrics.ts'
import { observeServed } from '../http/observe/observe-served.ts'
import { listen, type HttpServer } from '../http/server.ts'
import type { Startup, Surface } from '../http/surface.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { createIds } from '../ids.ts'
import { demoSite, secondEhrs } from './demo-site.ts'
import { isInteraction } from './interactions.ts'
import { productVersion } from './product-version.ts'

/** A process of the server that listens. */
export interface Started {
  /** What clients call it. */
  readonly url: string
  readonly port: number
  /** Resolves when everything is in; rejects when it cannot be had. */
  readonly ready: Promise<Running>
  /**
   * Answers what is under way, stores what waits, ends the database if it is ours. What comes meanwhile is told to come again.
   * @param hurry gives up what is under way, before STOP_SECONDS are over
   */
  stop(hurry?: Promise<void>): Promise<void>
}

/**
 * Listens at once and gets ready: `/readyz` says when.
 * @param seed what demo mode puts into its practice at the first start
 * @throws ListenError
 */
export async function start(config: Config, log: Log, seed = seedDemo): Promise<Started> {
  const clock = { now: () => Date.now() }
  const ids = createIds(clock)
  const limits = httpLimits(config)
  const headers = answerHeaders(config.PUBLIC_URL?.startsWith('https:') === true)
  const deadlines = new Deadlines(limits.requestSeconds)
  const metrics = createMetrics(isInteraction, () => deadlines.underWay)
  const version = productVersion()
  const state = new State()
  const ehrs = [...registeredEhrs(config.EHRS)]
  const app = createApp({
    startup: state,
    metrics,
    log,
    ids,
    trustProxy: config.TRUST_PROXY,
    limits,
    deadlines,
    headers,
    guard: new RequestGuard(guardLimits(config)),
    ...{ version, ownFigures: config.mode === 'demo', ...present({ metricsToken: config.METRICS_TOKEN }) },
    ...(config.mode === 'demo'
      ? { demo: demoSite(config, state, () => http.port), choices: () => state.running?.demo?.choices }
      : {}),
    ehrOrigins: () => ehrOrigins(ehrs),
  })
  const http = await listen(app, { port: config.PORT, host: config.HOST, limits, headers })
  log.info('listening', { port: http.port, host: config.HOST, mode: config.mode })
  const url = publicUrl(config, http.port)
  if (config.mode === 'demo') ehrs.push(...secondEhrs(config, http.port))
  const ready = compose(config, {
    log,
    clock,
    ids,
    url,
    version,
    ehrs,
    seed,
    observe: observeServed(log, metrics),
  }).then((running) => {
    log.info('ready', { ms: Math.round(performance.now()) })
    return (state.running = running)
  })
  return {
    url,
    port: http.port,
    ready,
    stop: (hurry) => stop({ state, http, deadlines, ready, hurry: patience(config.STOP_SECONDS, hurry) }),
  }
}

interface Stopping {
  readonly state: State
  readonly http: HttpServer
  readonly deadlines: Deadlines
  readonly ready: Promise<Running>
  /** When what is under way has had its time. */
  readonly hurry: Promise<void>
}

async function stop({ state, http, deadlines, ready, hurry }: Stopping): Promise<void> {
  state.stopping = true
  void hurry.then(() => {
    deadlines.expire('The server was stopped while this was under way. Of a write nothing is kept. Send it again.')
  })
  await http.drain(hurry)
  const running = await ready.catch(() => undefined)
  await running?.stop()
}

function patience(seconds: number, hurry: Promise<void> | undefined): Promise<void> {
  const over = sleep(seconds * 1000, undefined, { ref: false })
  return hurry ? Promise.race([over, hurry]) : over
}

class State implements Startup {
  running: Running | undefined = undefined
  stopping = false

  get surface(): Surface | undefined {
    return this.running?.surface
  }
}
