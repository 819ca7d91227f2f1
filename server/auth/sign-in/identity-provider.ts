import type { ClientCredential } from '../app-session/client-credential.ts'

/** An OpenID Connect provider that vouches for the staff of some practices. */
export interface IdentityProvider {
  /** What people know it by; the sign-in page shows it. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly credential: ClientCredential
  readonly scopes: readonly string[]
  /** Slugs of the practices whose people it may vouch for. */
  readonly practices: readonly string[]
  /** The claim that says a person's NPI; absent where none does. */
  readonly npiClaim?: string
}
