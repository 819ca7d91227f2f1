import { createContext, Script } from 'node:vm'
import { fault } from './fault.ts'

/** What one request may take of everybody's time at such work: everybody else waits meanwhile. */
const MOST_MS = 1000

const WORK = new Script('work()')
const ROOM: { work?: () => void } = createContext({})

/**
 * Time for work whose length others have written (the expressions of a definition, the parts of a value set), and that
 * does not stop by itself: it is stopped when the time of its request is used up.
 */
export class WorkTime {
  readonly #what: string
  readonly #status: 400 | 422
  #left = MOST_MS

  /** @param what takes so long, in words for the refusal: `The expressions` */
  constructor(what: string, status: 400 | 422 = 400) {
    this.#what = what
    this.#status = status
  }

  /**
   * Does what does not wait for anything, at once.
   * @throws FhirError 400 or 422, `too-costly`, when time is up; whatever the work throws
   */
  run<R>(work: () => R): R {
    const began = performance.now()
    try {
      return within(this.#left, work)
    } catch (error) {
      if (!isTimeout(error)) throw error
      throw fault(this.#status, 'too-costly', `${this.#what} take longer than ${MOST_MS} ms together.`)
    } finally {
      this.#left -= performance.now() - began
    }
  }
}

/** Does what cannot be stopped by itself, in a room that can be closed. @throws Error when time is up */
function within<R>(ms: number, work: () => R): R {
  const done: R[] = []
  ROOM.work = () => done.push(work())
  try {
    WORK.runInContext(ROOM, { timeout: Math.max(1, Math.ceil(ms)) })
  } finally {
    delete ROOM.work
  }
  return done[0] as R
}

/** Its class is that of the room, which is none of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
