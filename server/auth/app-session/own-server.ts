import type { Tenant } from '#ports/access.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { TokenVerifier } from '../token-verifier.ts'

/** This server as the one that signs the app's users in. */
export interface OwnServer {
  /** Our FHIR base, and what the app is called as a client here. */
  readonly fhirBase: string
  readonly clientId: string
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly revokeUrl: string
  /** Reaches the authorization server without a way through the network. */
  readonly ask: OutboundFetch
  readonly verifier: TokenVerifier
  /** How a person of a practice is called. */
  readonly nameOf: (tenant: Tenant, reference: string) => Promise<string | undefined>
}
