import { createHash } from 'node:crypto'
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose'
import type { Clock } from '#ports/clock.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import { KeysUnreachable, type EhrKeys } from './ehr-keys.ts'
import { ExchangeRefused } from './exchange-refused.ts'

/** How far the EHR's clock and ours may differ, in seconds. */
export const TOLERANCE = 60

/** Tokens of other kinds that the same issuer signs, by `typ`: none of them says who somebody is. */
const OTHER_KINDS = new Set(['at+jwt', 'application/at+jwt', 'logout+jwt', 'secevent+jwt'])

/** What is known of an id_token before it is checked. */
export interface IdTokenDeps {
  readonly ehrs: readonly RegisteredEhr[]
  readonly keys: EhrKeys
  readonly clock: Clock
}

/** Who an id_token is about, by whose word. */
export interface Identified {
  readonly issuer: string
  readonly subject: string
  readonly claims: JWTPayload
}

/**
 * The registered EHR that an id_token claims to be from: the issuer is allow-listed before anybody is asked for keys.
 * @throws ExchangeRefused
 */
export function ehrOf(ehrs: readonly RegisteredEhr[], idToken: string): RegisteredEhr {
  const { iss, aud } = decoded(idToken)
  const ofIssuer = ehrs.filter(({ issuers }) => iss !== undefined && issuers.includes(iss))
  if (ofIssuer.length === 0) throw new ExchangeRefused('invalid_grant', 'issuer-unknown')
  const ehr = ofIssuer.find(({ clientId }) => [aud].flat().includes(clientId))
  if (!ehr) throw new ExchangeRefused('invalid_grant', 'audience')
  return ehr
}

function decoded(idToken: string): JWTPayload {
  try {
    return decodeJwt(idToken)
  } catch (cause) {
    throw new ExchangeRefused('invalid_grant', 'malformed', undefined, { cause })
  }
}

/**
 * Checks an id_token as OpenID Connect Core 1.0 section 3.1.3.7 asks: issuer, audience, authorized party, signature, times,
 * the nonce where the launch had one, and that it goes with the access token where it says so (`at_hash`).
 * @throws ExchangeRefused
 */
export async function verifyIdToken(
  { keys, clock }: IdTokenDeps,
  ehr: RegisteredEhr,
  idToken: string,
  launch: { readonly ehrToken?: string; readonly nonce?: string },
): Promise<Identified> {
  const { payload, algorithm } = await verified({ keys, clock }, ehr, idToken)
  const { iss: issuer = '', sub: subject = '' } = payload
  const refuseUnless = (holds: boolean, reason: string) => {
    if (!holds) throw new ExchangeRefused('invalid_grant', reason)
  }
  refuseUnless(subject !== '' && subject.length <= 255, 'subject')
  refuseUnless(isForUs(payload, ehr.clientId), 'authorized-party')
  refuseUnless(launch.nonce === undefined || payload['nonce'] === launch.nonce, 'nonce')
  refuseUnless(goesWith(payload, launch.ehrToken, algorithm), 'access-token-hash')
  return { issuer, subject, claims: payload }
}

async function verified({ keys, clock }: Pick<IdTokenDeps, 'keys' | 'clock'>, ehr: RegisteredEhr, idToken: string) {
  const issuer = decoded(idToken).iss ?? ''
  try {
    const { payload, protectedHeader } = await jwtVerify(idToken, keys.of(ehr, issuer), {
      issuer: [...ehr.issuers],
      audience: ehr.clientId,
      algorithms: [...ehr.algorithms],
      clockTolerance: TOLERANCE,
      maxTokenAge: ehr.maxTokenAge,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: new Date(clock.now()),
    })
    if (OTHER_KINDS.has(protectedHeader.typ?.toLowerCase() ?? '')) throw new ExchangeRefused('invalid_grant', 'kind')
    return { payload, algorithm: protectedHeader.alg }
  } catch (cause) {
    if (cause instanceof ExchangeRefused) throw cause
    if (cause instanceof KeysUnreachable)
      throw new ExchangeRefused('temporarily_unavailable', 'keys-unreachable', undefined, { cause })
    throw new ExchangeRefused('invalid_grant', reasonOf(cause), undefined, { cause })
  }
}

const CLAIM_REASONS: Readonly<Record<string, string>> = {
  iat: 'clock',
  nbf: 'clock',
  aud: 'audience',
  iss: 'issuer-unknown',
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return error.claim === 'iat' ? 'too-old' : 'expired'
  if (error instanceof errors.JWTClaimValidationFailed)
    return (error.reason === 'check_failed' ? CLAIM_REASONS[error.claim] : undefined) ?? `claim-${error.claim}`
  if (error instanceof errors.JWKSNoMatchingKey) return 'key-unknown'
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'key-not-named'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm'
  return error instanceof errors.JWSSignatureVerificationFailed ? 'signature' : 'malformed'
}

/** Of several audiences, or where it is said, we must be the party that the token was issued to. */
function isForUs({ aud, azp }: JWTPayload, clientId: string): boolean {
  if (azp !== undefined) return azp === clientId
  return [aud].flat().length === 1
}

function goesWith({ at_hash: hash }: JWTPayload, ehrToken: string | undefined, algorithm: string): boolean {
  return hash === undefined || ehrToken === undefined || hash === accessTokenHash(ehrToken, algorithm)
}

/** The left half of the hash of the access token, by the algorithm of the signature. */
function accessTokenHash(accessToken: string, algorithm: string): string {
  const hash = createHash(`sha${algorithm.slice(2)}`)
    .update(accessToken)
    .digest()
  return hash.subarray(0, hash.length / 2).toString('base64url')
}
