import type { AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import type { GovernWrites } from '#ports/govern-writes.ts'
import type { Ids } from '#ports/ids.ts'
import type { JobQueue } from '#ports/job-queue.ts'
import type { Log } from '#ports/log.ts'
import type { TimedTask } from '#ports/timer-beats.ts'
import type { RolePolicy } from '../auth/roles.ts'
import type { FhirRequest, FhirResponse } from './exchange.ts'
import type { OauthUris } from './capability/oauth-uris.ts'
import type { Guard } from './guards/rights.ts'
import type { Limits } from './limits.ts'
import type { Operation } from './operations/operation.ts'
import type { Preferences } from './preferences.ts'
import type { PrepareRequests } from './prepare/prepare-requests.ts'
import type { Target } from './target.ts'

/** What the FHIR surface is made of. Everything is chosen in `compose.ts`. */
export interface FhirDeps {
  readonly store: FhirStore
  readonly audit: AuditTrail
  /** Turns request bodies into resources ready for the store; bundles in a worker thread. */
  readonly prepare: PrepareRequests
  readonly governs: GovernWrites
  /** Ends a running timer of which nothing has been heard for two minutes; answers whether it did. */
  readonly endIfSilent: (timer: TimedTask) => Promise<boolean>
  readonly policy: RolePolicy
  readonly operations: readonly Operation[]
  readonly jobs: JobQueue
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: Limits
  readonly log: Log
  /** The FHIR base URL as clients see it, without a trailing slash. */
  readonly base: string
  /** Version of the product, for the CapabilityStatement. */
  readonly version: string
  /** Where the authorization server's endpoints are. */
  readonly oauth: OauthUris
  /** Told of every interaction when it has ended: for figures and the log of requests. */
  readonly observe: (served: Served) => void
}

/** An interaction that has ended, in words without content: neither ids nor search strings. */
export interface Served {
  readonly requestId: string
  readonly tenant: number
  readonly client: string
  /** What the audit trail calls it. */
  readonly interaction: string
  readonly type?: string
  readonly status: number
  /** From the verified token to the answer, the reading of the body included. */
  readonly milliseconds: number
}

/** One interaction of one caller. Made once a request, and once for each entry of a batch. */
export interface Interaction {
  readonly request: FhirRequest
  /** What the path names. */
  readonly target: Target
  readonly deps: FhirDeps
  readonly preferences: Preferences
  /** The caller's rights. Every route asks before it does anything: what it did not ask for is not done. */
  readonly guard: Guard
  /** What the audit trail will say of it beyond who, when and the target: routes fill in what they learn. */
  readonly trace: AccessTrace
  /** Serves another request of the same caller: an entry of a batch. Never rejects; errors are responses. */
  readonly serve: (request: FhirRequest) => Promise<FhirResponse>
}

/**
 * Every interaction is entered in the audit trail when it has been answered or has failed, whatever the route does.
 * Only a write that the store has entered itself (`entered`) is not entered a second time.
 */
export interface AccessTrace {
  type?: string
  id?: string
  version?: number
  /** The patient concerned, where it is exactly one. */
  patient?: string
  /** The search string, where it did not stand in the URL. */
  query?: string
  entered?: boolean
}

/** Serves one kind of interaction; what it throws becomes an OperationOutcome (`outcome.ts`). */
export type Route = (interaction: Interaction) => Promise<FhirResponse>
