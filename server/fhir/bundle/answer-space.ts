import type { FhirRequest } from '../exchange.ts'
import { overLimit, type FhirError } from '../fault.ts'
import type { Limits } from '../limits.ts'

/**
 * How much the answers to the entries of one Bundle may hold together: they are held in memory until all are there. The first
 * is as long as it is.
 */
export class AnswerSpace {
  readonly #most: number
  readonly #holds: (characters: number) => boolean
  #used = 0

  /** As much as a Bundle may bring, and its caller may have under way. */
  constructor({ bodyBytes }: Pick<Limits, 'bodyBytes'>, { holds }: Pick<FhirRequest, 'holds'>) {
    this.#most = bodyBytes
    this.#holds = holds ?? (() => true)
  }

  /** Whether an answer of so many characters has room; then it is counted. */
  takes(characters: number): boolean {
    if (this.#used > 0 && this.#used + characters > this.#most) return false
    if (!this.#holds(characters)) return false
    this.#used += characters
    return true
  }

  /** @throws FhirError 413 before more is done than can be told */
  require(expression: string): void {
    if (this.#used > this.#most) throw this.fault(expression)
  }

  /** What is said in the place of an answer that has no room (413). */
  fault(expression: string): FhirError {
    const text = `The answers to the entries before leave of ${this.#most} characters too few for this one: ask for it by itself.`
    return overLimit('MAX_BODY_MB', 413, text, { expression })
  }
}
