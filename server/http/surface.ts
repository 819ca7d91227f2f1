import type { Tenant } from '#ports/access.ts'
import type { AppSession } from '../auth/app-session/app-session.ts'
import type { BoundedRefusals } from '../auth/bounded-refusals.ts'
import type { AuthorizationServer } from '../auth/provider/authorization-server.ts'
import type { Principal } from '../auth/principal.ts'
import type { ProviderSignIn } from '../auth/sign-in/provider-sign-in.ts'
import type { CachedVerifier } from '../auth/token-verifier.ts'
import type { FhirResponse } from '../fhir/exchange.ts'
import type { OpenRequest } from '../fhir/routes/capability.ts'
import type { FhirServer } from '../fhir/serve.ts'
import type { ReadAsOpener } from './auth/launch-request.ts'

/** What the FHIR base serves with, once the process is ready. */
export interface Surface {
  readonly serve: FhirServer
  /** `metadata`, which needs no token. */
  readonly capability: (request: OpenRequest) => FhirResponse
  /** Where requests without a valid token are entered. */
  readonly refusals: BoundedRefusals
  /** Who a token speaks for. */
  readonly verifier: CachedVerifier
  readonly authorization: AuthorizationServer
  readonly appSession: AppSession
  /** How staff sign in by their practice's provider; absent in demo mode, and where none is registered. */
  readonly people?: ProviderSignIn
  /** How a person of a practice is called. */
  readonly nameOf: (tenant: Tenant, reference: string) => Promise<string | undefined>
  /** What a chart that opens an app can read of what it opens it on. */
  readonly readsAs: (principal: Principal) => ReadAsOpener
  readonly bodyBytes: number
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
  /** Resource types of which not everything can be searched until their index has been rebuilt. */
  readonly outdatedTypes: () => readonly string[]
}

/** How far the process is. It listens early and says so. */
export interface Startup {
  /** Absent until everything is in: database, schema, and in demo mode the demo's data. */
  readonly surface: Surface | undefined
  /** The process is stopping: no new work. */
  readonly stopping: boolean
}
