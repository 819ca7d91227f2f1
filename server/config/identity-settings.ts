import { z } from 'zod'
import type { ClientCredential } from '../auth/app-session/client-credential.ts'
import type { IdentityProvider } from '../auth/sign-in/identity-provider.ts'
import { present } from '#domain/present.ts'
import { atLeastOne, environmentName, fromText, line, listOf, url } from './setting-types.ts'

const SLUG_ERROR = 'must be the name of a practice (its slug)'

const provider = z
  .strictObject(
    {
      name: line('must be the name that people know it by'),
      issuer: url(),
      clientId: line('must be the id of our client there'),
      clientSecretFrom: environmentName(),
      privateKeyFrom: environmentName(),
      scopes: atLeastOne(line('must be a scope'), 'scopes')
        .refine((scopes) => scopes.includes('openid'), { error: 'must name openid: without it there is no id_token' })
        .default(['openid', 'email', 'profile']),
      practices: atLeastOne(line(SLUG_ERROR), 'practices that it vouches for'),
      npiClaim: line('must be the name of a claim').optional(),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object that describes a provider' : undefined) },
  )
  .refine(
    ({ clientSecretFrom, privateKeyFrom }) => (clientSecretFrom === undefined) !== (privateKeyFrom === undefined),
    {
      path: ['clientSecretFrom'],
      error: 'a client proves itself in one way: clientSecretFrom or privateKeyFrom',
    },
  )

type IdentitySetting = Readonly<z.output<typeof provider>>

/** The setting `IDENTITY_PROVIDERS`: the practices' OpenID Connect providers, by which staff sign in. */
export const identitySettings = {
  IDENTITY_PROVIDERS: z.preprocess(fromText, listOf(provider, 'providers: [{"name": …}]')).default([]),
} as const

/** The providers of the settings. Secrets and keys are taken from the environment. */
export function identityProviders(
  providers: readonly IdentitySetting[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly IdentityProvider[] {
  return providers.map(({ name, issuer, clientId, scopes, practices, npiClaim, ...named }) => ({
    name,
    issuer,
    clientId,
    scopes,
    practices,
    credential: credentialOf(named, environment),
    ...present({ npiClaim }),
  }))
}

function credentialOf(
  { clientSecretFrom, privateKeyFrom }: Pick<IdentitySetting, 'clientSecretFrom' | 'privateKeyFrom'>,
  environment: Readonly<Record<string, string | undefined>>,
): ClientCredential {
  if (privateKeyFrom !== undefined) return { kind: 'key', key: environment[privateKeyFrom] ?? '' }
  return { kind: 'secret', secret: environment[clientSecretFrom ?? ''] ?? '' }
}

/** What is wrong with providers that are right one by one. Each names the field. */
export function identityContradictions(
  providers: readonly IdentitySetting[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const issuers = new Map<string, number>()
  return providers.flatMap((each, at) => {
    const issuer = new URL(each.issuer).href
    const other = issuers.get(issuer)
    issuers.set(issuer, other ?? at)
    return [
      ...(other === undefined ? [] : [`IDENTITY_PROVIDERS[${at}].issuer: is IDENTITY_PROVIDERS[${other}]'s`]),
      ...(['clientSecretFrom', 'privateKeyFrom'] as const).flatMap((field) => {
        const name = each[field]
        return name !== undefined && !environment[name]
          ? [`IDENTITY_PROVIDERS[${at}].${field}: the environment has no ${name}`]
          : []
      }),
    ]
  })
}
