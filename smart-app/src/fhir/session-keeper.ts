import { SessionRefused, type SessionGrant } from './app-session.ts'

/**
 * `alive`: calls go out. `ended`: the session cannot be renewed; what was typed stays, the person signs in again.
 * `wrong-patient`: a renewal answered with another patient; nothing may be shown or sent any more.
 */
export type SessionState = 'alive' | 'ended' | 'wrong-patient'

export interface KeeperParts {
  readonly grant: SessionGrant
  /** Turns a handle into the next session. */
  readonly resume: (handle: string) => Promise<SessionGrant>
  /** Keeps the next handle for a reload of this frame. */
  readonly keepHandle: (handle: string) => void
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds of a clock that stands still for nobody. */
  readonly now: () => number
}

/** Holds the session of one frame, in memory only, and keeps it alive. */
export interface SessionKeeper {
  /** The newest answer of the server. Its `handle` may be spent. */
  grant(): SessionGrant
  state(): SessionState
  /** Somebody signed in again as another person, or on another patient: the session is ended still. */
  signedInAsOther(): boolean
  /** Milliseconds that the server's clock is ahead of this machine's. */
  clockOffset(): number
  /** A call with our token. Renews once where the answer, or its absence, may mean a dead token. */
  fetch(url: string, init?: RequestInit): Promise<Response>
  /** Renews when four fifths of the token's life are over; cheap to call often. */
  renewIfDue(): Promise<void>
  /** Renews now. All callers of one moment share one renewal. */
  renew(): Promise<boolean>
  /**
   * Goes on with a session that another window has opened by signing in again. One of another person or patient is left
   * aside: the session stays ended, and what was typed stays.
   */
  adopt(handle: string): Promise<boolean>
  /** Tells of every change of state or token. */
  subscribe(listener: () => void): () => void
}

/** The part of a token's life after which it is renewed. */
const RENEW_AT = 0.8

interface Held {
  grant: SessionGrant
  state: SessionState
  renewAt: number
  offset: number
  renewal: Promise<boolean> | undefined
  other: boolean
}

/** Keeps the session that `grant` opened. */
export function createSessionKeeper(parts: KeeperParts): SessionKeeper {
  const listeners = new Set<() => void>()
  const held: Held = { ...heldFrom(parts.grant, parts.now()), state: 'alive', renewal: undefined, other: false }
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const take = (next: SessionGrant, otherwise: 'ended' | 'wrong-patient'): boolean => {
    if (!sameSession(parts.grant, next)) {
      held.state = otherwise
      held.other = true
    } else {
      Object.assign(held, heldFrom(next, parts.now()), { state: 'alive', other: false })
      parts.keepHandle(next.handle)
    }
    tell()
    return held.state === 'alive'
  }
  const attempt = async (handle: string, otherwise: 'ended' | 'wrong-patient'): Promise<boolean> => {
    try {
      return take(await parts.resume(handle), otherwise)
    } catch (error) {
      if (endsSession(error)) {
        held.state = 'ended'
        tell()
      }
      return false
    }
  }
  const single = (handle: string, otherwise: 'ended' | 'wrong-patient'): Promise<boolean> =>
    (held.renewal ??= attempt(handle, otherwise).finally(() => (held.renewal = undefined)))

  const keeper: SessionKeeper = {
    grant: () => held.grant,
    state: () => held.state,
    signedInAsOther: () => held.other,
    clockOffset: () => held.offset,
    renew: () => (held.state === 'wrong-patient' ? Promise.resolve(false) : single(held.grant.handle, 'wrong-patient')),
    adopt: (handle) => (held.state === 'wrong-patient' ? Promise.resolve(false) : single(handle, 'ended')),
    renewIfDue: async () => {
      if (held.state === 'alive' && parts.now() >= held.renewAt) await keeper.renew()
    },
    fetch: (url, init = {}) => authorised(parts, keeper, url, init),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return keeper
}

function heldFrom(grant: SessionGrant, now: number): Pick<Held, 'grant' | 'renewAt' | 'offset'> {
  const life = Math.min(grant.fhir.expiresIn, grant.ehr?.expiresIn ?? Infinity) * 1000
  return { grant, renewAt: now + life * RENEW_AT, offset: Date.parse(grant.serverTime) - now }
}

/** A renewal must answer for the same patient and the same person. */
function sameSession(first: SessionGrant, next: SessionGrant): boolean {
  return first.context.patient === next.context.patient && first.user.reference === next.user.reference
}

/** Only the server's word ends a session; a broken network or a restarting server does not. */
function endsSession(error: unknown): boolean {
  return error instanceof SessionRefused && [400, 401, 403, 404, 410].includes(error.status)
}

async function authorised(
  parts: KeeperParts,
  keeper: SessionKeeper,
  url: string,
  init: RequestInit,
): Promise<Response> {
  if (keeper.state() !== 'alive') throw new SessionOver(keeper.state())
  const used = keeper.grant().fhir.accessToken
  const send = () => parts.fetch(url, withToken(init, keeper.grant().fhir.accessToken))
  const first = await send().catch((error: unknown) => {
    if (!maybeDeadToken(error, init)) throw error
    return error as TypeError
  })
  if (first instanceof Response && first.status !== 401) return first
  const renewed = keeper.grant().fhir.accessToken !== used || (await keeper.renew())
  if (renewed) return send()
  if (keeper.state() !== 'alive') throw new SessionOver(keeper.state())
  if (first instanceof Response) return first
  throw first
}

/** The session is over: nothing was sent. */
export class SessionOver extends Error {
  readonly state: SessionState

  constructor(state: SessionState) {
    super('The session is over.')
    this.state = state
  }
}

/**
 * A 401 without CORS headers looks like a broken network. What may be sent twice is sent again after a renewal: reads,
 * and writes that say what they expect to find.
 */
function maybeDeadToken(error: unknown, init: RequestInit): boolean {
  return error instanceof TypeError && navigator.onLine && repeatable(init)
}

function repeatable(init: RequestInit): boolean {
  const method = init.method ?? 'GET'
  const headers = new Headers(init.headers)
  return method === 'GET' || headers.has('if-match') || headers.has('if-none-exist')
}

function withToken(init: RequestInit, token: string): RequestInit {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${token}`)
  return { ...init, headers, credentials: 'omit' }
}
