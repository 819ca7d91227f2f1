import { createHash, randomBytes } from 'node:crypto'
import { present } from '#domain/present.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import type { AppSessionDeps } from './app-session-deps.ts'
import { endpointsOf } from './ehr-tokens.ts'
import { SessionRefused } from './session-refused.ts'

/** What the page asks when it was opened. */
export interface AskedLaunch {
  /** FHIR base of the EHR. */
  readonly iss?: string
  readonly launch?: string
  readonly renews?: boolean
  /** The session that is renewed is of one patient's chart. */
  readonly chart?: boolean
  readonly loginHint?: string
}

/** What the page goes on with. */
export interface BegunLaunch {
  readonly authorizeUrl: string
  readonly state: string
  /** Kept by the tab, where the browser lets it: shows later that it was this browser that began. */
  readonly proof: string
}

/** A launch that nobody finished by then is over. */
const LAUNCH_MS = 10 * 60_000

/** What the chart is read for, one scope each: some EHRs know no wildcards. */
const CHART = [
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'Coverage',
  'DocumentReference',
  'Encounter',
  'Goal',
  'Immunization',
  'MedicationRequest',
  'Observation',
  'Patient',
  'Procedure',
]

/**
 * Begins a launch (SMART App Launch 2.2, authorization code with PKCE). Verifier and nonce stay on the server.
 * @throws SessionRefused
 */
export async function beginLaunch(deps: AppSessionDeps, asked: AskedLaunch): Promise<BegunLaunch> {
  const { fhirBase, clientId, authorize, scope } = await targetOf(deps, asked)
  const [state, proof, verifier, nonce] = [secret(), secret(), secret(), secret()]
  const { launch, renews = false } = asked
  const record = { ehr: fhirBase, verifier, nonce, proof: hashOf(proof), renews, ...present({ launch }) }
  await deps.launches.keep(state, record, deps.clock.now() + LAUNCH_MS)
  const url = new URL(authorize)
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: deps.redirectUri,
    scope,
    state,
    aud: fhirBase,
    nonce,
    code_challenge: hashOf(verifier),
    code_challenge_method: 'S256',
    ...present({ launch, login_hint: asked.loginHint }),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { authorizeUrl: url.href, state, proof }
}

/** Where the browser is sent, and what is asked for there. Without an issuer it is this server. */
async function targetOf(deps: AppSessionDeps, asked: AskedLaunch) {
  const { own, exchange, fetch } = deps
  const base = asked.iss?.replace(/\/+$/, '') ?? own.fhirBase
  if (base === own.fhirBase)
    return { fhirBase: base, clientId: own.clientId, authorize: own.authorizeUrl, scope: ownScopes(asked) }
  const ehr = exchange.ehrs.find(({ fhirBase }) => fhirBase === base)
  if (!ehr) throw new SessionRefused('unknown-issuer', present({ issuer: asked.iss?.slice(0, 300) }))
  const { authorize, letters } = await endpointsOf(fetch, ehr)
  return { fhirBase: base, clientId: ehr.clientId, authorize, scope: scopesOf(asked, letters) }
}

/** Inside a chart no more than this patient; a launch without one is for work over all of them. */
function ownScopes({ launch, renews, chart }: AskedLaunch): string {
  const patient = launch !== undefined ? 'launch' : renews === true && chart === true ? 'launch/patient' : undefined
  return patient === undefined
    ? 'openid fhirUser profile offline_access user/*.cruds'
    : `${patient} openid fhirUser profile online_access patient/*.cruds`
}

function scopesOf({ launch, renews }: AskedLaunch, letters: 'rs' | 'read'): string {
  const inChart = launch !== undefined || renews === true
  const chart = inChart ? CHART.map((type) => `patient/${type}.${letters}`) : []
  const context = launch !== undefined ? ['launch'] : renews === true ? ['launch/patient'] : []
  return [...context, 'openid', 'fhirUser', 'profile', 'online_access', ...chart, `user/Practitioner.${letters}`].join(
    ' ',
  )
}

/** The EHR that a record is of. @throws SessionRefused where it is no longer registered */
export function ehrOfRecord(ehrs: readonly RegisteredEhr[], base: string): RegisteredEhr {
  const ehr = ehrs.find(({ fhirBase }) => fhirBase === base)
  if (!ehr) throw new SessionRefused('unknown-issuer', { issuer: base })
  return ehr
}

/** 256 random bits: as text a verifier by RFC 7636 section 4.1, too. */
function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in base64url: `S256` of a verifier. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
