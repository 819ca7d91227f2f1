/** A private JSON Web Key with its id and algorithm. */
export interface SigningKey {
  readonly kid: string
  readonly alg: 'RS256' | 'ES384'
  /** The private key as JWK members. */
  readonly jwk: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970: from then on it signs; before, it is only published, so that all processes know it by then. */
  readonly signsFrom: number
}

/** The keys that id_tokens are signed with. Private keys lie sealed in the database. */
export interface SigningKeys {
  /** All keys that may have signed a token which still lives, and those that will sign next. Makes the first ones. */
  all(): Promise<readonly SigningKey[]>
  /** Makes new keys, which sign after `seconds`; those before them are published for a day more, then forgotten. */
  rotate(seconds: number): Promise<void>
  /** Calls the handler when there are other keys, in whichever process they were made. */
  whenChanged(handler: () => void): Promise<void>
}
