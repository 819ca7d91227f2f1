import { requireTime, type Deadline } from '#ports/deadline.ts'

/** How many of one caller's go on at once. */
export interface TurnLimits {
  readonly usual: number
  /** Of a caller of whom one was slow of late. */
  readonly slow: number
  /** Slow is what takes longer, in milliseconds. */
  readonly slowAfter: number
}

/** For so long a caller is remembered as slow, in milliseconds. */
const MEMORY = 60_000
/** Callers that are remembered. */
const CAPACITY = 10_000

interface Known {
  underWay: number
  slowUntil: number
  readonly waiting: Set<() => void>
}

/**
 * Whose turn it is, where everybody shares a few connections: nobody takes them all for long, whoever asks at once for a
 * hundred things that take long. Who is no caller (the server's own work) waits for no turn.
 */
export class Turns {
  readonly #limits: TurnLimits
  readonly #known = new Map<string, Known>()

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /**
   * Does the work when it is its caller's turn.
   * @throws OutOfTime when the request's time is up first; whatever the work throws
   */
  async take<R>(deadline: Deadline | undefined, work: () => Promise<R>): Promise<R> {
    const name = deadline?.caller
    if (name === undefined) return work()
    const known = this.#knownBy(name)
    if (known.underWay < this.#most(known)) known.underWay++
    else await waitIn(known, deadline)
    try {
      return await work()
    } finally {
      known.underWay--
      this.#callNext(name, known)
    }
  }

  /** Says how long something of the request's took, without what it waited for others. */
  took(deadline: Deadline | undefined, ms: number): void {
    if (deadline?.caller === undefined || ms <= this.#limits.slowAfter) return
    this.#knownBy(deadline.caller).slowUntil = performance.now() + MEMORY
  }

  #knownBy(name: string): Known {
    const known = this.#known.get(name)
    if (known) return known
    const [oldest] = this.#known
    if (oldest && this.#known.size >= CAPACITY && oldest[1].underWay === 0) this.#known.delete(oldest[0])
    const fresh: Known = { underWay: 0, slowUntil: 0, waiting: new Set() }
    this.#known.set(name, fresh)
    return fresh
  }

  #most({ slowUntil }: Known): number {
    return slowUntil > performance.now() ? this.#limits.slow : this.#limits.usual
  }

  #callNext(name: string, known: Known): void {
    for (const call of known.waiting) {
      if (known.underWay >= this.#most(known)) return
      known.waiting.delete(call)
      known.underWay++
      call()
    }
    if (known.underWay === 0 && known.slowUntil <= performance.now()) this.#known.delete(name)
  }
}

/** Resolves when the caller's turn has come, and is counted. @throws OutOfTime */
function waitIn({ waiting }: Known, deadline: Deadline | undefined): Promise<void> {
  requireTime(deadline)
  return new Promise((resolve, reject) => {
    const call = () => {
      told?.()
      resolve()
    }
    waiting.add(call)
    const told = deadline?.whenPassed(() => {
      waiting.delete(call)
      reject(deadline.fault())
    })
  })
}
