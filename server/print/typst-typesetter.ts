import { Worker } from 'node:worker_threads'
import type { Paper } from '#domain/paper/paper.ts'
import type { Log } from '#ports/log.ts'
import { NotTypeset, type Typesetter } from '#ports/typesetter.ts'
import type { TypesetAnswer, TypesetOrder } from './typeset-messages.ts'

/** A worker without work gives its memory back after this, in milliseconds. */
const IDLE = 30_000

interface Waiting {
  readonly resolve: (pdf: Uint8Array) => void
  readonly reject: (error: Error) => void
}

/** Sets papers by Typst, in a thread that is started when the first comes and ended when none has come for a while. */
export function createTypesetter(log: Log): Typesetter {
  let press: Press | undefined
  let idle: NodeJS.Timeout | undefined
  const stop = async () => {
    clearTimeout(idle)
    const ending = press
    press = undefined
    await ending?.end()
  }
  return {
    async pdf(paper: Paper) {
      clearTimeout(idle)
      const running = (press ??= new Press((error) => {
        if (press === running) press = undefined
        if (error) log.error('the typesetter died', { error: error.name })
      }))
      try {
        return await running.set(JSON.stringify(paper))
      } finally {
        clearTimeout(idle)
        idle = setTimeout(() => void stop(), IDLE).unref()
      }
    },
    stop,
  }
}

/** One life of the thread. */
class Press {
  readonly #worker = new Worker(new URL('typeset-worker.ts', import.meta.url))
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  constructor(ended: (error: Error | undefined) => void) {
    let cause: Error | undefined
    this.#worker.on('message', ({ number, pdf, fault }: TypesetAnswer) => {
      const waiting = this.#waiting.get(number)
      this.#waiting.delete(number)
      if (this.#waiting.size === 0) this.#worker.unref()
      if (pdf) waiting?.resolve(pdf)
      else waiting?.reject(new NotTypeset(fault))
    })
    this.#worker.on('error', (error) => {
      cause = error instanceof Error ? error : new Error('The typesetter failed.')
    })
    this.#worker.on('exit', () => {
      ended(cause)
      const text = 'This server cannot make PDFs: there is no typesetter for its platform, or it failed.'
      for (const { reject } of this.#waiting.values()) reject(new NotTypeset(text, { cause }))
      this.#waiting.clear()
    })
    this.#worker.unref()
  }

  set(paper: string): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const number = ++this.#next
      this.#waiting.set(number, { resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage({ number, paper } satisfies TypesetOrder)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
