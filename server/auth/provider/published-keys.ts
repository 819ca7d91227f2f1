import { compactVerify, createLocalJWKSet, type JWK } from 'jose'
import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider'

/** A client's keys as the library keeps them: in the settings for good, by address until they are stale. */
interface ClientKeys extends Iterable<JWK> {
  fresh(): boolean
  refresh(): Promise<void>
}

/**
 * Requires that the key of an assertion is still published (SMART App Launch 2.2, client-confidential-asymmetric). The library
 * asks for the keys anew only when a signature fits none that it has: one that was taken away would be good for ever.
 * @throws InvalidClientAuth where the keys that are published now have not signed it, or cannot be had
 */
export async function requirePublishedKey(ctx: KoaContextWithOIDC, client: Client): Promise<void> {
  const { asymmetricKeyStore: keys } = client as unknown as { readonly asymmetricKeyStore: ClientKeys }
  if (keys.fresh()) return
  try {
    await keys.refresh()
    await compactVerify(String(ctx.oidc.params?.['client_assertion']), createLocalJWKSet({ keys: [...keys] }))
  } catch {
    throw new errors.InvalidClientAuth('the key of the assertion is not published now')
  }
}
