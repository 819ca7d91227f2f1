import type { Role } from '#ports/caller.ts'
import type { ClientMetadata } from 'oidc-provider'
import { TOKEN_EXCHANGE } from '../exchange/exchange-parameters.ts'

/** Signatures of id_tokens that a client may choose between: those that there are keys for. */
export const ID_TOKEN_ALGORITHMS = ['RS256', 'ES384'] as const
type IdTokenAlgorithm = (typeof ID_TOKEN_ALGORITHMS)[number]

/** What our own app is called as a client. */
export const OWN_APP = 'ccm-app'

/** An OAuth client as an operator has registered it. */
export interface RegisteredClient {
  readonly id: string
  /** What people know it by; sign-in pages show it. */
  readonly name: string
  /** How it proves itself: it cannot (an app in a browser), by a secret, or by a key of its own. */
  readonly proof: 'none' | 'secret' | 'key'
  readonly secret?: string
  /** Public keys of a client that proves itself by one: here, or where to get them. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  readonly jwksUrl?: string
  /** Where a browser may be sent back to; compared character by character. None: it has no users. */
  readonly redirectUris: readonly string[]
  /** The most that it is granted. */
  readonly scopes: readonly string[]
  /** How its id_tokens are signed; absent: RS256, which every client must know (OpenID Connect Core section 15.1). */
  readonly idTokenAlgorithm?: IdTokenAlgorithm
  /** Whether it may exchange an EHR's id_token. */
  readonly exchanges: boolean
  /** Whether it may ask about tokens, its own and others'. */
  readonly introspects: boolean
  /** Whether it may open other apps from its charts, as an EHR does: for its user, on a patient of theirs. */
  readonly launches?: boolean
  /** Our own app: nobody is asked which parts of it may work. */
  readonly own?: boolean
  /**
   * A program that acts by itself does so for one practice, in one role; for the members of a Group, and the patients who
   * permit it to an Organization, where these are said.
   */
  readonly service?: {
    readonly tenant: string
    readonly role: Role
    readonly group?: string
    readonly organization?: string
  }
}

const CODE = 'authorization_code'
const REFRESH = 'refresh_token'
const PROGRAM = 'client_credentials'

/** Properties of ours in the library's client. */
export const CLIENT_PROPERTIES = ['smart_scopes', 'may_introspect'] as const

/** How each kind of client proves itself at the token endpoint. */
const METHODS = { none: 'none', secret: 'client_secret_basic', key: 'private_key_jwt' } as const

/** The client in the words of RFC 7591. */
export function clientMetadata(client: RegisteredClient): ClientMetadata {
  const { id, name, proof, redirectUris, scopes, introspects, idTokenAlgorithm = 'RS256' } = client
  return {
    client_id: id,
    client_name: name,
    application_type: 'web',
    token_endpoint_auth_method: METHODS[proof],
    redirect_uris: [...redirectUris],
    response_types: redirectUris.length > 0 ? ['code'] : [],
    grant_types: grantTypes(client),
    smart_scopes: scopes.join(' '),
    may_introspect: introspects,
    id_token_signed_response_alg: idTokenAlgorithm,
    ...credentials(client),
  }
}

function grantTypes({ proof, redirectUris, service, exchanges }: RegisteredClient): string[] {
  return [
    ...(redirectUris.length > 0 ? [CODE, REFRESH] : []),
    ...(service && proof === 'key' ? [PROGRAM] : []),
    ...(exchanges ? [TOKEN_EXCHANGE] : []),
  ]
}

function credentials({ secret, jwks, jwksUrl }: RegisteredClient): Partial<ClientMetadata> {
  return {
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(jwks ? { jwks: { keys: [...jwks.keys] } } : {}),
    ...(jwksUrl === undefined ? {} : { jwks_uri: jwksUrl }),
  }
}
