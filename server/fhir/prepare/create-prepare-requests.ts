import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Limits } from '../limits.ts'
import { collectPrepared } from './bundle/collect-prepared.ts'
import { openBundle } from './bundle/open-bundle.ts'
import type { ReceivedBundle } from './bundle/received-bundle.ts'
import type { PrepareDeps } from './prepare-resource.ts'
import type { PrepareRequests } from './prepare-requests.ts'
import { receiveResource } from './received-resource.ts'
import { PrepareWorker } from './worker/prepare-worker.ts'

/** Bundles of at most so many bytes are read where they arrive: a few milliseconds of work. */
const SMALL = 16 * 1024

/** What preparing requests needs besides. */
export interface RequestPreparing {
  /** The server's FHIR base URL. */
  readonly base: string
  readonly clock: Clock
  readonly limits: Limits
  readonly log: Log
  /** The module that calls `servePrepareWorker`, with the same parts as `deps`. */
  readonly worker: URL
}

/** Prepares what clients send: single resources and small bundles here, large bundles in a worker thread. */
export function createPrepareRequests(
  deps: PrepareDeps,
  { base, clock, limits, log, worker }: RequestPreparing,
): PrepareRequests {
  const { jsonDepth, jsonValues, bundleEntries } = limits
  const thread = new PrepareWorker(worker, { base, limits: { jsonDepth, jsonValues, bundleEntries } }, log)
  const now = () => clock.now()
  return {
    read: (body, type) => receiveResource(deps, body, type, { limits, now }),
    bundle: async (body) => (body.byteLength > SMALL ? thread.open(body) : openHere(deps, body, limits)),
    close: () => thread.close(),
  }
}

function openHere(deps: PrepareDeps, body: Uint8Array, limits: Limits): ReceivedBundle {
  const opened = openBundle(deps, body, limits)
  return {
    outline: opened.outline,
    prepare: (resolution) => attempted(() => collectPrepared(opened.prepare(resolution))),
    body: (entry) => Promise.resolve(opened.body(entry)),
    close: () => undefined,
  }
}

/** What fails at once fails as what is awaited does. */
function attempted<R>(work: () => R): Promise<R> {
  return new Promise((resolve) => {
    resolve(work())
  })
}
