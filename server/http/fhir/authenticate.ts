import type { Principal } from '../../auth/principal.ts'
import { InvalidToken, type CachedVerifier } from '../../auth/token-verifier.ts'
import { FhirError, fault } from '../../fhir/fault.ts'
import type { RequestGuard } from '../guard/request-guard.ts'
import { Throttled } from './throttled.ts'

const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i

/** Where a request came from, and whoever keeps an eye on guesses. */
export interface Origin {
  readonly address: string | undefined
  readonly guard: RequestGuard
}

/**
 * Who a request speaks for. A verdict that is remembered is answered without waiting.
 * @param authorization the header of that name (RFC 6750)
 * @throws FhirError 401, with the challenge that says what is wrong; 429 for an address that guesses
 */
export function authenticate(
  authorization: string | undefined,
  verifier: CachedVerifier,
  origin: Origin,
): Principal | Promise<Principal> {
  if (authorization === undefined)
    throw unauthenticated('This wants a bearer token: Authorization: Bearer … (metadata is open).')
  const token = BEARER.exec(authorization)?.[1]
  if (token === undefined) throw unauthenticated('The Authorization header holds no bearer token.', 'invalid_request')
  return verifier.recall(token) ?? verify(token, verifier, origin)
}

async function verify(token: string, verifier: CachedVerifier, { address, guard }: Origin): Promise<Principal> {
  const attempt = { address, secret: token }
  const locked = guard.ofAttempt(attempt)
  if (locked) throw new Throttled(locked)
  try {
    const principal = await verifier.verify(token)
    guard.proved(attempt)
    return principal
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error
    guard.failed(attempt)
    throw unauthenticated(error.message, 'invalid_token', error)
  }
}

/** A request that does not say, so that it can be believed, for whom it speaks (401). */
export class Unauthenticated extends FhirError {
  /** What was wrong: `no-token`, or the error of RFC 6750. */
  readonly reason: string

  constructor(reason: string, { issues, headers, cause }: FhirError) {
    super(401, issues, { headers, cause })
    this.reason = reason
  }
}

function unauthenticated(message: string, error?: string, cause?: unknown): Error {
  const challenge = error === undefined ? '' : `, error="${error}", error_description="${message.replaceAll('"', "'")}"`
  const said = fault(401, 'login', message, {
    headers: { 'www-authenticate': `Bearer realm="CCM on FHIR"${challenge.replaceAll('…', '...')}` },
    cause,
  })
  return new Unauthenticated(error ?? 'no-token', said)
}
