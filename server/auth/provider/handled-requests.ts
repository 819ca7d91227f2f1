import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { present } from '#domain/present.ts'

/** What became of a request at which a client proves itself. */
export interface Handled {
  /** The error of OAuth that it was answered with. */
  readonly refused?: string
  /** The access token that was issued. */
  readonly issued?: string
}

const REFUSED = new WeakMap<IncomingMessage, string>()
const ISSUED = new WeakMap<IncomingMessage, string>()

/**
 * Remembers what becomes of requests at which clients prove themselves: the answer is sent by then, or is a page, which does
 * not say.
 */
export function noteHandled(provider: Provider): void {
  const note = ({ req }: KoaContextWithOIDC, { error = 'server_error' }: Error & { readonly error?: string }) => {
    REFUSED.set(req, error)
  }
  provider.on('grant.error', note)
  provider.on('introspection.error', note)
  provider.on('revocation.error', note)
  provider.on('grant.success', ({ req, body }: KoaContextWithOIDC) => {
    const { access_token: issued } = body as { readonly access_token?: string }
    if (issued !== undefined) ISSUED.set(req, issued)
  })
}

/** What became of a request that was answered. */
export function handledWith(incoming: IncomingMessage, { statusCode }: ServerResponse): Handled {
  if (statusCode < 400) return present({ issued: ISSUED.get(incoming) })
  return { refused: REFUSED.get(incoming) ?? (statusCode === 401 ? 'invalid_client' : 'server_error') }
}
