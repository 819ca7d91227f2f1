import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import type { AuthorizationServerDeps } from './server-deps.ts'
import { grantedScopes, isKnownScope } from './smart-scopes.ts'

/** Seconds that an access token lives. */
export const TOKEN_SECONDS = 3600
/** The same of a program that acts by itself. https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html */
export const PROGRAM_SECONDS = 300

/**
 * The FHIR base as the library sees it. SMART has no list of all scopes, so each request brings those that it is about: what
 * was asked for, or granted before.
 */
export function fhirResourceServer({ base, opens }: Pick<AuthorizationServerDeps, 'base' | 'opens'>) {
  return (ctx: KoaContextWithOIDC, resource: string, client: Client): ResourceServer => {
    if (resource !== base) throw new errors.InvalidTarget()
    const program = ctx.oidc.params?.['grant_type'] === 'client_credentials'
    return {
      scope: program ? programScopes(ctx, client, opens) : scopesOf(ctx, base).join(' '),
      audience: base,
      accessTokenFormat: 'opaque',
      accessTokenTTL: program ? PROGRAM_SECONDS : TOKEN_SECONDS,
    }
  }
}

function scopesOf({ oidc }: KoaContextWithOIDC, base: string): readonly string[] {
  const { params, entities } = oidc
  const all = [
    ...words(params?.['scope']),
    ...words(entities.Grant?.getResourceScope(base)),
    ...(entities.AuthorizationCode?.scopes ?? []),
    ...(entities.RefreshToken?.scopes ?? []),
  ]
  return [...new Set(all)].filter(isKnownScope)
}

/** @throws InvalidScope when nothing is granted: the library would give a token that is good for nothing */
function programScopes({ oidc }: KoaContextWithOIDC, client: Client, opens: AuthorizationServerDeps['opens']): string {
  const asked = words(oidc.params?.['scope'])
  const granted = grantedScopes(asked, {
    registered: words(client['smart_scopes']),
    hasPatient: false,
    isProgram: true,
    opens,
  })
  if (granted.length === 0)
    throw new errors.InvalidScope('none of the scopes asked for can be granted', asked.join(' '))
  if (oidc.params) oidc.params['scope'] = granted.join(' ')
  return granted.join(' ')
}

/** The scopes of a space-separated list. */
export function words(text: unknown): readonly string[] {
  return typeof text === 'string' ? text.split(/\s+/).filter((word) => word !== '') : []
}
