import type Provider from 'oidc-provider'
import { TOKEN_EXCHANGE } from '../exchange/exchange-parameters.ts'
import { OWN_APP } from './registered-client.ts'
import { putBack, requestForm } from './request-form.ts'

/**
 * fhirclient refreshes without saying which client it is: of one that cannot prove itself anyway the refresh token tells.
 * An exchange need not name a client either (RFC 8693 section 2.1): then it is for our own app. For every other request the
 * form goes on as it came.
 */
export function fillInClient(provider: Provider): void {
  provider.use(async (ctx, next) => {
    const { req } = ctx
    if (req.method === 'POST' && ctx.path === '/token' && req.headers.authorization === undefined) {
      const form = await requestForm(req)
      const client = form && (await clientOf(provider, form))
      if (client !== undefined) {
        form?.set('client_id', client)
        putBack(req, Buffer.from(String(form)))
      }
    }
    await next()
  })
}

/** The public client of a request that does not name it. */
async function clientOf(provider: Provider, form: URLSearchParams): Promise<string | undefined> {
  if (form.has('client_id') || form.has('client_assertion')) return undefined
  const id = await unnamed(provider, form)
  const client = id === undefined ? undefined : await provider.Client.find(id)
  return client?.tokenEndpointAuthMethod === 'none' ? client.clientId : undefined
}

async function unnamed(provider: Provider, form: URLSearchParams): Promise<string | undefined> {
  if (form.get('grant_type') === TOKEN_EXCHANGE) return OWN_APP
  const token = form.get('refresh_token')
  if (token === null || form.get('grant_type') !== 'refresh_token') return undefined
  return (await provider.RefreshToken.find(token, { ignoreExpiration: true }))?.clientId
}
