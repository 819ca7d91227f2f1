import { present } from '#domain/present.ts'
import type { AccessRole } from '#domain/staff/access-roles.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { OauthRecords } from '#ports/oauth-records.ts'
import { securityEntry, type SecurityEntry } from '#ports/security-entry.ts'
import { NotStaff, type FoundPatient, type PatientWords, type StaffAccess } from '#ports/staff-access.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import type { BoundedRefusals } from '../bounded-refusals.ts'
import type { SignedIn } from '../provider/authorization-server.ts'
import { askProvider, personFrom, type Asked } from './ask-provider.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { OpenProvider } from './open-provider.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** What signing in by a provider needs. */
export interface ProviderSignInDeps {
  readonly providers: readonly IdentityProvider[]
  readonly open: OpenProvider
  readonly records: OauthRecords
  readonly staff: StaffAccess
  readonly tenants: TenantDirectory
  readonly audit: AuditTrail
  /** Where sign-ins that come to nothing are entered: whoever is nobody can begin one after the other. */
  readonly refusals: Pick<BoundedRefusals, 'record'>
  readonly clock: Clock
  /** Where providers send the browser back to. */
  readonly redirectUri: string
}

/** A sign-in that a browser has under way, and who asks. */
export interface SignInCall {
  /** The browser's sign-in at the authorization server. */
  readonly uid: string
  /** The client that is opened. */
  readonly client: string
  readonly request: string
  readonly address?: string
}

/** A role in a practice that whoever has come may take. */
export interface Option {
  /** Slug of the practice. */
  readonly tenant: string
  readonly practice: string
  /** `Practitioner/id`. */
  readonly user: string
  readonly name: string
  readonly role: AccessRole
}

/** Somebody who has come from a provider. */
export interface Arrived {
  readonly options: readonly Option[]
  /** The one that was taken; absent while there is a choice. */
  readonly taken?: Option
}

/** The provider that somebody chose. */
export interface ChosenProvider {
  readonly provider: number
  /** Whoever is signed in there is somebody else: it must ask who it is. */
  readonly anew?: boolean
}

/** How people sign in by the OpenID Connect providers of their practices. */
export interface ProviderSignIn {
  readonly providers: readonly { readonly name: string }[]
  /** Where to send the browser; undefined where there is no such provider. @throws SignInRefused */
  begin(call: SignInCall, chosen: ChosenProvider): Promise<string | undefined>
  /** The sign-in that a provider's answer is of. */
  uidOf(state: string): Promise<string | undefined>
  /** Takes the answer: from then on `arrived` says who has come. @throws SignInRefused */
  arrive(call: SignInCall, answer: URLSearchParams): Promise<void>
  arrived(uid: string): Promise<Arrived | undefined>
  /** Takes one of the options; without a number none is taken any more. */
  take(uid: string, option?: number): Promise<void>
  /** Patients of the practice for whom it all fits. */
  patients(call: SignInCall, words: PatientWords): Promise<readonly FoundPatient[]>
  /** Whoever has come, with the patient; undefined where a choice is left, or what was chosen is not there. */
  signedIn(call: SignInCall, patient: string | undefined): Promise<SignedIn | undefined>
  /** Forgets who has come. */
  forget(uid: string): Promise<void>
}

const STATE = 'ProviderState'
const ARRIVED = 'ProviderArrival'
/** How long somebody may be at the provider, in milliseconds. */
const STATE_TIME = 600_000
/** As long as a sign-in may take. */
const ARRIVED_TIME = 900_000

interface KeptState extends Asked {
  /** The browser's sign-in, which may ask several times. Records are unique by what is called `uid` in them: it is not that. */
  readonly signIn: string
  readonly issuer: string
}

/** Puts it together. What is under way is kept for all processes, sealed. */
export function createProviderSignIn(deps: ProviderSignInDeps): ProviderSignIn {
  const { providers, records } = deps
  return {
    providers: providers.map(({ name }) => ({ name })),
    begin: (call, { provider, anew }) => begin(deps, call, { provider: providers[provider], ...present({ anew }) }),
    async uidOf(state) {
      const found = await records.find(STATE, state)
      return found && (found.payload as unknown as KeptState).signIn
    },
    arrive: (call, answer) => arrive(deps, call, answer),
    arrived: (uid) => arrivedOf(deps, uid),
    async take(uid, option) {
      const arrived = await arrivedOf(deps, uid)
      if (!arrived) return
      const { options } = arrived
      const taken = option === undefined ? undefined : options[option]
      if (taken || option === undefined) await keepArrived(deps, uid, { options, ...present({ taken }) })
    },
    patients: (call, words) => patients(deps, call, words),
    signedIn: (call, patient) => signedIn(deps, call, patient),
    forget: (uid) => records.destroy(ARRIVED, uid),
  }
}

async function begin(
  { open, records, redirectUri, clock }: ProviderSignInDeps,
  { uid }: SignInCall,
  { provider, anew }: { readonly provider: IdentityProvider | undefined; readonly anew?: boolean },
): Promise<string | undefined> {
  if (!provider) return undefined
  const { url, ...asked } = await askProvider(await open(provider), provider, {
    redirectUri,
    ...present({ anew }),
  })
  const kept: KeptState = { ...asked, signIn: uid, issuer: provider.issuer }
  await records.keep({ model: STATE, id: asked.state, payload: { ...kept }, until: clock.now() + STATE_TIME })
  return url
}

