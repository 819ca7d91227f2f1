import { errors, type Configuration, type JWK, type KoaContextWithOIDC, type UnknownObject } from 'oidc-provider'
import type { SigningKey } from '#ports/signing-keys.ts'
import { accountOf, LONGEST_GRANT, ONLINE_SECONDS } from './grant-context.ts'
import { launchParameters } from './launch-parameters.ts'
import { CLIENT_PROPERTIES, clientMetadata, ID_TOKEN_ALGORITHMS } from './registered-client.ts'
import { fhirResourceServer, PROGRAM_SECONDS, TOKEN_SECONDS } from './resource-server.ts'
import { AUTH_PATH, type AuthorizationServerDeps } from './server-deps.ts'
import { FIXED_SCOPES } from './smart-scopes.ts'
import { maySee } from './may-see.ts'
import { createProviderAdapter } from './provider-adapter.ts'
import { tokenClaims } from './token-claims.ts'
import { requirePublishedKey } from './published-keys.ts'
import { errorPage } from './error-page.ts'

const CODE_SECONDS = 60
/** Seconds for signing in. */
const INTERACTION_SECONDS = 900
/** The longest that a client's assertion may be good for, in seconds. SMART: five minutes. */
const ASSERTION_SECONDS = 300
/** How far a client's clock may be ahead of ours, in seconds. */
const SKEW_SECONDS = 60
/** Keys that a client publishes are asked for again after so long, in seconds. */
const JWKS_SECONDS = 300
const JWKS_BYTES = 65_536

/** The library's settings: SMART App Launch 2.2 on it (docs/decisions/0006). */
export function configuration(deps: AuthorizationServerDeps, keys: readonly SigningKey[]): Configuration {
  const { base } = deps
  return {
    adapter: createProviderAdapter(deps),
    clients: deps.clients.map((client) =>
      // There is nothing to exchange where no EHR is registered.
      clientMetadata({ ...client, exchanges: client.exchanges && deps.exchange !== undefined }),
    ),
    jwks: { keys: signingOrder(keys, deps.clock.now()) },
    scopes: [...FIXED_SCOPES],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name', 'fhirUser'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['none', 'client_secret_basic', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS384', 'ES384'],
      idTokenSigningAlgValues: [...ID_TOKEN_ALGORITHMS],
    },
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims, header, client) => {
      requireSmartAssertion(deps, claims, header)
      await requirePublishedKey(ctx, client)
    },
    extraParams: launchParameters(deps),
    extraClientMetadata: { properties: [...CLIENT_PROPERTIES] },
    extraTokenClaims: tokenClaims(deps),
    findAccount: async (_ctx, sub) => {
      const account = await accountOf(deps, sub)
      if (!account) return undefined
      const claims = { sub, name: account.name, fhirUser: `${base}/${account.user}` }
      return { accountId: sub, claims: () => claims }
    },
    loadExistingGrant,
    expiresWithSession: () => Promise.resolve(false),
    issueRefreshToken: (_ctx, client, { scopes }) =>
      client.grantTypeAllowed('refresh_token') && (scopes.has('offline_access') || scopes.has('online_access')),
    rotateRefreshToken: true,
    ttl: LIFETIMES,
    clientBasedCORS: () => true,
    renderError: errorPage(deps),
    routes: ROUTES,
    cookies: cookies(deps),
    interactions: { url: (_ctx, { uid }) => `${AUTH_PATH}/interaction/${uid}` },
    fetch: (input, init) => keysOfClient(deps, input, init),
    fetchResponseBodyLimits: { jwks_uri: JWKS_BYTES },
    features: features(deps),
  }
}

/** Seconds that each of the library's records lives. */
const LIFETIMES: NonNullable<Configuration['ttl']> = {
  AccessToken: TOKEN_SECONDS,
  AuthorizationCode: CODE_SECONDS,
  ClientCredentials: PROGRAM_SECONDS,
  Grant: LONGEST_GRANT,
  IdToken: TOKEN_SECONDS,
  Interaction: INTERACTION_SECONDS,
  RefreshToken: (ctx, token) => refreshSeconds(ctx, token.scopes),
  Session: INTERACTION_SECONDS,
}

