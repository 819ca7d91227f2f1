import type { CryptoKey, JWK, JWTPayload } from 'jose'

/** Our client at every EHR of the tests. */
export const OUR_CLIENT = 'ccm-on-fhir'

/** What a sign-in gave: as an EHR's token endpoint answers. */
export interface EhrLogin {
  readonly idToken: string
  readonly accessToken: string
  readonly expiresIn: number
}

/** A key of an EHR. */
export interface SigningKey {
  readonly kid: string | undefined
  readonly key: CryptoKey
  readonly published: JWK
}

/** What a test may twist about an id_token. */
export interface LoginTwist {
  readonly claims?: JWTPayload & Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly key?: SigningKey
  /** Claims that are left out. */
  readonly without?: readonly string[]
  /** What the access token may read; absent: everything. */
  readonly reads?: readonly string[]
}
