import type { AccessToken, Client, ClientCredentials, RefreshToken } from 'oidc-provider'
import { contextOf } from './grant-context.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'
import { grantHolds } from './still-holds.ts'

type Token = AccessToken | ClientCredentials | RefreshToken

/**
 * Whether a client is told what a token is: its own, or, where it was registered to ask and proves who it is, those of others
 * (RFC 7662 section 2.1). A program of one practice asks about that one alone. Of somebody who has lost the role, a token is
 * shown as over.
 */
export async function maySee(deps: AuthorizationServerDeps, client: Client, token: Token): Promise<boolean> {
  const grantId = 'grantId' in token ? token.grantId : undefined
  const own = token.clientId === client.clientId
  return (own || (await mayAsk(deps, client, token, grantId))) && grantHolds(deps, grantId)
}

async function mayAsk(
  deps: AuthorizationServerDeps,
  client: Client,
  token: Token,
  grantId: string | undefined,
): Promise<boolean> {
  if (client['may_introspect'] !== true || client.tokenEndpointAuthMethod === 'none') return false
  const practice = serviceOf(deps, client.clientId)?.tenant
  if (practice === undefined) return true
  const context = grantId === undefined ? serviceOf(deps, token.clientId) : await contextOf(deps, grantId)
  return context?.tenant === practice
}

function serviceOf({ clients }: AuthorizationServerDeps, client: string | undefined) {
  return clients.find(({ id }) => id === client)?.service
}
