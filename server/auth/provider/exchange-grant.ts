import { errors, type KoaContextWithOIDC, type UnknownObject } from 'oidc-provider'
import type Provider from 'oidc-provider'
import { present } from '#domain/present.ts'
import { exchangeEhrToken, type ExchangeDeps, type ExchangedLaunch } from '../exchange/exchange-ehr-token.ts'
import {
  ACCESS_TOKEN,
  EXCHANGE_PARAMETERS,
  TOKEN_EXCHANGE,
  type ExchangeParameters,
} from '../exchange/exchange-parameters.ts'
import { ExchangeRefused } from '../exchange/exchange-refused.ts'
import { makeGrant } from './make-grant.ts'
import { TOKEN_SECONDS, words } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** Takes an EHR's id_token at the token endpoint (RFC 8693): the client has proved itself, and may do this. */
export function registerExchange(deps: AuthorizationServerDeps, provider: Provider, exchange: ExchangeDeps): void {
  provider.registerGrantType(
    TOKEN_EXCHANGE,
    async (ctx) => {
      const { clientId } = ctx.oidc.client
      const launch = await exchangeEhrToken(exchange, {
        parameters: ctx.oidc.params as ExchangeParameters,
        client: clientId,
        request: deps.ids.next(),
        address: ctx.ip,
      }).catch((error: unknown) => {
        throw oauthError(error)
      })
      ctx.body = await tokenFor(deps, provider, ctx, { client: clientId, launch })
    },
    [...EXCHANGE_PARAMETERS],
  )
}

async function tokenFor(
  deps: AuthorizationServerDeps,
  provider: Provider,
  ctx: KoaContextWithOIDC,
  { client, launch }: { readonly client: string; readonly launch: ExchangedLaunch },
): Promise<UnknownObject> {
  const { tenant, user, name, actsAs, patient, encounter, scope } = launch
  const context = { tenant: tenant.slug, role: actsAs, user, ...present({ patient, encounter }) }
  const { grant, grantId, accountId } = await makeGrant(deps, provider, {
    client,
    asked: words(scope),
    context,
    name,
  })
  const token = new provider.AccessToken({
    accountId,
    client: ctx.oidc.client,
    grantId,
    gty: 'token_exchange',
    scope: grant.getResourceScope(deps.base),
  } as unknown as ConstructorParameters<typeof provider.AccessToken>[0])
  token.resourceServer = new provider.ResourceServer(deps.base, {
    scope: token.scope ?? '',
    audience: deps.base,
    accessTokenFormat: 'opaque',
    accessTokenTTL: TOKEN_SECONDS,
  })
  ctx.oidc.entity('Grant', grant)
  ctx.oidc.entity('AccessToken', token)
  return {
    access_token: await token.save(),
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope: token.scope,
  }
}

/** Why an exchange is refused stands in the log and the trail; the caller learns what kind of fault it is. */
function oauthError(error: unknown): unknown {
  if (!(error instanceof ExchangeRefused)) return error
  return new errors.CustomOIDCProviderError(error.error, error.message)
}
