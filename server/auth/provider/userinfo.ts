import type Provider from 'oidc-provider'
import { accountOf } from './grant-context.ts'
import { words } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'
import { grantHolds } from './still-holds.ts'

/** What OpenID Connect calls UserInfo (Core, section 5.3): as much of it as the token's scopes name. */
export interface UserInfo {
  readonly sub: string
  readonly name?: string
  readonly fhirUser?: string
}

/**
 * Who a token speaks for. Undefined for one that is over, or that was not asked for with `openid`. The library's own answers
 * only tokens that are for nothing else.
 */
export async function userInfo(
  deps: AuthorizationServerDeps,
  provider: Provider,
  value: string,
): Promise<UserInfo | undefined> {
  const token = await provider.AccessToken.find(value)
  const scopes = words(token?.scope)
  if (!token?.isValid || !scopes.includes('openid') || !(await grantHolds(deps, token.grantId))) return undefined
  const account = await accountOf(deps, token.accountId)
  if (!account) return undefined
  const fhirUser = `${deps.base}/${account.user}`
  return {
    sub: token.accountId,
    ...(scopes.includes('profile') ? { name: account.name } : {}),
    ...(scopes.includes('fhirUser') || scopes.includes('profile') ? { fhirUser } : {}),
  }
}
