import type Provider from 'oidc-provider'
import type { AccessToken, Client, Grant } from 'oidc-provider'
import { makeGrant, type Granting } from './make-grant.ts'
import { TOKEN_SECONDS } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** A token that was made without a code: of an exchange, or for a session of our own app. */
export interface IssuedToken {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  readonly scope: string
  readonly grant: Grant
  readonly token: AccessToken
}

/** Makes an access token of a grant of its own. Whoever calls has made sure of who it is for. */
export async function issueToken(
  deps: AuthorizationServerDeps,
  provider: Provider,
  client: Client,
  granting: Omit<Granting, 'client'>,
): Promise<IssuedToken> {
  const { grant, grantId, accountId } = await makeGrant(deps, provider, { ...granting, client: client.clientId })
  const scope = grant.getResourceScope(deps.base)
  const token = new provider.AccessToken({
    accountId,
    client,
    grantId,
    gty: 'token_exchange',
    scope,
  })
  token.resourceServer = new provider.ResourceServer(deps.base, {
    scope,
    audience: deps.base,
    accessTokenFormat: 'opaque',
    accessTokenTTL: TOKEN_SECONDS,
  })
  return { accessToken: await token.save(), expiresIn: token.expiration, scope, grant, token }
}
