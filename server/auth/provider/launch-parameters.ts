import { errors, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { takeLaunch } from './launches.ts'
import { makeGrant } from './make-grant.ts'
import { words } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** `aud` and `launch` of SMART App Launch, beside the parameters of OAuth. */
export function launchParameters(deps: AuthorizationServerDeps): NonNullable<Configuration['extraParams']> {
  return {
    aud(ctx, value) {
      if (value?.replace(/\/+$/, '') !== deps.base)
        throw new errors.InvalidRequest(`aud must be this server's FHIR base: ${deps.base}`)
      keepOffline(ctx)
    },
    async launch(ctx, value, client) {
      const asked = words(ctx.oidc.params?.['scope']).includes('launch')
      if (value === undefined && !asked) return
      if (value === undefined)
        throw new errors.InvalidRequest('scope launch is for apps that an EHR opens: launch is missing')
      if (!asked) throw new errors.InvalidRequest('launch wants the scope launch beside it')
      await begin(deps, ctx, client, value)
    },
  }
}

/** The library takes it away where nobody is asked for consent by name. */
function keepOffline({ oidc, query }: KoaContextWithOIDC): void {
  const scope = oidc.params?.['scope']
  const asked = words(query['scope'])
  if (!oidc.params || !asked.includes('offline_access') || words(scope).includes('offline_access')) return
  oidc.params['scope'] = [...words(scope), 'offline_access'].join(' ')
}

/**
 * Lets in who opened the app from a chart, without a page and without a cookie: whoever brings the launch is that user, for
 * the one client that was opened.
 */
async function begin(
  deps: AuthorizationServerDeps,
  ctx: KoaContextWithOIDC,
  { clientId }: Client,
  value: string,
): Promise<void> {
  const launch = await takeLaunch(deps, value, clientId)
  if (!launch) throw new errors.InvalidRequest('launch is unknown, was used, or is over: open the app again')
  const { client, name, ...context } = launch
  const asked = words(ctx.oidc.params?.['scope'])
  const granted = await makeGrant(deps, ctx.oidc.provider, { client, asked, context, name })
  ctx.oidc.session?.loginAccount({ accountId: granted.accountId, amr: ['launch'], transient: true })
  ctx.oidc.entity('LaunchGrant', granted.grantId)
  // A scope that was narrowed is another word than the one asked for, and the code must have it.
  if (ctx.oidc.params) ctx.oidc.params['scope'] = granted.scopes.join(' ')
}
