import { present } from '#domain/present.ts'
import type { OwnServer } from '../auth/app-session/own-server.ts'
import type { OwnTokens } from '../auth/app-session/own-tokens.ts'
import type { AuthorizationServer } from '../auth/provider/authorization-server.ts'
import { OWN_APP, type RegisteredClient } from '../auth/provider/registered-client.ts'
import { FIXED_SCOPES } from '../auth/provider/smart-scopes.ts'

/** Our own app: it runs in a browser, so it has no secret. */
export function ownApp(url: string): RegisteredClient {
  return {
    id: OWN_APP,
    name: 'CCM on FHIR',
    proof: 'none',
    redirectUris: [`${url}/app/`],
    scopes: [...FIXED_SCOPES, 'patient/*.cruds', 'user/*.cruds'],
    exchanges: true,
    launches: true,
    introspects: false,
    own: true,
  }
}

/** Tokens for sessions of our app that were begun in an EHR. */
export function ownTokens(server: AuthorizationServer): OwnTokens {
  return {
    issue({ tenant, user, name, role, actsAs, patient, encounter, scope }) {
      const unconfirmed = role === undefined ? true : undefined
      const context = { tenant: tenant.slug, role: actsAs, user, ...present({ patient, encounter, unconfirmed }) }
      return server.issue(OWN_APP, { asked: scope.split(' '), context, name })
    },
  }
}

/** This server, as the one that signs the app's users in. */
export function ownServer(
  { base, nameOf }: Pick<OwnServer, 'nameOf'> & { readonly base: string },
  server: AuthorizationServer,
): OwnServer {
  const { authorization_endpoint, token_endpoint, revocation_endpoint } = server.smartConfiguration
  return {
    fhirBase: base,
    clientId: OWN_APP,
    authorizeUrl: authorization_endpoint,
    tokenUrl: token_endpoint,
    revokeUrl: revocation_endpoint,
    ask: server.ask,
    verifier: server.verifier,
    nameOf,
  }
}
