import { present } from '#domain/present.ts'
import type { Clock } from '#ports/clock.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import { getJson } from '../exchange/get-json.ts'
import { proveClient, type ClientCredential } from './client-credential.ts'
import { SessionRefused } from './session-refused.ts'

/** What asking an EHR for tokens needs. */
export interface EhrTokenDeps {
  readonly fetch: OutboundFetch
  readonly clock: Clock
  readonly credentialOf: (ehr: TokenSource) => ClientCredential
}

/** Whose token endpoint is asked, and as which client. */
type TokenSource = Pick<RegisteredEhr, 'fhirBase' | 'clientId'>

/** Where an EHR signs people in. */
export interface EhrEndpoints {
  readonly authorize: string
  readonly token: string
  /** How its scopes say read and search: of version 2 where it says that it knows them. */
  readonly letters: 'rs' | 'read'
}

/** An answer of a token endpoint (RFC 6749 section 5.1, SMART App Launch 2.2), as far as it is what it should be. */
export interface EhrTokens {
  readonly accessToken: string
  readonly expiresIn: number
  readonly scope: string
  readonly idToken?: string
  readonly refreshToken?: string
  readonly patient?: string
  readonly encounter?: string
  readonly needPatientBanner: boolean
  readonly smartStyleUrl?: string
  readonly intent?: string
}

/** Where nobody says how long a token lives: less than any EHR gives. */
const DEFAULT_SECONDS = 300

/**
 * Reads the SMART configuration of an EHR.
 * @throws SessionRefused
 */
export async function endpointsOf(fetch: OutboundFetch, { fhirBase }: RegisteredEhr): Promise<EhrEndpoints> {
  const document = await getJson(fetch, `${fhirBase}/.well-known/smart-configuration`).catch((cause: unknown) => {
    throw new SessionRefused('issuer-unreachable', {}, { cause })
  })
  const [authorize, token] = ['authorization_endpoint', 'token_endpoint'].map((name) =>
    endpoint(document[name], fhirBase),
  )
  if (authorize === undefined || token === undefined) throw new SessionRefused('issuer-unreachable')
  const capabilities: unknown = document['capabilities']
  const version2 = Array.isArray(capabilities) && capabilities.includes('permission-v2')
  return { authorize, token, letters: version2 ? 'rs' : 'read' }
}

/** Codes and tokens go nowhere in the clear, unless the EHR is on this machine and so registered. */
function endpoint(value: unknown, fhirBase: string): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url && (url.protocol === 'https:' || url.protocol === new URL(fhirBase).protocol) ? url.href : undefined
}

/**
 * Asks an EHR's token endpoint.
 * @throws SessionRefused `issuer-unreachable` where there is no answer, `ehr-refused` where it is a no
 */
export async function askForTokens(
  deps: EhrTokenDeps,
  ehr: RegisteredEhr,
  form: Readonly<Record<string, string>>,
): Promise<EhrTokens> {
  const { token } = await endpointsOf(deps.fetch, ehr)
  return requestTokens(deps, ehr, { endpoint: token, form })
}

/**
 * Asks a token endpoint that is known.
 * @throws SessionRefused as `askForTokens`
 */
export async function requestTokens(
  deps: EhrTokenDeps,
  source: TokenSource,
  { endpoint, form }: { readonly endpoint: string; readonly form: Readonly<Record<string, string>> },
): Promise<EhrTokens> {
  const { clientId } = source
  const proof = await proveClient(deps.credentialOf(source), { clientId, endpoint, clock: deps.clock })
  const answer = await deps
    .fetch(endpoint, {
      method: 'POST',
      redirect: 'error',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...proof.headers },
      body: new URLSearchParams({ ...form, ...proof.form }).toString(),
    })
    .catch((cause: unknown) => {
      throw new SessionRefused('issuer-unreachable', {}, { cause })
    })
  const body = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>
  if (answer.status >= 500 || answer.status === 429) throw new SessionRefused('issuer-unreachable')
  const tokens = answer.ok ? tokensIn(body) : undefined
  if (!tokens) throw new SessionRefused('ehr-refused', { reason: reasonIn(body) })
  return tokens
}

function reasonIn({ error_description: described, error }: Readonly<Record<string, unknown>>): string {
  const words = [described, error].find((text) => typeof text === 'string' && text !== '')
  return typeof words === 'string' ? words.slice(0, 200) : ''
}

function tokensIn(body: Readonly<Record<string, unknown>>): EhrTokens | undefined {
  const text = (name: string) => (typeof body[name] === 'string' && body[name] !== '' ? body[name] : undefined)
  const accessToken = text('access_token')
  if (accessToken === undefined || text('token_type')?.toLowerCase() !== 'bearer') return undefined
  const optional = {
    idToken: text('id_token'),
    refreshToken: text('refresh_token'),
    patient: text('patient'),
    encounter: text('encounter'),
    smartStyleUrl: text('smart_style_url'),
    intent: text('intent'),
  }
  return {
    accessToken,
    expiresIn: Number(body['expires_in']) || DEFAULT_SECONDS,
    scope: text('scope') ?? '',
    needPatientBanner: body['need_patient_banner'] !== false,
    ...present(optional),
  }
}
