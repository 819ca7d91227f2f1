import { isPathId } from '#domain/fhir/ids.ts'
import { present } from '#domain/present.ts'
import { ExchangeRefused } from './exchange-refused.ts'

/** `grant_type` of a token exchange. https://www.rfc-editor.org/rfc/rfc8693 */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
/** `issued_token_type`: what an exchange gives. */
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

/** Parameters of the request, beside those by which the client proves itself. The last four are ours (RFC 8693 section 2.1). */
export const EXCHANGE_PARAMETERS = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'actor_token',
  'actor_token_type',
  'resource',
  'audience',
  'scope',
  'ehr_access_token',
  'patient',
  'encounter',
] as const

/** The parameters as they came, each at most once. */
export type ExchangeParameters = Readonly<Partial<Record<(typeof EXCHANGE_PARAMETERS)[number], string | undefined>>>

/** What is asked. */
export interface AskedExchange {
  readonly idToken: string
  /** The clinician's own token of the EHR. Present where a patient is in context. */
  readonly ehrToken?: string
  /** The EHR's ids of the patient and the visit in context. */
  readonly patient?: string
  readonly encounter?: string
  readonly scope?: string
}

/**
 * Reads the parameters of RFC 8693 section 2.1, and the launch context beside them.
 * @param base our FHIR base: the only `resource` and `audience` there is
 * @throws ExchangeRefused
 */
export function readExchange(parameters: ExchangeParameters, base: string): AskedExchange {
  checkTypes(parameters)
  checkTarget(parameters, base)
  const patient = idIn(parameters, 'patient')
  const encounter = idIn(parameters, 'encounter')
  const ehrToken = tokenIn(parameters)
  if (patient !== undefined && ehrToken === undefined)
    throw refused('ehr_access_token', 'is needed with patient: the patient is read with it')
  if (encounter !== undefined && patient === undefined) throw refused('encounter', 'is nothing without patient')
  const idToken = given(parameters, 'subject_token') ?? ''
  return { idToken, ...present({ ehrToken, patient, encounter, scope: given(parameters, 'scope') }) }
}

function checkTarget(parameters: ExchangeParameters, base: string): void {
  for (const name of ['resource', 'audience'] as const)
    if ((given(parameters, name) ?? base).replace(/\/+$/, '') !== base)
      throw new ExchangeRefused('invalid_target', name)
}

function checkTypes(parameters: ExchangeParameters): void {
  if (given(parameters, 'subject_token') === undefined) throw refused('subject_token', 'is missing')
  if (parameters.subject_token_type !== ID_TOKEN) throw refused('subject_token_type', `must be ${ID_TOKEN}`)
  if ((given(parameters, 'requested_token_type') ?? ACCESS_TOKEN) !== ACCESS_TOKEN)
    throw refused('requested_token_type', `can only be ${ACCESS_TOKEN}`)
  for (const name of ['actor_token', 'actor_token_type'] as const)
    if (parameters[name] !== undefined) throw refused(name, 'is not taken: nobody acts for somebody else here')
}

/** An empty parameter is treated as if it had been left out (RFC 6749 section 3.2). */
function given(parameters: ExchangeParameters, name: keyof ExchangeParameters): string | undefined {
  const text = parameters[name]
  return text === '' ? undefined : text
}

function idIn(parameters: ExchangeParameters, name: 'patient' | 'encounter'): string | undefined {
  const id = given(parameters, name)
  if (id !== undefined && !isPathId(id)) throw refused(name, 'must be the id of a FHIR resource')
  return id
}

/** An access token is visible ASCII (RFC 6749 appendix A.12): anything else could not be sent on to the EHR. */
function tokenIn(parameters: ExchangeParameters): string | undefined {
  const token = given(parameters, 'ehr_access_token')
  if (token !== undefined && !/^[\x20-\x7e]+$/.test(token)) throw refused('ehr_access_token', 'is no access token')
  return token
}

function refused(name: string, what: string): ExchangeRefused {
  return new ExchangeRefused('invalid_request', name, `${name} ${what}.`)
}
