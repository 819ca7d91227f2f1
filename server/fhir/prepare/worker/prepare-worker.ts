import { Worker } from 'node:worker_threads'
import type { Log } from '#ports/log.ts'
import { collectPrepared } from '../bundle/collect-prepared.ts'
import { errorOf } from '../bundle/portable-fault.ts'
import type { EntryPrepared, ReceivedBundle } from '../bundle/received-bundle.ts'
import { fault } from '../../fault.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'

/** A worker without work gives its memory back after this, in milliseconds. */
const IDLE = 30_000

/** The thread in which bundles are read and prepared. It is started when the first comes, and again after it has died. */
export class PrepareWorker {
  readonly #entry: URL
  readonly #settings: WorkerSettings
  readonly #log: Log
  #running: RunningWorker | undefined
  #idle: NodeJS.Timeout | undefined

  /** @param entry the module that calls `servePrepareWorker` */
  constructor(entry: URL, settings: WorkerSettings, log: Log) {
    this.#entry = entry
    this.#settings = settings
    this.#log = log
  }

  /** Reads a Bundle; its bytes are given away. @throws FhirError 400, 413, 503 when the worker dies */
  async open(body: Uint8Array): Promise<ReceivedBundle> {
    clearTimeout(this.#idle)
    const running = (this.#running ??= this.#start())
    return running.open(body, () => {
      if (running.busy || this.#running !== running) return
      this.#idle = setTimeout(() => void this.close(), IDLE).unref()
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const running = this.#running
    this.#running = undefined
    await running?.end()
  }

  #start(): RunningWorker {
    const running = new RunningWorker(new Worker(this.#entry, { workerData: this.#settings }), (error) => {
      if (this.#running === running) this.#running = undefined
      if (error) this.#log.error('the worker that prepares bundles died', { error: error.name })
    })
    return running
  }
}

interface Call {
  readonly take: (message: FromWorker) => void
  readonly fail: (error: Error) => void
}

/** One life of the worker. */
class RunningWorker {
  readonly #worker: Worker
  readonly #calls = new Map<number, Call>()
  readonly #open = new Set<number>()
  #next = 0
  #dead = false

  constructor(worker: Worker, ended: (error: Error | undefined) => void) {
    this.#worker = worker
    let cause: Error | undefined
    worker.on('message', (message: FromWorker) => this.#calls.get(message.call)?.take(message))
    worker.on('error', (error) => {
      cause = error instanceof Error ? error : new Error('The worker failed.')
    })
    worker.on('exit', () => {
      this.#dead = true
      ended(cause)
      for (const { fail } of this.#calls.values()) fail(gone(cause))
      this.#calls.clear()
    })
    worker.unref()
  }

  get busy(): boolean {
    return this.#open.size > 0 || this.#calls.size > 0
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  async open(body: Uint8Array, closed: () => void): Promise<ReceivedBundle> {
    const bundle = ++this.#next
    this.#open.add(bundle)
    const close = () => {
      if (!this.#open.delete(bundle)) return
      if (!this.#dead) this.#post({ kind: 'close', bundle })
      closed()
    }
    try {
      const bytes = ownBytes(body)
      const answer = await this.#ask('outline', (call) => ({ kind: 'open', call, bundle, body: bytes }), [bytes.buffer])
      return this.#received(bundle, answer.outline, close)
    } catch (error) {
      close()
      throw error
    }
  }

  #received(bundle: number, outline: ReceivedBundle['outline'], close: () => void): ReceivedBundle {
    return {
      outline,
      close,
      prepare: async (resolution) => {
        const entries: EntryPrepared[] = []
        await this.#ask(
          'done',
          (call) => ({ kind: 'prepare', call, bundle, resolution }),
          [],
          (part) => {
            entries.push(...part)
          },
        )
        return collectPrepared(entries)
      },
      body: async (entry) => (await this.#ask('body', (call) => ({ kind: 'body', call, bundle, entry }))).body,
    }
  }

  #ask<K extends FromWorker['kind']>(
    kind: K,
    message: (call: number) => ToWorker,
    transfer: readonly ArrayBuffer[] = [],
    part: (entries: readonly EntryPrepared[]) => void = () => undefined,
  ): Promise<Extract<FromWorker, { kind: K }>> {
    const call = ++this.#next
    return new Promise((resolve, reject) => {
      if (this.#dead) {
        reject(gone())
        return
      }
      const settle = (settled: () => void) => {
        this.#calls.delete(call)
        if (this.#calls.size === 0) this.#worker.unref()
        settled()
      }
      this.#calls.set(call, {
        take: (answer) => {
          if (answer.kind === 'part') part(answer.entries)
          else
            settle(() => {
              if (isOf(answer, kind)) resolve(answer)
              else reject(answer.kind === 'fault' ? errorOf(answer.fault) : gone())
            })
        },
        fail: reject,
      })
      // While somebody waits for an answer the process must not end.
      this.#worker.ref()
      this.#post(message(call), transfer)
    })
  }

  #post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...transfer])
  }
}

function isOf<K extends FromWorker['kind']>(answer: FromWorker, kind: K): answer is Extract<FromWorker, { kind: K }> {
  return answer.kind === kind
}

/** Bytes in a buffer that nothing else lies in: such a one can be handed over without a copy. */
function ownBytes(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = body
  const whole = body.byteOffset === 0 && body.byteLength === buffer.byteLength && buffer instanceof ArrayBuffer
  return whole ? new Uint8Array(buffer) : new Uint8Array(body)
}

function gone(cause?: Error): Error {
  return fault(503, 'transient', 'The server could not finish reading the Bundle. Send it again.', {
    headers: { 'retry-after': '1' },
    ...(cause ? { cause } : {}),
  })
}
