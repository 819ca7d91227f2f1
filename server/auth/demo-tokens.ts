import { jwtVerify, SignJWT } from 'jose'
import type { Tenant } from '#ports/access.ts'
import { ROLES, type Role } from '#ports/caller.ts'
import type { Clock } from '#ports/clock.ts'
import type { Principal } from './principal.ts'
import { parseScopes } from './scopes.ts'
import { InvalidToken, type TokenVerifier } from './token-verifier.ts'

/** What a demo token says. It is valid 12 hours, also across a restart: the key lies in the data folder. */
export interface DemoTokenClaims {
  /** Slug of the practice. */
  readonly tenant: string
  readonly role: Role
  /** `Practitioner/x`; of the role `patient` the default is the patient. */
  readonly user?: string
  /** Patient in context, and of a payer the one member. */
  readonly patient?: string
  /** SMART scopes, space-separated; absent: everything that the role may do. */
  readonly scope?: string
  /** How long it is valid; absent: 12 hours. */
  readonly seconds?: number
}

/** The client that demo tokens are of. */
export const DEMO_CLIENT = 'demo'

const ISSUER = 'ccm-on-fhir:demo'
const AUDIENCE = 'ccm-on-fhir'
const ALGORITHM = 'HS256'
const HOURS = 12

/** What a role asks for when nobody says otherwise. */
const DEFAULT_SCOPE: Readonly<Record<Role, string>> = {
  administrator: 'system/*.cruds',
  'billing-practitioner': 'user/*.cruds',
  'clinical-staff': 'user/*.cruds',
  biller: 'user/*.cruds',
  auditor: 'user/*.rs',
  payer: 'system/*.rs',
  patient: 'patient/*.rs',
}

/** Signs a token of demo mode. @param key at least 32 random bytes */
export async function mintDemoToken(claims: DemoTokenClaims, key: Uint8Array, clock: Clock): Promise<string> {
  const { tenant, role, patient, scope = DEFAULT_SCOPE[role], seconds = HOURS * 3600 } = claims
  const user = claims.user ?? (role === 'patient' && patient !== undefined ? `Patient/${patient}` : undefined)
  const issued = Math.floor(clock.now() / 1000)
  return new SignJWT({ tenant, role, scope, ...(patient ? { patient } : {}), ...(user ? { fhirUser: user } : {}) })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(user ?? role)
    .setJti(crypto.randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .sign(key)
}

/**
 * Verifies tokens of demo mode.
 * @param tenantOf the practice with this slug, undefined where there is none
 */
export function createDemoTokenVerifier(
  key: Uint8Array,
  tenantOf: (slug: string) => Promise<Tenant | undefined>,
  clock: Clock,
): TokenVerifier {
  return {
    async verify(token) {
      const payload = await payloadOf(token, key, clock)
      const tenant = typeof payload['tenant'] === 'string' ? await tenantOf(payload['tenant']) : undefined
      if (!tenant) throw new InvalidToken('The token names a practice that is not on this server.')
      return principalOf(payload, tenant)
    },
  }
}

async function payloadOf(token: string, key: Uint8Array, clock: Clock): Promise<Record<string, unknown>> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch (cause) {
    throw new InvalidToken('The token is not valid or has expired.', { cause })
  }
}

function principalOf(payload: Record<string, unknown>, tenant: Tenant): Principal {
  const text = (name: string) => (typeof payload[name] === 'string' ? payload[name] : undefined)
  const role = ROLES.find((known) => known === payload['role'])
  const expires = payload['exp']
  if (!role || typeof expires !== 'number') throw new InvalidToken('The token does not say what it is for.')
  const user = text('fhirUser')
  const patient = text('patient')
  return {
    tenant,
    role,
    client: DEMO_CLIENT,
    scopes: parseScopes(text('scope') ?? ''),
    expires: expires * 1000,
    tokenId: text('jti') ?? '',
    ...(user ? { user } : {}),
    ...(patient ? { patient } : {}),
    ...(role === 'payer' && patient ? { members: [patient] } : {}),
  }
}
