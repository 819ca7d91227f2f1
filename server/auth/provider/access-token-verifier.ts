import type Provider from 'oidc-provider'
import type { AccessToken, ClientCredentials } from 'oidc-provider'
import { present } from '#domain/present.ts'
import { ROLES, type Role } from '#ports/caller.ts'
import type { Principal } from '../principal.ts'
import { parseScopes } from '../scopes.ts'
import { InvalidToken, type TokenVerifier } from '../token-verifier.ts'
import { tokenId } from './enter-events.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'
import { stillHolds } from './still-holds.ts'

/** Says whom the tokens of the authorization server speak for. @param provider the one that is in force now */
export function createAccessTokenVerifier(deps: AuthorizationServerDeps, provider: () => Provider): TokenVerifier {
  return {
    async verify(value) {
      const token = await find(provider(), value)
      if (!token?.isValid || token.aud !== deps.base)
        throw new InvalidToken('The token is not valid: it is over, was revoked, or is none of this server.')
      return principalOf(deps, token, value)
    },
  }
}

async function find(provider: Provider, value: string): Promise<AccessToken | ClientCredentials | undefined> {
  return (await provider.AccessToken.find(value)) ?? (await provider.ClientCredentials.find(value))
}

async function principalOf(
  deps: AuthorizationServerDeps,
  token: AccessToken | ClientCredentials,
  value: string,
): Promise<Principal> {
  const claims: Readonly<Record<string, unknown>> = token.extra ?? {}
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined)
  const role = ROLES.find((known) => known === claims['role'])
  const tenant = await deps.tenants.find(text('tenant') ?? '')
  if (!role || !tenant) throw new InvalidToken('The token names no practice or role of this server.')
  const user = text('user')
  const unconfirmed = claims['unconfirmed'] === true ? ({ unconfirmed: true } as const) : {}
  if (!(await stillHolds(deps, { tenant: tenant.slug, role, ...unconfirmed, ...present({ user }) })))
    throw new InvalidToken('The person has left the practice, or no longer holds the role of this token.')
  return {
    tenant,
    role,
    client: token.clientId ?? '',
    scopes: parseScopes(token.scope ?? ''),
    expires: (token.exp ?? 0) * 1000,
    // What is written down must not be the token.
    tokenId: tokenId(value),
    ...unconfirmed,
    ...present({ user, patient: text('patient') }),
    ...(await limitOf(deps, tenant.slug, role, present({ group: text('group'), organization: text('organization') }))),
  }
}

/** The patients that a payer's client, or one with a Group or an Organization, was granted; of others there is no limit. */
async function limitOf(
  deps: AuthorizationServerDeps,
  tenant: string,
  role: Role,
  grant: { readonly group?: string; readonly organization?: string },
): Promise<Pick<Principal, 'members' | 'group'>> {
  if (Object.keys(grant).length > 0)
    return { members: await deps.membersOf(tenant, grant), ...present({ group: grant.group }) }
  return role === 'payer' ? { members: [] } : {}
}
