import { importJWK, importPKCS8, SignJWT, type CryptoKey, type JWK, type KeyObject } from 'jose'
import type { Clock } from '#ports/clock.ts'

/** How our client proves itself at an EHR's token endpoint. */
export type ClientCredential =
  | { readonly kind: 'none' }
  /** `client_secret_basic` (RFC 6749 section 2.3.1). */
  | { readonly kind: 'secret'; readonly secret: string }
  /** `private_key_jwt` (RFC 7523): a private JWK with `alg` and `kid`, or a PKCS#8 PEM of an EC P-384 key. */
  | { readonly kind: 'key'; readonly key: string }

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Five minutes at most, says SMART App Launch 2.2. */
const ASSERTION_SECONDS = 240

/** What goes with a request to the token endpoint. */
export interface ClientProof {
  readonly headers: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>>
}

/** Proves our client to a token endpoint. */
export async function proveClient(
  credential: ClientCredential,
  { clientId, endpoint, clock }: { readonly clientId: string; readonly endpoint: string; readonly clock: Clock },
): Promise<ClientProof> {
  if (credential.kind === 'none') return { headers: {}, form: { client_id: clientId } }
  if (credential.kind === 'secret') {
    // Both parts are form-encoded before they are joined.
    const encoded = [clientId, credential.secret].map((part) => new URLSearchParams({ part }).toString().slice(5))
    return { headers: { authorization: `Basic ${Buffer.from(encoded.join(':')).toString('base64')}` }, form: {} }
  }
  const { key, alg, kid } = await signingKey(credential.key)
  const now = Math.floor(clock.now() / 1000)
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .setJti(crypto.randomUUID())
    .sign(key)
  return { headers: {}, form: { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion } }
}

interface SigningKey {
  readonly key: CryptoKey | KeyObject | Uint8Array
  readonly alg: string
  readonly kid?: string
}

/** The key of a credential: a private JWK, or a PKCS#8 PEM of an EC P-384 key. */
export async function signingKey(text: string): Promise<SigningKey> {
  if (!text.trimStart().startsWith('{')) return { key: await importPKCS8(text, 'ES384'), alg: 'ES384' }
  const jwk = JSON.parse(text) as JWK
  const alg = jwk.alg ?? 'ES384'
  return { key: await importJWK(jwk, alg), alg, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) }
}
