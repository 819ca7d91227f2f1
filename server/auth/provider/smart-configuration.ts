import { TOKEN_EXCHANGE } from '../exchange/exchange-parameters.ts'
import { AUTH_PATH } from './server-deps.ts'
import { FIXED_SCOPES } from './smart-scopes.ts'

/** Where what a client asks for is, below the server's URL. */
export function oauthUris(url: string) {
  const issuer = `${url}${AUTH_PATH}`
  return {
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    introspect: `${issuer}/introspect`,
    revoke: `${issuer}/revoke`,
  }
}

/** What `/.well-known/smart-configuration` says. https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html */
export function smartConfiguration(url: string, { signsIn }: { readonly signsIn: boolean }) {
  const issuer = `${url}${AUTH_PATH}`
  const { authorize, token, introspect, revoke } = oauthUris(url)
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: authorize,
    token_endpoint: token,
    introspection_endpoint: introspect,
    revocation_endpoint: revoke,
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials', TOKEN_EXCHANGE],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: SCOPES,
    capabilities: [...CAPABILITIES, ...(signsIn ? STANDALONE : [])],
  }
}

const SCOPES = [...FIXED_SCOPES, 'patient/*.cruds', 'user/*.cruds', 'system/*.cruds']

const CAPABILITIES = [
  'launch-ehr',
  'authorize-post',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-banner',
  'context-style',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
]

/** What needs somebody who signs in here, without an EHR. */
const STANDALONE = ['launch-standalone', 'context-standalone-patient']
