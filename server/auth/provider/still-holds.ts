import { ACCESS_ROLES } from '#domain/staff/access-roles.ts'
import { contextOf, type GrantContext } from './grant-context.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/**
 * Whether a member of staff still has what a token was given for: is of the practice, and holds the role. Of programs and
 * patients, and in demo mode, there is nothing to ask.
 */
export async function stillHolds(
  { holds, tenants }: Pick<AuthorizationServerDeps, 'holds' | 'tenants'>,
  { tenant: slug, role, user, unconfirmed }: Pick<GrantContext, 'tenant' | 'role' | 'user' | 'unconfirmed'>,
): Promise<boolean> {
  if (!holds || user?.startsWith('Practitioner/') !== true) return true
  const tenant = await tenants.find(slug)
  if (!tenant) return false
  if (unconfirmed === true) return holds(tenant, user)
  const held = ACCESS_ROLES.find((known) => known === role)
  return held !== undefined && holds(tenant, user, held)
}

/** Whether what a grant was given for still holds; a program's token has none. */
export async function grantHolds(
  deps: Pick<AuthorizationServerDeps, 'holds' | 'tenants' | 'records'>,
  grantId: string | undefined,
): Promise<boolean> {
  if (grantId === undefined) return true
  const context = await contextOf(deps, grantId)
  return context !== undefined && stillHolds(deps, context)
}
