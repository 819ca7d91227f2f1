import type { Caller } from '#ports/caller.ts'
import type { Scope } from './scopes.ts'

/** Who calls, as a verified token says it. It belongs to exactly one practice. */
export interface Principal extends Caller {
  readonly scopes: readonly Scope[]
  /** The patient in context of the launch (`Patient.id`): what `patient/` scopes are confined to. */
  readonly patient?: string
  /** Patients whose records the caller was granted (a payer's members); absent: no such limit. */
  readonly members?: readonly string[]
  /** The Group (id) that its client was registered with: a payer's list of members. */
  readonly group?: string
  /** A guest of an EHR to whom nobody has given a role yet. */
  readonly unconfirmed?: true
  /** Milliseconds since 1970. */
  readonly expires: number
  /** The token's own id, for revocation and the audit trail. Never the token. */
  readonly tokenId: string
}