async function arrive(deps: ProviderSignInDeps, call: SignInCall, answer: URLSearchParams): Promise<void> {
  const { kept, provider } = await takeState(deps, call, answer).catch((error: unknown) => {
    if (error instanceof SignInRefused) enterRefused(deps, call, { outcome: '4', refusal: error.fault })
    throw error
  })
  const tenants = await vouchedFor(deps, provider)
  try {
    const back = new URL(`${deps.redirectUri}?${answer.toString()}`)
    const person = await personFrom(await deps.open(provider), provider, { back, asked: kept })
    const note = { agent: agentOf(call), request: call.request, interaction: 'login' }
    const posts = await deps.staff.posts(tenants, person, note)
    const options = posts.map(({ tenant, ...post }) => ({ ...post, tenant: tenant.slug }))
    const [only, ...others] = options
    await keepArrived(deps, call.uid, { options, ...(only && others.length === 0 ? { taken: only } : {}) })
  } catch (error) {
    const refused = error instanceof NotStaff ? new SignInRefused(error.reason, { cause: error }) : error
    if (refused instanceof SignInRefused) recordRefused(deps, call, { provider, tenants, refused })
    throw refused
  }
}

/** The state works once, in the browser that it was made for. */
async function takeState({ records, providers }: ProviderSignInDeps, { uid }: SignInCall, answer: URLSearchParams) {
  const state = answer.get('state') ?? ''
  const kept = (await records.find(STATE, state))?.payload as unknown as KeptState | undefined
  const provider = providers.find(({ issuer }) => issuer === kept?.issuer)
  if (!kept || !provider || kept.signIn !== uid || !(await records.consume(STATE, state)))
    throw new SignInRefused('state')
  return { kept: { ...kept, state }, provider }
}

/** The practices whose people the provider may vouch for, of those that are here. */
async function vouchedFor(
  { tenants }: ProviderSignInDeps,
  { practices }: IdentityProvider,
): Promise<readonly Tenant[]> {
  const found = await Promise.all(practices.map((slug) => tenants.find(slug)))
  return found.filter((tenant) => tenant !== undefined)
}

async function arrivedOf({ records }: ProviderSignInDeps, uid: string): Promise<Arrived | undefined> {
  const found = await records.find(ARRIVED, uid)
  return found && (found.payload as unknown as Arrived)
}

function keepArrived({ records, clock }: ProviderSignInDeps, uid: string, arrived: Arrived): Promise<void> {
  return records.keep({ model: ARRIVED, id: uid, payload: { ...arrived }, until: clock.now() + ARRIVED_TIME })
}

async function takenOf(deps: ProviderSignInDeps, uid: string) {
  const taken = (await arrivedOf(deps, uid))?.taken
  const tenant = taken && (await deps.tenants.find(taken.tenant))
  return tenant && { taken, tenant }
}

async function patients(
  deps: ProviderSignInDeps,
  call: SignInCall,
  words: PatientWords,
): Promise<readonly FoundPatient[]> {
  const chosen = await takenOf(deps, call.uid)
  if (!chosen || !(await holds(deps, chosen))) return []
  const { taken, tenant } = chosen
  const found = await deps.staff.patients(tenant, words)
  const query = new URLSearchParams(present({ name: words.name, birthdate: words.birthDate })).toString()
  deps.audit.record({
    tenant: tenant.key,
    action: 'E',
    outcome: '0',
    interaction: 'search-type',
    agent: agentOf(call, taken),
    request: call.request,
    type: 'Patient',
    query,
  })
  return found
}

async function signedIn(
  deps: ProviderSignInDeps,
  call: SignInCall,
  asked: string | undefined,
): Promise<SignedIn | undefined> {
  const chosen = await takenOf(deps, call.uid)
  if (!chosen) return undefined
  const { taken, tenant } = chosen
  const { user, role, name } = taken
  if (!(await holds(deps, chosen))) {
    // A role that was lost meanwhile is offered no more: who it is, is asked anew.
    await deps.records.destroy(ARRIVED, call.uid)
    recordLogin(deps, call, { tenant: tenant.key, user, role, outcome: '4', refusal: 'no-role' })
    return undefined
  }
  const patient = asked === undefined ? undefined : await deps.staff.patient(tenant, asked)
  if (asked !== undefined && !patient) return undefined
  return { context: { tenant: tenant.slug, role, user, ...present({ patient: patient?.id }) }, name }
}

function holds(
  { staff }: ProviderSignInDeps,
  { taken, tenant }: { readonly taken: Option; readonly tenant: Tenant },
): Promise<boolean> {
  return staff.holds(tenant, taken.user, taken.role)
}

function agentOf({ client, address }: SignInCall, taken?: Option) {
  return { client, role: taken?.role ?? 'unknown', ...present({ user: taken?.user, address }) }
}

/** Of whom no practice knows, the practice says so where there is only one that can be meant. */
function recordRefused(
  deps: ProviderSignInDeps,
  call: SignInCall,
  {
    provider,
    tenants,
    refused,
  }: { readonly provider: IdentityProvider; readonly tenants: readonly Tenant[]; readonly refused: SignInRefused },
): void {
  const [tenant, ...others] = tenants
  enterRefused(deps, call, {
    outcome: refused.fault === 'provider-unreachable' ? '8' : '4',
    refusal: refused.fault,
    details: { provider: provider.issuer },
    ...(tenant && others.length === 0 ? { tenant: tenant.key } : {}),
  })
}

function enterRefused(
  { refusals }: ProviderSignInDeps,
  { client, request, address }: SignInCall,
  entry: Omit<SecurityEntry, 'event' | 'request' | 'client'>,
): void {
  refusals.record({ event: 'login', client, request, ...present({ address }), ...entry })
}

function recordLogin(
  { audit }: ProviderSignInDeps,
  { client, request, address }: SignInCall,
  entry: Omit<SecurityEntry, 'event' | 'request' | 'client'>,
): void {
  audit.record(securityEntry({ event: 'login', client, request, ...present({ address }), ...entry }))
}
