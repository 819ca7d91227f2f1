import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
  type IDToken,
} from 'openid-client'
import { present } from '#domain/present.ts'
import { OutboundFault } from '#ports/outbound-fetch.ts'
import type { VouchedPerson } from '#ports/staff-access.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** What is kept while somebody is at the provider. */
export interface Asked {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/**
 * Begins the code flow with PKCE: what to keep, and where to send the browser.
 * @param asking `anew`: whoever is signed in there is not who sits here, and must not be let in unasked
 */
export async function askProvider(
  configuration: Configuration,
  { scopes }: IdentityProvider,
  { redirectUri, anew = false }: { readonly redirectUri: string; readonly anew?: boolean },
): Promise<Asked & { readonly url: string }> {
  const asked = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    ...(anew ? { prompt: 'login' } : {}),
  })
  return { ...asked, url: url.href }
}

/** What comes back, and what was kept of the question. */
export interface Answered {
  /** The redirect URI with the answer's parameters. */
  readonly back: URL
  readonly asked: Asked
}

/**
 * Redeems the code and checks the id_token (OpenID Connect Core 1.0 section 3.1.3.7): state, issuer, audience, signature,
 * times and nonce. Answers who the provider says it is; an e-mail that it has not verified is left out.
 * @throws SignInRefused
 */
export async function personFrom(
  configuration: Configuration,
  { npiClaim }: IdentityProvider,
  { back, asked }: Answered,
): Promise<VouchedPerson> {
  const tokens = await authorizationCodeGrant(configuration, back, {
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    pkceCodeVerifier: asked.verifier,
    idTokenExpected: true,
  }).catch((cause: unknown) => {
    throw refusalOf(cause)
  })
  const claims = tokens.claims()
  if (!claims || claims.sub === '' || claims.sub.length > 255) throw new SignInRefused('identity-refused')
  const more = claims['email'] === undefined ? await userInfo(configuration, tokens.access_token, claims) : {}
  const said = { ...more, ...claims }
  const email = said['email_verified'] === true && typeof said['email'] === 'string' ? said['email'] : undefined
  return { issuer: claims.iss, subject: claims.sub, ...present({ email, npi: npiIn(said, npiClaim) }) }
}

/** Some providers say an e-mail there alone. One that does not answer has said none. */
async function userInfo(
  configuration: Configuration,
  accessToken: string,
  { sub }: IDToken,
): Promise<Readonly<Record<string, unknown>>> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  return fetchUserInfo(configuration, accessToken, sub).catch(() => ({}))
}

function npiIn(claims: Readonly<Record<string, unknown>>, claim: string | undefined): string | undefined {
  const value = claim === undefined ? undefined : claims[claim]
  return typeof value === 'string' && /^\d{10}$/.test(value) ? value : undefined
}

function refusalOf(cause: unknown): SignInRefused {
  const fault = isOutOfReach(cause) ? 'provider-unreachable' : 'identity-refused'
  return new SignInRefused(cause instanceof AuthorizationResponseError ? 'provider-refused' : fault, { cause })
}

/** The library wraps what the fetch throws, and an answer that is none; a time that is over is its own. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof OutboundFault) return true
  if (error instanceof Response) return error.status >= 500 || error.status === 429
  if (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT') return true
  return error instanceof Error && error.cause !== undefined && isOutOfReach(error.cause)
}
