import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  PrivateKeyJwt,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
} from 'openid-client'
import type { Clock } from '#ports/clock.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import { signingKey } from '../app-session/client-credential.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** What a provider says of itself is asked for again after so long, in milliseconds. */
const FRESH = 3_600_000

/** Gives a provider as the library knows it. @throws SignInRefused `provider-unreachable` */
export type OpenProvider = (provider: IdentityProvider) => Promise<Configuration>

interface Opened {
  readonly configuration: Configuration
  readonly at: number
}

/** Discovers providers when they are first needed, and keeps what they said for an hour; what cannot be had anew stays. */
export function createOpenProvider({
  fetch,
  clock,
}: {
  readonly fetch: OutboundFetch
  readonly clock: Clock
}): OpenProvider {
  const opened = new Map<string, Opened>()
  const opening = new Map<string, Promise<Configuration>>()
  const open = async (provider: IdentityProvider): Promise<Configuration> => {
    const at = clock.now()
    const configuration = await discovered(fetch, provider)
    opened.set(provider.issuer, { configuration, at })
    return configuration
  }
  return (provider) => {
    const known = opened.get(provider.issuer)
    if (known && clock.now() - known.at < FRESH) return Promise.resolve(known.configuration)
    const promise =
      opening.get(provider.issuer) ??
      open(provider)
        .catch((cause: unknown) => {
          if (known) return known.configuration
          throw new SignInRefused('provider-unreachable', { cause })
        })
        .finally(() => opening.delete(provider.issuer))
    opening.set(provider.issuer, promise)
    return promise
  }
}

/** @throws whatever stands in the way; also where another issuer answers, or it names addresses in the clear */
async function discovered(fetch: OutboundFetch, provider: IdentityProvider): Promise<Configuration> {
  const { issuer, clientId } = provider
  const onThisMachine = issuer.startsWith('http:')
  const configuration = await discovery(new URL(issuer), clientId, {}, await proofOf(provider), {
    [customFetch]: ask(fetch),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the setting allows http for a provider on this machine alone
    execute: [enableNonRepudiationChecks, ...(onThisMachine ? [allowInsecureRequests] : [])],
  })
  const { issuer: said, authorization_endpoint: authorize = '' } = configuration.serverMetadata()
  // One that speaks for many organizations under one name vouches for people of any of them.
  if (new URL(said).href !== new URL(issuer).href) throw new Error('Another issuer answers.')
  if (!authorize.startsWith('https:') && !(onThisMachine && authorize.startsWith('http:')))
    throw new Error('The provider has no address for signing in that is https.')
  return configuration
}

/** The library asks as we do all others: `init` is the same, but for types. */
function ask(fetch: OutboundFetch): CustomFetch {
  return (url, init) => fetch(url, init as RequestInit)
}

async function proofOf({ credential }: IdentityProvider): Promise<ClientAuth> {
  if (credential.kind === 'none') throw new Error('A provider without a proof of our client is none of the settings.')
  if (credential.kind === 'secret') return bySecret(credential.secret)
  const { key, kid } = await signingKey(credential.key)
  if (!(key instanceof CryptoKey)) throw new Error('The key is not one that signs.')
  return PrivateKeyJwt(kid === undefined ? key : { key, kid })
}

/** In the header, as OAuth prefers it, unless the provider takes it in the form alone. */
function bySecret(secret: string): ClientAuth {
  const [header, form] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const inForm = !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
    ;(inForm ? form : header)(server, ...request)
  }
}
