/** When a request must have been answered. Whoever works for it longer than a moment looks at it, or is told. */
export interface Deadline {
  /** Whose request it is, in a form that is the same for all of one caller; absent: nobody's in particular. */
  readonly caller?: string | undefined
  /** Time is up: nothing new is begun. */
  readonly passed: boolean
  /** Calls `stop` once when time is up, at once when it is already. Answers how to be told no more. */
  whenPassed(stop: () => void): () => void
  /** What becomes of work that is given up. */
  fault(): OutOfTime
}

/** The request was given up, and of a write nothing is kept (HTTP 503). The message says why. */
export class OutOfTime extends Error {
  readonly code = 'OUT_OF_TIME'
}

/** @throws OutOfTime when time is up */
export function requireTime(deadline: Deadline | undefined): void {
  if (deadline?.passed === true) throw deadline.fault()
}
