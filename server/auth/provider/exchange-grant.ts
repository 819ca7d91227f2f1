import { errors, type Client, type KoaContextWithOIDC, type UnknownObject } from 'oidc-provider'
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
import { issueToken } from './issue-token.ts'
import { words } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** Takes an EHR's id_token at the token endpoint (RFC 8693): the client has proved itself, and may do this. */
export function registerExchange(deps: AuthorizationServerDeps, provider: Provider, exchange: ExchangeDeps): void {
  provider.registerGrantType(
    TOKEN_EXCHANGE,
    async (ctx) => {
      const { client } = ctx.oidc
      const launch = await exchangeEhrToken(exchange, {
        parameters: ctx.oidc.params as ExchangeParameters,
        client: client.clientId,
        request: deps.ids.next(),
        address: ctx.ip,
      }).catch((error: unknown) => {
        throw oauthError(error)
      })
      ctx.body = await tokenFor(deps, provider, ctx, { client, launch })
    },
    [...EXCHANGE_PARAMETERS],
  )
}

async function tokenFor(
  deps: AuthorizationServerDeps,
  provider: Provider,
  ctx: KoaContextWithOIDC,
  { client, launch }: { readonly client: Client; readonly launch: ExchangedLaunch },
): Promise<UnknownObject> {
  const { tenant, user, name, role, actsAs, patient, encounter, scope } = launch
  const unconfirmed = role === undefined ? true : undefined
  const context = { tenant: tenant.slug, role: actsAs, user, ...present({ patient, encounter, unconfirmed }) }
  const issued = await issueToken(deps, provider, client, { asked: words(scope), context, name })
  ctx.oidc.entity('Grant', issued.grant)
  ctx.oidc.entity('AccessToken', issued.token)
  return {
    access_token: issued.accessToken,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: issued.expiresIn,
    scope: issued.scope,
  }
}

/** Why an exchange is refused stands in the log and the trail; the caller learns what kind of fault it is. */
function oauthError(error: unknown): unknown {
  if (!(error instanceof ExchangeRefused)) return error
  const { error: code, message, status } = error
  return Object.assign(new errors.CustomOIDCProviderError(code, message), { status, statusCode: status })
}
