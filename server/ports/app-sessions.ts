/** A launch that this server began, until the EHR sends the browser back. */
export interface LaunchRecord {
  /** `fhirBase` of the EHR. */
  readonly ehr: string
  /** The EHR's `launch`; absent where the app was opened without one. */
  readonly launch?: string
  /** PKCE `code_verifier` (RFC 7636). */
  readonly verifier: string
  readonly nonce: string
  /** SHA-256 of what the browser keeps for itself. */
  readonly proof: string
  /** Begun to renew the session of another window. */
  readonly renews: boolean
}

/** A session of the app: what must never reach a browser. */
export interface SessionRecord {
  readonly ehr: string
  /** Slug of the practice. */
  readonly tenant: string
  /** `Practitioner/id` */
  readonly user: string
  /** The EHR's refresh token, or ours where nobody else signs in; absent where there is none. */
  readonly refreshToken?: string
  /** Our own access token, to be revoked when the session ends. */
  readonly accessToken?: string
  /** Those before it, the oldest first: they live on until their time is over or the session ends. */
  readonly earlierTokens?: readonly string[]
  /** The EHR's id of the patient in context, ours, and that of the visit. */
  readonly ehrPatient?: string
  readonly patient?: string
  readonly encounter?: string
  /** What the answers say besides, as it was at the launch. */
  readonly context: Readonly<Record<string, string | boolean>>
  readonly renews: boolean
  readonly confirm: boolean
}

/** Launches under way. A record is found by its `state`, of which only the hash is kept, and it is kept sealed. */
export interface LaunchRecords {
  /** @param until milliseconds since 1970 */
  keep(state: string, record: LaunchRecord, until: number): Promise<void>
  /** Takes the record away, so that nobody has it twice; undefined where there is none, or it was too late. */
  take(state: string): Promise<LaunchRecord | undefined>
}

/** What a renewal gave: the record as it goes on, and the answer, which a repetition gets again. */
export interface Renewed {
  readonly record: SessionRecord
  readonly answer: object
}

/** What came of a handle. */
export type Resumed =
  | { readonly outcome: 'renewed'; readonly handle: string; readonly answer: object }
  /** There is no such session any more. */
  | { readonly outcome: 'ended' }
  /** A handle came that was used before, which has ended the session. */
  | { readonly outcome: 'reused'; readonly record: SessionRecord }
  /** It was ended while it was renewed: nobody has what the renewal gave. */
  | { readonly outcome: 'overtaken'; readonly record: SessionRecord }

/** Sessions of the app. Handles are kept as hashes, records sealed. */
export interface AppSessions {
  /**
   * @param until milliseconds since 1970
   * @returns the first handle
   */
  begin(record: SessionRecord, until: number): Promise<string>
  /**
   * Renews a session by its handle, which is spent unless `renew` throws. The handle before works again for a while and
   * gives the same next one, with the same answer. One renewal at a time; one that comes meanwhile waits for it.
   */
  resume(handle: string, renew: (record: SessionRecord) => Promise<Renewed>): Promise<Resumed>
  /** Forgets a session. The record, where there was one. */
  end(handle: string): Promise<SessionRecord | undefined>
}
