import type { AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import type { ResourcePreparer } from '#ports/prepare-resource.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import type { BoundedRefusals } from '../auth/bounded-refusals.ts'
import { createAppSession, type AppSession } from '../auth/app-session/app-session.ts'
import type { AppSessionDeps } from '../auth/app-session/app-session-deps.ts'
import type { OwnServer } from '../auth/app-session/own-server.ts'
import { createOpenProvider } from '../auth/sign-in/open-provider.ts'
import { createProviderSignIn, type ProviderSignIn } from '../auth/sign-in/provider-sign-in.ts'
import type { Scope } from '../auth/scopes.ts'
import { createEhrKeys } from '../auth/exchange/ehr-keys.ts'
import { createAuthorizationServer, type AuthorizationServer } from '../auth/provider/authorization-server.ts'
import type { RegisteredClient } from '../auth/provider/registered-client.ts'
import { grantedScopes } from '../auth/provider/smart-scopes.ts'
import { createRolePolicy } from '../auth/roles.ts'
import { createCachedVerifier, type CachedVerifier, type TokenVerifier } from '../auth/token-verifier.ts'
import type { Config } from '../config.ts'
import { registeredClients } from '../config/client-settings.ts'
import { identityProviders } from '../config/identity-settings.ts'
import { ehrCredentials, registeredEhrs } from '../config/ehr-settings.ts'
import { createAppSessions, createLaunchRecords } from '../store/app-sessions.ts'
import type { Database } from '../store/open-database.ts'
import { createOauthRecords } from '../store/oauth/oauth-records.ts'
import { createSigningKeys } from '../store/oauth/signing-keys.ts'
import { createSealer } from '../store/sealer.ts'
import { whenStaffChanges } from '../store/staff-changes.ts'
import { createEhrAdmission } from '../use-cases/ehr/admission.ts'
import { createStaffAccess } from '../use-cases/staff-access/staff-access.ts'
import type { EndedTokens } from './ended-tokens.ts'
import { ownApp, ownServer, ownTokens } from './own-app.ts'
import { membersOf } from './people.ts'
import { derivedSecret, secretsKeys } from './secrets-key.ts'

/** What is put together before the authorization server. */
export interface AuthorizationParts {
  readonly db: Database
  readonly store: FhirStore
  readonly tenants: TenantDirectory
  readonly preparer: ResourcePreparer
  readonly audit: AuditTrail
  readonly refusals: BoundedRefusals
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** What clients call the server. */
  readonly url: string
  /** The FHIR base. */
  readonly base: string
  /** Whether anything can meet a scope's search constraints. */
  readonly opens: (scope: Scope) => boolean
  readonly fetch: OutboundFetch
  /** How a person of a practice is called. */
  readonly nameOf: OwnServer['nameOf']
  /** Absent: those of the settings. */
  readonly ehrs?: readonly RegisteredEhr[]
  /** What the demo's sandbox EHR has ended. */
  readonly ended?: EndedTokens
  /** Demo tokens, where there are any. */
  readonly demoTokens?: TokenVerifier
}

/** The authorization server, and who says whom a token speaks for. */
export interface Authorization {
  readonly server: AuthorizationServer
  readonly verifier: CachedVerifier
  readonly appSession: AppSession
  readonly people?: ProviderSignIn
}

/** Opens the authorization server with the clients and EHRs of the settings, and our own app. */
export async function openAuthorization(config: Config, parts: AuthorizationParts): Promise<Authorization> {
  const { db, store, preparer, clock, url, fetch, demoTokens } = parts
  const keys = await secretsKeys(config)
  const sealer = createSealer(keys)
  const records = createOauthRecords({ db, sealer, clock })
  const { ehrs = registeredEhrs(config.EHRS), ended } = parts
  const inProduction = config.mode === 'production'
  const staff = createStaffAccess({ store, preparer, clock })
  const providers = inProduction ? identityProviders(config.IDENTITY_PROVIDERS, process.env) : []
  const clients = [ownApp(url), ...registeredClients(config.CLIENTS, process.env)]
  const exchange = exchangeOf({ ...parts, ehrs, records, clients })
  const server = await createAuthorizationServer({
    ...parts,
    records,
    keys: createSigningKeys(db, sealer),
    cookieKeys: keys.map((key) => derivedSecret(key, 'cookies of sign-in pages')),
    clients,
    membersOf: membersOf(parts),
    signsIn: config.mode === 'demo' || providers.length > 0,
    ...(inProduction ? { holds: (...asked) => staff.holds(...asked) } : {}),
    ...(ehrs.length > 0 ? { exchange } : {}),
  })
  const verifier = createCachedVerifier(either(ended?.within(server.verifier) ?? server.verifier, demoTokens), clock)
  const forget = () => {
    verifier.forget()
  }
  ended?.whenEnded(forget)
  await records.whenRevoked(forget)
  await whenStaffChanges(db, forget)
  const sessions = { db, sealer, clock }
  const appSession = createAppSession({
    exchange,
    launches: createLaunchRecords(sessions),
    sessions: createAppSessions(sessions),
    tokens: ownTokens(server),
    own: ownServer(parts, server),
    policy: createRolePolicy(config.mode),
    fetch,
    clock,
    credentialOf: credentialsOf(config),
    redirectUri: `${url}/app/`,
  })
  const open = createOpenProvider({ fetch, clock })
  const people = createProviderSignIn({ ...parts, providers, open, records, staff, redirectUri: `${url}/auth/back` })
  return { server, verifier, appSession, ...(providers.length > 0 ? { people } : {}) }
}

type ExchangeParts = Pick<AuthorizationParts, 'fetch' | 'store' | 'preparer' | 'clock' | 'opens'>

/** What the token exchange asks EHRs with, lets people in by, and grants a client. */
function exchangeOf<T extends ExchangeParts & { readonly clients: readonly RegisteredClient[] }>(parts: T) {
  const { fetch, clock, clients, opens } = parts
  return {
    ...parts,
    keys: createEhrKeys({ fetch, clock }),
    admission: createEhrAdmission(parts),
    granted: (client: string, scopes: readonly string[], hasPatient: boolean) => {
      const registered = clients.find(({ id }) => id === client)?.scopes ?? []
      return grantedScopes(scopes, { registered, hasPatient, isProgram: false, opens })
    },
  }
}

/** How our client proves itself to an EHR. */
function credentialsOf({ EHRS }: Config): AppSessionDeps['credentialOf'] {
  const credentials = ehrCredentials(EHRS, process.env)
  return ({ fhirBase }) => credentials.get(fhirBase) ?? { kind: 'none' }
}

/** Tokens of the authorization server have no dots; demo tokens are JWTs. */
function either(tokens: TokenVerifier, demoTokens: TokenVerifier | undefined): TokenVerifier {
  return { verify: (token) => (demoTokens && token.includes('.') ? demoTokens : tokens).verify(token) }
}
