import type { Tenant } from '#ports/access.ts'
import type { Role } from '#ports/caller.ts'

/** What a token of ours is made from. */
interface TokenGrounds {
  readonly tenant: Tenant
  /** `Practitioner/id` */
  readonly user: string
  readonly name: string
  /** The role that an administrator has confirmed; absent where nobody has yet. */
  readonly role?: Role
  /** The role whose rights it has, within `scope`. */
  readonly actsAs: Role
  readonly patient?: string
  readonly encounter?: string
  readonly scope: string
}

/** Makes access tokens of this server for sessions of the app. */
export interface OwnTokens {
  issue(
    grounds: TokenGrounds,
  ): Promise<{ readonly accessToken: string; readonly expiresIn: number; readonly scope: string }>
}
