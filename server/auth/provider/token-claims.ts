import {
  errors,
  type AccessToken,
  type ClientCredentials,
  type KoaContextWithOIDC,
  type UnknownObject,
} from 'oidc-provider'
import type Provider from 'oidc-provider'
import { present } from '#domain/present.ts'
import { contextOf, type GrantContext } from './grant-context.ts'
import { stillHolds } from './still-holds.ts'
import { AUTH_PATH, type AuthorizationServerDeps } from './server-deps.ts'

/**
 * What a token says besides its scopes: kept with it, and shown by introspection. It is asked for whenever a token is made:
 * whoever has lost the role meanwhile gets no further one.
 */
export function tokenClaims(deps: AuthorizationServerDeps) {
  return async (
    _ctx: KoaContextWithOIDC,
    token: AccessToken | ClientCredentials,
  ): Promise<UnknownObject | undefined> => {
    if (!('grantId' in token)) {
      const service = deps.clients.find(({ id }) => id === token.clientId)?.service
      return service && { ...service }
    }
    const context = await contextOf(deps, token.grantId)
    if (!context) return undefined
    if (!(await stillHolds(deps, context))) throw new errors.InvalidGrant('the person no longer holds the role')
    return claimsOf(deps.base, context)
  }
}

/** `fhirUser` absolute, as SMART wants it; the rest as the launch said it. */
function claimsOf(base: string, { tenant, role, user, patient, encounter, unconfirmed }: GrantContext): UnknownObject {
  return {
    tenant,
    role,
    ...(user ? { user, fhirUser: `${base}/${user}` } : {}),
    ...present({ patient, encounter, unconfirmed }),
  }
}

/**
 * Adds the launch context to what the token endpoint answers.
 * https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
 */
export function answerLaunchContext(deps: AuthorizationServerDeps, provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as KoaContextWithOIDC
    if ((oidc as typeof oidc | undefined)?.route !== 'token') return
    ctx.set('cache-control', 'no-store')
    ctx.set('pragma', 'no-cache')
    const grantId = oidc.entities.AccessToken?.grantId
    if (ctx.status !== 200 || grantId === undefined) return
    const context = await contextOf(deps, grantId)
    if (context) ctx.body = { ...shownOf(deps, context), ...(ctx.body as object) }
  })
}

function shownOf({ url }: AuthorizationServerDeps, context: GrantContext): UnknownObject {
  const { tenant, patient, encounter, intent, needPatientBanner } = context
  return {
    tenant,
    ...present({ patient, encounter, intent }),
    need_patient_banner: needPatientBanner ?? true,
    smart_style_url: `${url}${AUTH_PATH}/smart-style.json`,
  }
}
