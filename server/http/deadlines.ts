import { OutOfTime, type Deadline } from '#ports/deadline.ts'

/** How often to look whose time is up, in milliseconds: how much later than promised a request may be given up. */
const LOOK = 250
/** Work that was told to stop has so long to say so, in milliseconds; then its request is answered without it. */
const GRACE = 3000

/** The deadline of one request, to be closed when that has been answered. */
export interface OpenDeadline extends Deadline {
  /** Known once the token has been looked at. */
  caller?: string | undefined
  close(): void
}

/** Deadlines of all requests under way. They are all given the same time, so those opened first are over first. */
export class Deadlines {
  readonly #seconds: number
  readonly #open = new Set<RequestDeadline>()
  #timer: NodeJS.Timeout | undefined

  /** @param seconds that a request may take */
  constructor(seconds: number) {
    this.#seconds = seconds
  }

  /** How many there are. */
  get underWay(): number {
    return this.#open.size
  }

  /** @param overdue called when nobody has answered though time is up, and work was told so a while ago */
  open(overdue: (error: OutOfTime) => void): OpenDeadline {
    const deadline = new RequestDeadline(this.#seconds, overdue, (closed) => this.#open.delete(closed))
    this.#open.add(deadline)
    this.#timer ??= setInterval(() => {
      this.#look(performance.now())
    }, LOOK).unref()
    return deadline
  }

  /** Ends the time of everybody who is under way. */
  expire(reason: string): void {
    for (const deadline of this.#open) deadline.pass(reason)
  }

  #look(now: number): void {
    for (const deadline of this.#open) deadline.look(now)
    if (this.#open.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

class RequestDeadline implements OpenDeadline {
  caller: string | undefined
  readonly #overdue: (error: OutOfTime) => void
  readonly #closed: (deadline: RequestDeadline) => void
  readonly #seconds: number
  #until: number
  #reason: string | undefined
  #stops: Set<() => void> | undefined

  constructor(seconds: number, overdue: (error: OutOfTime) => void, closed: (deadline: RequestDeadline) => void) {
    this.#seconds = seconds
    this.#until = performance.now() + seconds * 1000
    this.#overdue = overdue
    this.#closed = closed
  }

  get passed(): boolean {
    return this.#reason !== undefined
  }

  whenPassed(stop: () => void): () => void {
    if (this.passed) {
      stop()
      return () => undefined
    }
    const stops = (this.#stops ??= new Set())
    stops.add(stop)
    return () => stops.delete(stop)
  }

  fault(): OutOfTime {
    return new OutOfTime(this.#reason ?? 'The request was given up.')
  }

  close(): void {
    this.#closed(this)
  }

  look(now: number): void {
    if (now < this.#until) return
    if (this.passed) {
      this.close()
      this.#overdue(this.fault())
      return
    }
    this.pass(
      `The request was given up after ${this.#seconds} seconds, the longest that one may take (setting MAX_REQUEST_SECONDS). Of a write nothing is kept.`,
    )
  }

  pass(reason: string): void {
    if (this.passed) return
    this.#reason = reason
    this.#until = performance.now() + GRACE
    const stops = this.#stops
    this.#stops = undefined
    stops?.forEach((stop) => {
      stop()
    })
  }
}
