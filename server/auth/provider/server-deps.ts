import type { AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import type { OauthRecords } from '#ports/oauth-records.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { SigningKeys } from '#ports/signing-keys.ts'
import type { StaffAccess } from '#ports/staff-access.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import type { BoundedRefusals } from '../bounded-refusals.ts'
import type { Scope } from '../scopes.ts'
import type { ExchangeDeps } from '../exchange/exchange-ehr-token.ts'
import type { RegisteredClient } from './registered-client.ts'

/** What the authorization server needs. */
export interface AuthorizationServerDeps {
  /** What clients call the server, without a trailing slash. */
  readonly url: string
  /** The FHIR base: the one audience of its tokens. */
  readonly base: string
  readonly records: OauthRecords
  readonly keys: SigningKeys
  /** Sign the cookies of sign-in pages; the first signs, all are accepted. */
  readonly cookieKeys: readonly string[]
  readonly clients: readonly RegisteredClient[]
  readonly tenants: TenantDirectory
  /** Patients whom a payer's client was granted: by a Group, by what they said of an Organization. */
  readonly membersOf: (
    tenant: string,
    grant: { readonly group?: string; readonly organization?: string },
  ) => Promise<readonly string[]>
  /** Whether anything can meet a scope's search constraints; one that nothing can meet is not granted. */
  readonly opens: (scope: Scope) => boolean
  /** For the keys of clients. */
  readonly fetch: OutboundFetch
  /** Present where EHRs are registered. */
  readonly exchange?: ExchangeDeps
  readonly audit: Pick<AuditTrail, 'record'>
  /** Where what is refused is entered, so that nobody floods the trail. */
  readonly refusals: Pick<BoundedRefusals, 'record'>
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Whether staff still hold the role of their tokens. Absent in demo mode, where people take any role by a click. */
  readonly holds?: StaffAccess['holds']
  /** Whether people can sign in here by themselves, and not only through an EHR. */
  readonly signsIn: boolean
}

/** Where the authorization server lies below the server's URL. */
export const AUTH_PATH = '/auth'
