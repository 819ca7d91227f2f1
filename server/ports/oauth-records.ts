/** A record of the authorization server, as its protocol library writes it. */
export type OauthPayload = Readonly<Record<string, unknown>>

/** One record to keep. */
export interface OauthRecord {
  /** What it is: `AccessToken`, `AuthorizationCode`, `Grant` and so on. */
  readonly model: string
  /** For tokens and codes this is the secret itself. */
  readonly id: string
  readonly payload: OauthPayload
  /** Milliseconds since 1970. */
  readonly until: number
}

/** A record that was found. */
export interface FoundOauthRecord {
  readonly payload: OauthPayload
  /** When it was used up, in milliseconds since 1970; absent where it was not. */
  readonly consumed?: number
}

/** What the authorization server keeps, for all processes. Ids are kept as hashes, records sealed. */
export interface OauthRecords {
  /** Writes a record, or over it; what was used up stays so. */
  keep(record: OauthRecord): Promise<void>
  /** Writes a record that must not be there yet. False where it was: then nothing is changed. */
  keepOnce(record: OauthRecord): Promise<boolean>
  /** Undefined where there is none, or its time has passed. */
  find(model: string, id: string): Promise<FoundOauthRecord | undefined>
  /** A sign-in by its public `uid`. */
  findByUid(model: string, uid: string): Promise<FoundOauthRecord | undefined>
  /** Uses a record up. True for one caller only, whichever process it asks. */
  consume(model: string, id: string): Promise<boolean>
  destroy(model: string, id: string): Promise<void>
  /** Forgets all records of a kind that came of one grant. */
  revokeGrant(model: string, grantId: string): Promise<void>
  /** Calls the handler when access tokens have been destroyed or revoked before their time, in whichever process. */
  whenRevoked(handler: () => void): Promise<void>
}
