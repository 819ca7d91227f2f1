import type { Encounter, Patient, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { literalOf } from '#domain/fhir/references.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditAgent, AuditTrail } from '#ports/audit-trail.ts'
import type { Role } from '#ports/caller.ts'
import {
  NotAdmitted,
  type AdmittedPatient,
  type AdmittedStaff,
  type Arrival,
  type EhrAdmission,
} from '#ports/ehr-admission.ts'
import { StoreBusy, VersionConflict } from '#ports/fhir-store.ts'
import type { Log } from '#ports/log.ts'
import type { OauthRecords } from '#ports/oauth-records.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import { IndexOutdated } from '#ports/search.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import type { BoundedRefusals } from '../bounded-refusals.ts'
import { parseScope } from '../scopes.ts'
import { readExchange, type AskedExchange, type ExchangeParameters } from './exchange-parameters.ts'
import { ExchangeRefused } from './exchange-refused.ts'
import { fhirUserOf } from './fhir-user.ts'
import { narrowScopes } from './narrow-scopes.ts'
import { readFromEhr, type EhrSession } from './read-from-ehr.ts'
import { ehrOf, TOLERANCE, verifyIdToken, type Identified, type IdTokenDeps } from './verify-id-token.ts'

/** What an exchange needs of the outside. */
export interface ExchangeDeps extends IdTokenDeps {
  readonly fetch: OutboundFetch
  readonly tenants: TenantDirectory
  readonly admission: EhrAdmission
  readonly audit: Pick<AuditTrail, 'record'>
  /** Where exchanges that are not made are entered, so that nobody floods the trail. */
  readonly refusals: Pick<BoundedRefusals, 'record'>
  readonly log: Log
  readonly records: Pick<OauthRecords, 'keepOnce'>
  /** What of the scopes a client is granted, inside a patient's chart or not. */
  readonly granted: (client: string, scopes: readonly string[], inChart: boolean) => readonly string[]
  /** Our FHIR base, without a trailing slash. */
  readonly base: string
}

/** Who asks for an exchange. The client has proved itself before. */
export interface ExchangeCall {
  readonly parameters: ExchangeParameters
  readonly client: string
  /** The request's id. */
  readonly request: string
  readonly address?: string
  /** The nonce of the launch, where the server itself began it and keeps its record. */
  readonly nonce?: string
}

/** What a token may be made from. */
export interface ExchangedLaunch {
  readonly tenant: Tenant
  readonly ehr: RegisteredEhr
  /** `Practitioner/id`. */
  readonly user: string
  readonly name: string
  /** Absent until an administrator has confirmed one. */
  readonly role?: 'billing-practitioner' | 'clinical-staff'
  /** The role whose rights the token has, within `scope`. */
  readonly actsAs: Role
  /** The patient in context and the visit: our ids. */
  readonly patient?: string
  readonly encounter?: string
  /** Space-separated; of somebody without a role no more than reading this patient and logging time. */
  readonly scope: string
}

/**
 * Exchanges an EHR's id_token, and the launch context that came with it, for what a token of ours is made from (RFC 8693).
 * The patient in context counts only once the EHR has given it out for the clinician's own token. Each exchange is audited;
 * refusals are, bounded, where the practice is known, and each is logged by its reason.
 * @throws ExchangeRefused
 */
export async function exchangeEhrToken(deps: ExchangeDeps, call: ExchangeCall): Promise<ExchangedLaunch> {
  let tenant: Tenant | undefined
  try {
    const asked = readExchange(call.parameters, deps.base)
    const ehr = ehrOf(deps.ehrs, asked.idToken)
    tenant = await deps.tenants.find(ehr.tenant)
    if (!tenant) throw new ExchangeRefused('invalid_grant', 'practice-unknown')
    const identity = await verifyIdToken(deps, ehr, asked.idToken, { ...asked, ...nonceOf(call) })
    const launch = await admitted(deps, call, { asked, ehr, tenant, identity })
    const { user, patient } = launch
    enter(deps, call, { tenant, user, role: launch.role ?? 'unconfirmed', ...(patient ? { patient } : {}) })
    return launch
  } catch (error) {
    const refused = refusalOf(error)
    const { client, request } = call
    deps.log.warn('exchange-refused', { reason: refused.reason, client, request })
    if (tenant) enterRefused(deps, call, tenant, refused)
    throw refused
  }
}

function nonceOf({ nonce }: ExchangeCall): { readonly nonce?: string } {
  return nonce === undefined ? {} : { nonce }
}

interface Exchange {
  readonly asked: AskedExchange
  readonly ehr: RegisteredEhr
  readonly tenant: Tenant
  readonly identity: Identified
}

async function admitted(deps: ExchangeDeps, call: ExchangeCall, exchange: Exchange): Promise<ExchangedLaunch> {
  const { asked, ehr, tenant, identity } = exchange
  const session = asked.ehrToken === undefined ? undefined : { fetch: deps.fetch, ehr, token: asked.ehrToken }
  const [context, practitioner] = await Promise.all([
    session && contextOf(session, asked),
    practitionerOf(session, ehr, identity),
  ])
  const tied = context !== undefined || (practitioner !== undefined && identity.claims['at_hash'] !== undefined)
  const first = await isFirst(deps, asked.idToken, identity)
  if (!first && !tied) throw new ExchangeRefused('invalid_grant', 'replayed')
  const arrival = (user?: string): Arrival => ({
    tenant,
    ehr,
    note: { agent: agentOf(call, 'unconfirmed', user), request: call.request, interaction: 'token-exchange' },
  })
  const name = nameIn(identity)
  const { issuer, subject } = identity
  const person = { issuer, subject, ...(name ? { name } : {}), ...(practitioner ? { practitioner } : {}) }
  const staff = await deps.admission.staff(arrival(), person)
  const scope = scopeFor(deps, call, { asked: asked.scope, inChart: context !== undefined, role: staff.role })
  const found = context && (await deps.admission.patient(arrival(staff.user), context))
  return { tenant, ehr, ...launchOf(staff, found), scope }
}

/** @throws ExchangeRefused when no resource scope is left: the token would be good for nothing */
function scopeFor(
  deps: ExchangeDeps,
  { client }: ExchangeCall,
  { asked, ...who }: { readonly asked: string | undefined; readonly inChart: boolean; readonly role: Role | undefined },
): string {
  const scopes = deps.granted(client, narrowScopes(asked, who).split(' '), who.inChart)
  if (!scopes.some((scope) => parseScope(scope))) throw new ExchangeRefused('invalid_scope', 'scope')
  return scopes.join(' ')
}

const EXCHANGED = 'ExchangedIdToken'

/**
 * Notes that an id_token was used, and says whether for the first time. Only one that an access token of the EHR goes with
 * works again: the patient in context was read with it, or the id_token names it (`at_hash`). That somebody's token reads the
 * practitioner proves nothing of whose it is. Header and claims are its name, for a signature can be written in two ways.
 */
async function isFirst({ records }: ExchangeDeps, idToken: string, { claims }: Identified): Promise<boolean> {
  const id = idToken.split('.', 2).join('.')
  const until = ((claims.exp ?? 0) + TOLERANCE) * 1000
  return records.keepOnce({ model: EXCHANGED, id, payload: {}, until })
}

function launchOf(staff: AdmittedStaff, found: AdmittedPatient | undefined) {
  return { ...staff, actsAs: staff.role ?? ('clinical-staff' as const), ...found }
}

/** The patient in context, read with the clinician's own token; the visit, where it can be read and is this patient's. */
async function contextOf(session: EhrSession, { patient, encounter }: AskedExchange) {
  if (patient === undefined) return undefined
  const [read, visit] = await Promise.all([
    readFromEhr<Patient>(session, 'Patient', patient),
    encounter === undefined ? undefined : readFromEhr<Encounter>(session, 'Encounter', encounter),
  ])
  if (read.outcome === 'unreachable') throw new ExchangeRefused('temporarily_unavailable', 'patient-unreachable')
  if (read.outcome !== 'found') throw new ExchangeRefused('invalid_grant', `patient-${read.outcome}`)
  if (visit?.outcome !== 'found') return { patient: read.resource }
  if (literalOf(visit.resource.subject) !== `Patient/${patient}`)
    throw new ExchangeRefused('invalid_grant', 'encounter-of-another')
  return { patient: read.resource, encounter: visit.resource }
}

/** Whom the EHR knows the user as; undefined where it does not say, or does not let it be read. */
async function practitionerOf(
  session: EhrSession | undefined,
  ehr: RegisteredEhr,
  { claims }: Identified,
): Promise<Practitioner | undefined> {
  const user = fhirUserOf(claims, ehr)
  if (!user) return undefined
  if (!STAFF_TYPES.has(user.type)) throw new ExchangeRefused('invalid_grant', 'not-staff')
  if (!session || !ehr.readsUsers || user.id === undefined) return undefined
  if (user.type !== 'PractitionerRole') return readPractitioner(session, `${user.type}/${user.id}`)
  const role = await readFromEhr<PractitionerRole>(session, 'PractitionerRole', user.id)
  return readPractitioner(session, literalOf(found(role)?.practitioner))
}

/** What a member of staff can be at an EHR. */
const STAFF_TYPES = new Set(['Practitioner', 'PractitionerRole', 'Person'])

async function readPractitioner(session: EhrSession, reference: string | undefined): Promise<Practitioner | undefined> {
  const [type, id] = reference?.split('/') ?? []
  return type === 'Practitioner' && id ? found(await readFromEhr<Practitioner>(session, type, id)) : undefined
}

/** Without an answer nobody is taken in as somebody new: the number by which we may know the person is missing. */
function found<T>(read: { readonly outcome: string; readonly resource?: T }): T | undefined {
  if (read.outcome === 'unreachable') throw new ExchangeRefused('temporarily_unavailable', 'user-unreachable')
  return read.resource
}

function nameIn({ claims }: Identified): string | undefined {
  const { name } = claims
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : undefined
}

function refusalOf(error: unknown): ExchangeRefused {
  if (error instanceof ExchangeRefused) return error
  if (error instanceof NotAdmitted)
    return new ExchangeRefused('invalid_grant', `${error.subject}-${error.reason}`, undefined, { cause: error })
  if (error instanceof IndexOutdated || error instanceof StoreBusy || error instanceof VersionConflict)
    return new ExchangeRefused('temporarily_unavailable', 'store-busy', 'Try again in a moment.', { cause: error })
  throw error
}

function agentOf({ client, address }: ExchangeCall, role: string, user?: string): AuditAgent {
  return { role, client, ...(user ? { user } : {}), ...(address ? { address } : {}) }
}

interface Entered {
  readonly tenant: Tenant
  readonly role: string
  readonly user?: string
  readonly patient?: string
}

function enter({ audit }: ExchangeDeps, call: ExchangeCall, { tenant, role, user, patient }: Entered): void {
  audit.record({
    tenant: tenant.key,
    action: 'E',
    outcome: '0',
    interaction: 'token-exchange',
    agent: agentOf(call, role, user),
    request: call.request,
    ...(patient ? { patient } : {}),
  })
}

/** Anybody can send what looks like an EHR's id_token: it costs the trail no more than any other refusal. */
function enterRefused(
  { refusals }: ExchangeDeps,
  { client, address, request }: ExchangeCall,
  { key }: Tenant,
  { reason, status }: ExchangeRefused,
): void {
  refusals.record({
    event: 'token-exchange',
    outcome: status === 503 ? '8' : '4',
    tenant: key,
    role: 'unconfirmed',
    client,
    request,
    refusal: reason,
    ...(address === undefined ? {} : { address }),
  })
}
