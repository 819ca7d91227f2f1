import type { AuditEntry } from './audit-trail.ts'

/**
 * What happens to somebody's access, beside what is done with it. The names stand in the trail as they are here
 * (`[ig]/CodeSystem/ccm-interaction`); `docs/security.md` says what each is in AuditEvent's own codes.
 */
export const SECURITY_EVENTS = [
  /** Somebody signed in, or could not. */
  'login',
  /** Somebody signed out, or was signed out. */
  'logout',
  /** An EHR, or the server itself, opened an app on somebody. */
  'launch',
  /** A token was issued: for a code, for a refresh token, to a program. */
  'token-issued',
  /** None was: the code was spent, the refresh token used before, the scope not the client's. */
  'token-refused',
  /** A token, or a grant with all its tokens, ended before its time. */
  'token-revoked',
  /** An EHR's id_token was exchanged for a token of ours (RFC 8693), or was not. */
  'token-exchange',
  /** A client did not prove who it is. */
  'client-refused',
  /** A request came without a valid token (401). What a valid one does not allow stands under its interaction. */
  'access-refused',
  /** A client or an address asked too often (429). */
  'rate-limited',
] as const

export type SecurityEvent = (typeof SECURITY_EVENTS)[number]

/** Practices have keys from 1 on. What is no practice's own belongs to whoever runs the server, and no token reads it. */
export const NO_PRACTICE = 0

/** A sign-in, a token, a refusal: what the trail keeps of them. No field may hold a token, a code or a secret. */
export interface SecurityEntry {
  readonly event: SecurityEvent
  /** `0` it succeeded, `4` the caller was refused, `8` somebody else failed (an EHR), `12` we did. */
  readonly outcome: AuditEntry['outcome']
  /** Key of the practice; absent while none is known. */
  readonly tenant?: number
  /** `Practitioner/x` or `Patient/x`, once it is known who it is. */
  readonly user?: string
  /** Absent while it is not known. */
  readonly role?: string
  /** The OAuth client, as it names itself (the first hundred letters are kept); absent when the request names none. */
  readonly client?: string
  readonly address?: string
  /** The request's id, the same in the log and in `X-Request-Id`. */
  readonly request: string
  /** `Patient.id` in context of the launch or token. */
  readonly patient?: string
  /** The token's own id (`jti`, `Principal.tokenId`): never the token. */
  readonly token?: string
  /** Why it was refused: a code such as `invalid_grant`. */
  readonly refusal?: string
  /** What else is worth knowing, by name: `grant` (`refresh_token`), `scope`, `ehr`. Not what somebody typed. */
  readonly details?: Readonly<Record<string, string>>
}

/** The entry of the trail for it: `audit.record(securityEntry({ event: 'login', … }))`. */
export function securityEntry({ event, tenant = NO_PRACTICE, token, details, ...entry }: SecurityEntry): AuditEntry {
  const { user, role = NOBODY, client = NOBODY, address, ...more } = entry
  const query = new URLSearchParams(details).toString()
  return {
    ...more,
    tenant,
    action: 'E',
    interaction: event,
    agent: {
      role,
      client: client.slice(0, CLIENT_LENGTH),
      ...(user === undefined ? {} : { user }),
      ...(address === undefined ? {} : { address }),
    },
    ...(token === undefined ? {} : { id: token }),
    ...(query === '' ? {} : { query }),
  }
}

/** Letters of a client's name that the trail keeps. */
export const CLIENT_LENGTH = 100

/** What the trail says for a role or a client that is not known. */
export const NOBODY = 'unknown'
