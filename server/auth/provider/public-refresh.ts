import type Provider from 'oidc-provider'
import { putBack, requestForm } from './request-form.ts'

/**
 * fhirclient refreshes without saying which client it is. Of one that cannot prove itself anyway the refresh token tells.
 * For every other request the form goes on as it came.
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

/** The public client of a refresh that does not name it. */
async function clientOf(provider: Provider, form: URLSearchParams): Promise<string | undefined> {
  const token = form.get('refresh_token')
  if (token === null || form.get('grant_type') !== 'refresh_token') return undefined
  if (form.has('client_id') || form.has('client_assertion')) return undefined
  const found = await provider.RefreshToken.find(token, { ignoreExpiration: true })
  const client = found?.clientId === undefined ? undefined : await provider.Client.find(found.clientId)
  return client?.tokenEndpointAuthMethod === 'none' ? client.clientId : undefined
}