function cookies({ cookieKeys }: AuthorizationServerDeps): NonNullable<Configuration['cookies']> {
  const cookie = { sameSite: 'lax', httpOnly: true, signed: true } as const
  return { keys: [...cookieKeys], long: { ...cookie, path: AUTH_PATH }, short: cookie }
}

const ROUTES = {
  authorization: '/authorize',
  token: '/token',
  introspection: '/introspect',
  revocation: '/revoke',
  jwks: '/jwks',
} as const

function features(deps: AuthorizationServerDeps): NonNullable<Configuration['features']> {
  const { base } = deps
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => maySee(deps, client, token),
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => Promise.resolve(base),
      useGrantedResource: () => Promise.resolve(true),
      getResourceServerInfo: fhirResourceServer(deps),
    },
  }
}

/** The newest key that may sign stands first of its algorithm; all are published. */
function signingOrder(keys: readonly SigningKey[], now: number): JWK[] {
  const signing = keys.filter(({ signsFrom }) => signsFrom <= now)
  const waiting = keys.filter(({ signsFrom }) => signsFrom > now)
  return [...signing, ...waiting].map(({ jwk }) => jwk as unknown as JWK)
}

/** Only what was granted in this very request: an earlier grant of the browser is for another patient. */
function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const launched = ctx.oidc.entities['LaunchGrant'] as string | undefined
  const grantId = launched ?? ctx.oidc.result?.consent?.grantId
  return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId)
}

/** A rotated token lives no longer than the first one would have. */
function refreshSeconds({ oidc }: KoaContextWithOIDC, scopes: ReadonlySet<string>): number {
  const rotated = oidc.entities.RotatedRefreshToken
  return rotated?.remainingTTL ?? (scopes.has('offline_access') ? LONGEST_GRANT : ONLINE_SECONDS)
}

/**
 * An assertion names our token endpoint and nobody else: one that other servers take as well could be sent on by them
 * (RFC 7523bis, section 4: one audience alone; SMART App Launch 2.2: it is the token endpoint).
 * @throws InvalidClientAuth. https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html
 */
function requireSmartAssertion(
  { url, clock }: AuthorizationServerDeps,
  claims: UnknownObject,
  header: UnknownObject,
): void {
  const [audience, ...others]: readonly unknown[] = [claims['aud']].flat()
  if (audience !== `${url}${AUTH_PATH}${ROUTES.token}` || others.length > 0)
    throw new errors.InvalidClientAuth('aud is not the token endpoint alone')
  requireSoon(claims, Math.floor(clock.now() / 1000))
  if (typeof claims['jti'] !== 'string' || claims['jti'] === '') throw new errors.InvalidClientAuth('jti is missing')
  if ((header['typ'] ?? 'JWT') !== 'JWT') throw new errors.InvalidClientAuth('typ is not JWT')
  if (typeof header['kid'] !== 'string') throw new errors.InvalidClientAuth('kid is missing')
}

/** The library asks whether an assertion is over, not whether it was made for a time to come. @param now seconds since 1970 */
function requireSoon({ exp, iat }: UnknownObject, now: number): void {
  if (typeof exp !== 'number' || exp > now + ASSERTION_SECONDS)
    throw new errors.InvalidClientAuth('exp is more than five minutes ahead')
  if (typeof iat === 'number' && iat > now + SKEW_SECONDS)
    throw new errors.InvalidClientAuth('iat is ahead of the clock here')
}

/** Whatever a client's server says, its keys are asked for again soon, from where they were registered. */
async function keysOfClient(
  { fetch }: AuthorizationServerDeps,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const address = input instanceof Request ? input.url : String(input)
  const response = await fetch(address, { ...init, redirect: 'error' })
  // The library would take even a refusal for an answer: keys of before would be good, or none there, for five minutes.
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`The keys of a client are not there: ${response.status}.`)
  }
  const headers = new Headers(response.headers)
  headers.delete('expires')
  headers.set('cache-control', `max-age=${JWKS_SECONDS}`)
  return new Response(response.body, { status: response.status, headers })
}
