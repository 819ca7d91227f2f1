import { overLimit } from '../fault.ts'
import type { Limits } from '../limits.ts'

/** How much the answers to the entries of one Bundle may hold together: they are held in memory until all are there. */
export class AnswerSpace {
  readonly #most: number
  #used = 0

  /** As much as a Bundle may bring. */
  constructor({ bodyBytes }: Pick<Limits, 'bodyBytes'>) {
    this.#most = bodyBytes
  }

  /** Counts characters of an answer. */
  use(characters: number): void {
    this.#used += characters
  }

  /** @throws FhirError 413 before more is done than can be told */
  require(expression: string): void {
    if (this.#used <= this.#most) return
    const text = `The answers to the entries before are longer than ${this.#most} characters together: ask for the others by themselves.`
    throw overLimit('MAX_BODY_MB', 413, text, { expression })
  }
}
