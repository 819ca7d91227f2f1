import type { Clock } from '#ports/clock.ts'
import type { Principal } from './principal.ts'

/** Says who a bearer token speaks for. Demo tokens now; the authorization server's later: nobody else knows the difference. */
export interface TokenVerifier {
  /** @throws InvalidToken */
  verify(token: string): Promise<Principal>
}

/** The token is not one of ours, has expired, was revoked, or names a practice that is not here (HTTP 401). */
export class InvalidToken extends Error {
  readonly code = 'INVALID_TOKEN'
}

/** A verifier that remembers its verdicts for some seconds, and can be told to forget. */
export interface CachedVerifier extends TokenVerifier {
  /** The remembered verdict, if it still holds: without waiting. */
  recall(token: string): Principal | undefined
  /** Forgets everything: called when a token is revoked, a role changes, or a practice is closed. */
  forget(): void
}

interface Verdict {
  readonly principal: Principal
  readonly until: number
}

/**
 * Wraps a verifier. Only good verdicts are kept, never longer than the token lives.
 * @param options.seconds how long a verdict may be trusted without asking again
 * @param options.capacity verdicts kept; beyond it the oldest goes
 */
export function createCachedVerifier(
  inner: TokenVerifier,
  clock: Clock,
  options: { readonly seconds: number; readonly capacity: number } = { seconds: 5, capacity: 10_000 },
): CachedVerifier {
  const verdicts = new Map<string, Verdict>()
  let forgotten = 0
  const recall = (token: string): Principal | undefined => {
    const verdict = verdicts.get(token)
    if (verdict === undefined) return undefined
    if (clock.now() < verdict.until) return verdict.principal
    verdicts.delete(token)
    return undefined
  }
  const remember = (token: string, principal: Principal): void => {
    if (verdicts.size >= options.capacity) verdicts.delete(verdicts.keys().next().value ?? '')
    verdicts.set(token, { principal, until: Math.min(clock.now() + options.seconds * 1000, principal.expires) })
  }
  return {
    recall,
    async verify(token) {
      const known = recall(token)
      if (known) return known
      const before = forgotten
      const principal = await inner.verify(token)
      // What was asked before something changed may be a verdict of before, whenever it is answered.
      if (before === forgotten) remember(token, principal)
      return principal
    },
    forget() {
      forgotten++
      verdicts.clear()
    },
  }
}
