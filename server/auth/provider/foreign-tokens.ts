import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'

/**
 * Says of a JWT what introspection says of all that is no token of ours: it is not active. Ours are opaque, so that the
 * library refuses one with an error, and a resource server would take that for a failure (RFC 7662 section 2.2).
 */
export function answerForeign(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as KoaContextWithOIDC
    const { error } = (ctx.body ?? {}) as { readonly error?: string }
    if ((oidc as typeof oidc | undefined)?.route !== 'introspection' || error !== 'unsupported_token_type') return
    ctx.status = 200
    ctx.body = { active: false }
  })
}
