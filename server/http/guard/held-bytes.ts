import type { Caller } from '#ports/caller.ts'

/** What a caller is told of whom too much is held. */
const TOO_MUCH = { setting: 'MAX_HELD_MB', seconds: 1 } as const

/**
 * How much the server holds in memory for each caller: of bodies that are coming in or being worked at, and of answers
 * that the client has not taken yet. A client that sends or reads byte by byte would fill the memory by a few dozen
 * connections.
 */
export class HeldBytes {
  readonly #most: number
  readonly #held = new Map<string, number>()

  /** @param most bytes of one caller; 0 is no limit */
  constructor(most: number) {
    this.#most = most
  }

  /** Takes so many bytes for a caller. @param always also where it is too much */
  take(caller: string, bytes: number, always: boolean): boolean {
    const held = this.#held.get(caller) ?? 0
    // Of a caller of whom nothing is held one answer may be as long as it is.
    if (!always && this.#most > 0 && held > 0 && held + bytes > this.#most) return false
    this.#held.set(caller, held + bytes)
    return true
  }

  give(caller: string, bytes: number): void {
    const left = (this.#held.get(caller) ?? 0) - bytes
    if (left > 0) this.#held.set(caller, left)
    else this.#held.delete(caller)
  }
}

/** What is held for one request. Until its caller is known nothing is: no body is read, and the answer is short. */
export class Holding {
  readonly #held: HeldBytes
  #caller: Caller | undefined
  #bytes = 0

  constructor(held: HeldBytes) {
    this.#held = held
  }

  /** The request is of this caller. */
  of(caller: Caller): void {
    this.#caller = caller
  }

  get caller(): Caller | undefined {
    return this.#caller
  }

  /** Holds so much more for the request, or says that it is too much. @param always also then, and counts */
  take(bytes: number, always = false): typeof TOO_MUCH | undefined {
    if (this.#caller === undefined) return undefined
    if (!this.#held.take(callerName(this.#caller), bytes, always)) return TOO_MUCH
    this.#bytes += bytes
    return undefined
  }

  /** All of it is gone. */
  release(): void {
    if (this.#caller !== undefined && this.#bytes > 0) this.#held.give(callerName(this.#caller), this.#bytes)
    this.#bytes = 0
  }
}

/** One name for all requests of a client for a person. */
export function callerName({ tenant, client, user = '' }: Caller): string {
  return `${tenant.key} ${client} ${user}`
}
