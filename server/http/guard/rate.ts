/** Who was quiet for so long may ask at once what the rate allows for that time, in milliseconds. */
const BURST = 10_000
/** Askers that are remembered. Beyond it the oldest is forgotten, and starts anew. */
const CAPACITY = 100_000
/** Forgetting those who have nothing on record takes a while: at most so often, in milliseconds. */
const SWEEP = 1000

/**
 * How often somebody may ask: a bucket of tokens for each asker, kept as the time at which it is full again (the generic cell
 * rate algorithm, ITU-T I.371): one number, and nothing to be done while nobody asks.
 */
export class Rate {
  readonly #interval: number
  readonly #full = new Map<string, number>()
  #swept = 0

  /** @param perSecond requests, in the long run */
  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond
  }

  /**
   * Takes one request, or says that it is too early.
   * @param now milliseconds of a clock that never goes back
   * @returns milliseconds to wait; 0 when the request is taken
   */
  wait(asker: string, now: number): number {
    const known = this.#full.get(asker)
    const full = known === undefined || known < now ? now : known
    const early = full + this.#interval - now - BURST
    if (early > 0) return early
    if (known === undefined) this.#makeRoom(now)
    this.#full.set(known === undefined ? ownText(asker) : asker, full + this.#interval)
    return 0
  }

  #makeRoom(now: number): void {
    if (this.#full.size < CAPACITY) return
    if (now - this.#swept > SWEEP) {
      this.#swept = now
      for (const [asker, full] of this.#full) if (full <= now) this.#full.delete(asker)
    }
    const [oldest] = this.#full.keys()
    if (this.#full.size >= CAPACITY && oldest !== undefined) this.#full.delete(oldest)
  }
}

/** The same text by itself: an address is a part of a header, of which V8 keeps the whole as long as it keeps the part. */
function ownText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
