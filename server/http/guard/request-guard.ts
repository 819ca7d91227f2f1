import type { Principal } from '../../auth/principal.ts'
import { networkOf } from './caller-address.ts'
import { Lockout } from './lockout.ts'
import { Rate } from './rate.ts'

/** How often callers may ask and guess. A limit of 0 is none. */
export interface GuardLimits {
  /** Requests a second of one client, for each person that it works for. */
  readonly clientRate: number
  /** Requests a second of one address. */
  readonly addressRate: number
  /** Wrong secrets of one address; the next one locks it out. */
  readonly guesses: number
  /** How long the first time, in seconds. */
  readonly lockSeconds: number
}

/** A request that is not to be answered now: the limit that it meets, and seconds to wait, 1 or more. */
export interface TooMany {
  readonly setting: 'MAX_REQUESTS_PER_ADDRESS' | 'MAX_REQUESTS_PER_CLIENT' | 'MAX_GUESSES'
  readonly seconds: number
}

/** Whose secret is tried: a token, a client's or a person's password. */
export interface Attempt {
  /** Where from. */
  readonly address: string | undefined
  /** Whose it says it is, where it says so: a client's id, a person's name. */
  readonly holder?: string
  readonly secret: string
}

/** A client is one for many addresses, and anybody can say its name: it bears more guesses than an address. */
const HOLDER_GUESSES = 10

/**
 * Who asks too often, or guesses. It counts in this process alone: behind several, each lets as much pass. Nothing rests on
 * it but how much work strangers make.
 */
export class RequestGuard {
  readonly #clients: Rate | undefined
  readonly #addresses: Rate | undefined
  readonly #guessing: Lockout | undefined
  readonly #holders: Lockout | undefined
  readonly #now: () => number

  /** @param now milliseconds of a clock that never goes back */
  constructor(limits: GuardLimits, now: () => number = () => performance.now()) {
    this.#clients = limits.clientRate > 0 ? new Rate(limits.clientRate) : undefined
    this.#addresses = limits.addressRate > 0 ? new Rate(limits.addressRate) : undefined
    this.#guessing = limits.guesses > 0 ? new Lockout(limits.guesses, limits.lockSeconds) : undefined
    this.#holders = limits.guesses > 0 ? new Lockout(limits.guesses * HOLDER_GUESSES, limits.lockSeconds) : undefined
    this.#now = now
  }

  /** Counts a request of an address; says so where that was too many. */
  ofAddress(address: string | undefined): TooMany | undefined {
    const wait = this.#addresses?.wait(networkOf(address), this.#now()) ?? 0
    return tooMany('MAX_REQUESTS_PER_ADDRESS', wait)
  }

  /** Counts a request of a client for a person, as its token says it; says so where that was too many. */
  ofCaller({ tenant, client, user = '' }: Principal): TooMany | undefined {
    const wait = this.#clients?.wait(`${tenant.key} ${client} ${user}`, this.#now()) ?? 0
    return tooMany('MAX_REQUESTS_PER_CLIENT', wait)
  }

  /** Whether a secret may be tried now: asked before it is looked at. */
  ofAttempt(attempt: Attempt): TooMany | undefined {
    const { address, holder } = attempt
    const now = this.#now()
    const ofAddress = this.#guessing?.wait(networkOf(address), secretOf(attempt), now) ?? 0
    const ofHolder = holder === undefined ? 0 : (this.#holders?.wait(holder, secretOf(attempt), now) ?? 0)
    return tooMany('MAX_GUESSES', Math.max(ofAddress, ofHolder))
  }

  /** The secret was wrong. */
  failed(attempt: Attempt): void {
    const { address, holder } = attempt
    const now = this.#now()
    this.#guessing?.failed(networkOf(address), secretOf(attempt), now)
    if (holder !== undefined) this.#holders?.failed(holder, secretOf(attempt), now)
  }

  /** The secret was right. */
  proved(attempt: Attempt): void {
    const now = this.#now()
    this.#guessing?.proved(secretOf(attempt), now)
    if (attempt.holder !== undefined) this.#holders?.proved(secretOf(attempt), now)
  }
}

/** The same password for another person is another guess. */
function secretOf({ holder = '', secret }: Attempt): string {
  return `${holder}\n${secret}`
}

function tooMany(setting: TooMany['setting'], wait: number): TooMany | undefined {
  return wait > 0 ? { setting, seconds: Math.ceil(wait / 1000) } : undefined
}
