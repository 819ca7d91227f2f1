import { setImmediate as turn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openBundle, type OpenedBundle } from '../bundle/open-bundle.ts'
import { faultOf } from '../bundle/portable-fault.ts'
import type { BundleResolution, EntryPrepared } from '../bundle/received-bundle.ts'
import type { PrepareDeps } from '../prepare-resource.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'

/** Entries that are sent together: what the other thread reads in a moment. */
const PART = 25

/** Reads and prepares bundles for the thread that started this one. */
export function servePrepareWorker(depsOf: (settings: WorkerSettings) => PrepareDeps): void {
  const port = parentPort
  if (!port) throw new Error('This is the main thread.')
  const settings = workerData as WorkerSettings
  const deps = depsOf(settings)
  const bundles = new Map<number, OpenedBundle>()
  const answer = (message: FromWorker) => {
    port.postMessage(message)
  }
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      bundles.delete(message.bundle)
      return
    }
    // What is no fault of the request ends the worker: its parent says so to whoever waits, and starts another.
    void serve(message).catch((error: unknown) => {
      queueMicrotask(() => {
        throw error
      })
    })
  })

  async function serve(message: Exclude<ToWorker, { readonly kind: 'close' }>): Promise<void> {
    const { call } = message
    try {
      if (message.kind === 'open') {
        const opened = openBundle(deps, message.body, settings.limits)
        bundles.set(message.bundle, opened)
        answer({ kind: 'outline', call, outline: opened.outline })
        return
      }
      const opened = bundles.get(message.bundle)
      if (!opened) return
      if (message.kind === 'body') answer({ kind: 'body', call, body: opened.body(message.entry) })
      else await prepare(opened, message.resolution, call)
    } catch (error) {
      answer({ kind: 'fault', call, fault: faultOf(error) })
    }
  }

  /** Between two parts others have their turn, so that a small bundle need not wait for a large one. */
  async function prepare(opened: OpenedBundle, resolution: BundleResolution, call: number): Promise<void> {
    let entries: EntryPrepared[] = []
    for (const entry of opened.prepare(resolution)) {
      entries.push(entry)
      if (entries.length < PART) continue
      answer({ kind: 'part', call, entries })
      entries = []
      await turn()
    }
    answer({ kind: 'part', call, entries })
    answer({ kind: 'done', call })
  }
}
