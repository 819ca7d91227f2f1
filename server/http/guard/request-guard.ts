import type { Principal } from '../../auth/principal.ts'
import { networkOf } from './caller-address.ts'
import { HeldBytes, Holding } from './held-bytes.ts'
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
  /** Bytes that are held in memory for one client and person: bodies and answers under way. */
  readonly heldBytes: number
}

/** A request that is not to be answered now: the limit that it meets, and seconds to wait, 1 or more. */
export interface TooMany {
  readonly setting: 'MAX_REQUESTS_PER_ADDRESS' | 'MAX_REQUESTS_PER_CLIENT' | 'MAX_GUESSES' | 'MAX_HELD_MB'
  readonly seconds: number
}

/** Whose secret is tried: a token, a client's or a person's password. */
export interface Attempt {
  /** Where from. */
  readonly address: string | undefined
  /** Whose it says it is, where it says so: a client's id, a person's name. */
  readonly holder?: string
  readonly secret: string
  /** It is good for one time (an assertion): whose right ones came from an address is what is known there. */
  readonly once?: boolean
}

/** Something that works once and that nobody can guess: a code, a refresh token, a provider's answer. */
export interface Ticket {
  /** Where from. */
  readonly address: string | undefined
  /** The client that brings it. */
  readonly holder?: string
  readonly value: string
}

/** A client is one for many addresses, and anybody can say its name: it bears more guesses than an address. */
const HOLDER_GUESSES = 10
/** What is begun is kept for minutes, also for strangers: of an address's requests so many are one beginning. */
const REQUESTS_PER_BEGINNING = 50
/** Of tickets most that are refused are over, not guessed: behind one address many people come back after a weekend. */
const TICKET_GUESSES = 10

/**
 * Who asks too often, or guesses. It counts in this process alone: behind several, each lets as much pass. Nothing rests on
 * it but how much work strangers make.
 */
export class RequestGuard {
  readonly #clients: Rate | undefined
  readonly #addresses: Rate | undefined
  readonly #beginnings: Rate | undefined
  readonly #guessing: Lockout | undefined
  readonly #holders: Lockout | undefined
  /** Who has guessed whose secret; of what is good for one time they are locked by it. */
  readonly #places: Lockout | undefined
  readonly #tickets: Lockout | undefined
  readonly #held: HeldBytes
  readonly #now: () => number

  /** @param now milliseconds of a clock that never goes back */
  constructor(limits: GuardLimits, now: () => number = () => performance.now()) {
    this.#clients = limits.clientRate > 0 ? new Rate(limits.clientRate) : undefined
    this.#addresses = limits.addressRate > 0 ? new Rate(limits.addressRate) : undefined
    this.#beginnings =
      limits.addressRate > 0 ? new Rate(Math.max(1, limits.addressRate / REQUESTS_PER_BEGINNING)) : undefined
    const { guesses, lockSeconds } = limits
    const lockout = (most: number) => (guesses > 0 ? new Lockout(most, lockSeconds) : undefined)
    this.#guessing = lockout(guesses)
    this.#holders = lockout(guesses * HOLDER_GUESSES)
    this.#places = lockout(guesses)
    this.#tickets = lockout(guesses * TICKET_GUESSES)
    this.#held = new HeldBytes(limits.heldBytes)
    this.#now = now
  }

  /** Counts what is held in memory for one request. */
  holding(): Holding {
    return new Holding(this.#held)
  }

  /** Counts a request of an address; says so where that was too many. */
  ofAddress(address: string | undefined): TooMany | undefined {
    const wait = this.#addresses?.wait(networkOf(address), this.#now()) ?? 0
    return tooMany('MAX_REQUESTS_PER_ADDRESS', wait)
  }

  /**
   * Counts what anybody may ask for and is more than a request: a sign-in or a launch that an address begins, of which the
   * database keeps each for some minutes; the statement of what the server can do, which is long.
   * @param what the kinds are counted apart: one opening of the app is one of each
   */
  ofBeginning(what: 'sign-in' | 'launch' | 'metadata', address: string | undefined): TooMany | undefined {
    const wait = this.#beginnings?.wait(`${what} ${networkOf(address)}`, this.#now()) ?? 0
    return tooMany('MAX_REQUESTS_PER_ADDRESS', wait)
  }

  /** Counts a request of a client for a person, as its token says it; says so where that was too many. */
  ofCaller({ tenant, client, user = '' }: Principal): TooMany | undefined {
    const wait = this.#clients?.wait(`${tenant.key} ${client} ${user}`, this.#now()) ?? 0
    return tooMany('MAX_REQUESTS_PER_CLIENT', wait)
  }

  /**
   * Whether a secret may be tried now: asked before it is looked at. That others guess a client's secret holds up nobody
   * whose own address has not guessed it: otherwise a stranger could lock the client out.
   */
  ofAttempt(attempt: Attempt): TooMany | undefined {
    const { address, holder } = attempt
    const now = this.#now()
    const ofAddress = this.#guessing?.wait(networkOf(address), knownBy(attempt), now) ?? 0
    const guessed = holder !== undefined && this.#places?.hasGuessed(placeOf(attempt), now) === true
    const ofHolder = guessed ? (this.#holders?.wait(holder, secretOf(attempt), now) ?? 0) : 0
    return tooMany('MAX_GUESSES', Math.max(ofAddress, this.#ofPlace(attempt, now), ofHolder))
  }

  /** Assertions are let in by their client's place: who makes them up there is locked out by it. */
  #ofPlace(attempt: Attempt, now: number): number {
    return attempt.once === true ? (this.#places?.wait(placeOf(attempt), secretOf(attempt), now) ?? 0) : 0
  }

  /** Whether a ticket may be tried now, by this client from this address. */
  ofTicket(ticket: Ticket): TooMany | undefined {
    return tooMany('MAX_GUESSES', this.#tickets?.wait(placeOf(ticket), ticket.value, this.#now()) ?? 0)
  }

  /** The ticket was none, or is over. */
  failedTicket(ticket: Ticket): void {
    this.#tickets?.failed(placeOf(ticket), ticket.value, this.#now())
  }

  /** The secret was wrong. */
  failed(attempt: Attempt): void {
    const { address, holder } = attempt
    const now = this.#now()
    this.#guessing?.failed(networkOf(address), secretOf(attempt), now)
    if (holder === undefined) return
    this.#holders?.failed(holder, secretOf(attempt), now)
    this.#places?.failed(placeOf(attempt), secretOf(attempt), now)
  }

  /** The secret was right. */
  proved(attempt: Attempt): void {
    const now = this.#now()
    this.#guessing?.proved(knownBy(attempt), now)
    if (attempt.holder !== undefined) this.#holders?.proved(secretOf(attempt), now)
  }
}

/** A client at an address. */
function placeOf({ address, holder = '' }: Pick<Ticket, 'address' | 'holder'>): string {
  return `${networkOf(address)} ${holder}`
}

/** What speaks for somebody when it has been right: the secret, or, where that never comes again, the client at its address. */
function knownBy(attempt: Attempt): string {
  return attempt.once === true ? placeOf(attempt) : secretOf(attempt)
}

/** The same password for another person is another guess. */
function secretOf({ holder = '', secret }: Attempt): string {
  return `${holder}\n${secret}`
}

function tooMany(setting: TooMany['setting'], wait: number): TooMany | undefined {
  return wait > 0 ? { setting, seconds: Math.ceil(wait / 1000) } : undefined
}
