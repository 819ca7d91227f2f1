import { hash } from 'node:crypto'

const MINUTE = 60_000
/** Guesses are held against somebody for so long after the last one, and a secret that was right speaks for its holder. */
const MEMORY = 60 * MINUTE
/** The longest lock. */
const LONGEST = 15 * MINUTE
/** Guessers, and right secrets, that are remembered. Beyond it the oldest is forgotten. */
const CAPACITY = 10_000

interface Guesser {
  readonly guesses: Set<string>
  locked: number
  forgotten: number
}

/**
 * Who guesses is locked out, each time for twice as long. The same wrong secret again is no second guess: a program that goes
 * on with a token that has expired locks nobody out. Who has shown a right secret within the hour is let in by it, whatever
 * others guess from the same address.
 */
export class Lockout {
  readonly #most: number
  readonly #first: number
  readonly #guessers = new Map<string, Guesser>()
  readonly #right = new Map<string, number>()

  /**
   * @param guesses wrong secrets that are borne; the next one locks
   * @param seconds that the first lock lasts
   */
  constructor(guesses: number, seconds: number) {
    this.#most = guesses
    this.#first = seconds * 1000
  }

  /**
   * @param guesser for whom the secret counts: an address, a client
   * @param now milliseconds of a clock that never goes back
   * @returns milliseconds until the secret may be tried; 0 when it may be now
   */
  wait(guesser: string, secret: string, now: number): number {
    const left = (this.#guessers.get(digest(guesser))?.locked ?? 0) - now
    return left <= 0 || (this.#right.get(digest(secret)) ?? 0) > now ? 0 : left
  }

  /** Whether somebody has guessed within the last hour. */
  hasGuessed(guesser: string, now: number): boolean {
    return (this.#guessers.get(digest(guesser))?.forgotten ?? 0) > now
  }

  /** The secret was wrong. */
  failed(guessing: string, secret: string, now: number): void {
    // A client may call itself anything, as long as a form: what is kept of each is short.
    const name = digest(guessing)
    const known = this.#guessers.get(name)
    const guesser = known && known.forgotten > now ? known : { guesses: new Set<string>(), locked: 0, forgotten: 0 }
    guesser.forgotten = now + MEMORY
    remember(this.#guessers, name, guesser)
    const guess = digest(secret)
    if (guesser.guesses.has(guess)) return
    guesser.guesses.add(guess)
    const beyond = guesser.guesses.size - this.#most
    if (beyond > 0) guesser.locked = now + Math.min(this.#first * 2 ** (beyond - 1), LONGEST)
  }

  /** The secret was right. */
  proved(secret: string, now: number): void {
    remember(this.#right, digest(secret), now + MEMORY)
  }
}

function digest(secret: string): string {
  return hash('sha256', secret, 'base64')
}

/** Whoever comes again stands at the end, and the first of those who wait is the oldest. */
function remember<T>(known: Map<string, T>, name: string, value: T): void {
  known.delete(name)
  const [oldest] = known.size >= CAPACITY ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
  known.set(name, value)
}
