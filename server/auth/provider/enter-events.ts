import type Provider from 'oidc-provider'
import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider'
import { hash } from 'node:crypto'
import { present } from '#domain/present.ts'
import { ROLES } from '#ports/caller.ts'
import { securityEntry, type SecurityEntry, type SecurityEvent } from '#ports/security-entry.ts'
import { contextOf, type GrantContext } from './grant-context.ts'
import { words } from './resource-server.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** Whose the token is and what for, as far as the trail says it. */
type Grounds = Partial<Pick<GrantContext, 'tenant' | 'role' | 'user' | 'patient'>>

/** Enters in the trail what becomes of tokens: each that is issued or revoked, and why one is not. */
export function enterEvents(deps: AuthorizationServerDeps, provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as KoaContextWithOIDC
    const route = (oidc as typeof oidc | undefined)?.route
    if (route === 'token') await enterToken(deps, ctx as KoaContextWithOIDC)
    else if (route === 'revocation' || route === 'introspection')
      await enterManaged(deps, ctx as KoaContextWithOIDC, route)
  })
  provider.on('authorization.error', (ctx: KoaContextWithOIDC, { error }: Error & { readonly error?: string }) => {
    const event = ctx.oidc.params?.['launch'] === undefined ? 'login' : 'launch'
    refused(deps, ctx, event, error ?? 'server_error')
  })
}

async function enterToken(deps: AuthorizationServerDeps, ctx: KoaContextWithOIDC): Promise<void> {
  const { AccessToken: access, ClientCredentials: program } = ctx.oidc.entities
  const token = access ?? program
  if (ctx.status !== 200 || !token) {
    refusedToken(deps, ctx)
    return
  }
  const details = { grant: words(ctx.oidc.params?.['grant_type']).join(' '), scope: token.scope ?? '' }
  await entered(deps, ctx, { event: 'token-issued', token, details })
}

function refusedToken(deps: AuthorizationServerDeps, ctx: KoaContextWithOIDC): void {
  const { error = 'server_error' } = (ctx.body ?? {}) as { readonly error?: string }
  refused(deps, ctx, error === 'invalid_client' ? 'client-refused' : 'token-refused', error)
}

async function enterManaged(
  deps: AuthorizationServerDeps,
  ctx: KoaContextWithOIDC,
  route: 'revocation' | 'introspection',
): Promise<void> {
  if (ctx.status === 401) {
    refusedToken(deps, ctx)
    return
  }
  const { AccessToken: access, RefreshToken: refresh, ClientCredentials: program } = ctx.oidc.entities
  const token = access ?? refresh ?? program
  if (route === 'revocation' && ctx.status === 200 && token && token.clientId === ctx.oidc.client?.clientId)
    await entered(deps, ctx, { event: 'token-revoked', token })
}

interface Happened {
  readonly event: SecurityEvent
  readonly token: Pick<AccessToken | ClientCredentials, 'jti' | 'clientId'> & { readonly grantId?: string | undefined }
  readonly details?: Readonly<Record<string, string>>
}

async function entered(
  deps: AuthorizationServerDeps,
  ctx: KoaContextWithOIDC,
  { event, token, details }: Happened,
): Promise<void> {
  const grounds = await groundsOf(deps, token)
  const tenant = await deps.tenants.find(grounds.tenant ?? '')
  const { user, role, patient } = grounds
  deps.audit.record(
    securityEntry({
      event,
      outcome: '0',
      ...callOf(deps, ctx),
      token: tokenId(token.jti),
      ...present({ tenant: tenant?.key, user, role, patient, client: token.clientId, details }),
    }),
  )
}

/** By now a grant that was revoked is gone: then the trail has the client and the token. */
async function groundsOf(deps: AuthorizationServerDeps, { grantId, clientId }: Happened['token']): Promise<Grounds> {
  if (grantId !== undefined) return (await contextOf(deps, grantId)) ?? {}
  const service = deps.clients.find(({ id }) => id === clientId)?.service
  const role = ROLES.find((each) => each === service?.role)
  return present({ tenant: service?.tenant, role })
}

function refused(deps: AuthorizationServerDeps, ctx: KoaContextWithOIDC, event: SecurityEvent, why: string): void {
  const named = ctx.oidc.params?.['client_id']
  const client = ctx.oidc.client?.clientId ?? (typeof named === 'string' ? named : undefined)
  deps.refusals.record({ event, outcome: '4', ...callOf(deps, ctx), refusal: why, ...present({ client }) })
}

function callOf(
  { ids }: AuthorizationServerDeps,
  { ip }: KoaContextWithOIDC,
): Pick<SecurityEntry, 'request' | 'address'> {
  return { request: ids.next(), ...(ip === '' ? {} : { address: ip }) }
}

/** Enters that somebody signed in, or opened an app on somebody. */
export async function enterSignIn(
  deps: AuthorizationServerDeps,
  call: Pick<SecurityEntry, 'request' | 'address'>,
  {
    event,
    context,
    client,
  }: { readonly event: 'login' | 'launch'; readonly context: GrantContext; readonly client: string },
): Promise<void> {
  const tenant = await deps.tenants.find(context.tenant)
  const { user, role, patient } = context
  deps.audit.record(
    securityEntry({ event, outcome: '0', role, client, ...call, ...present({ tenant: tenant?.key, user, patient }) }),
  )
}

/** What a token is called where it is written down: nobody can make the token from it. */
export function tokenId(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 22)
}
