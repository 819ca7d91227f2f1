import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'

const REFUSED = new WeakMap<IncomingMessage, string>()

/** Remembers why requests are refused at which clients prove themselves: the answer may be a page, which does not say. */
export function noteRefused(provider: Provider): void {
  const note = ({ req }: KoaContextWithOIDC, { error = 'server_error' }: Error & { readonly error?: string }) => {
    REFUSED.set(req, error)
  }
  provider.on('grant.error', note)
  provider.on('introspection.error', note)
  provider.on('revocation.error', note)
}

/** The error of OAuth that a request was answered with; undefined where it was none. */
export function refusedWith(incoming: IncomingMessage, { statusCode }: ServerResponse): string | undefined {
  if (statusCode < 400) return undefined
  return REFUSED.get(incoming) ?? (statusCode === 401 ? 'invalid_client' : 'server_error')
}
