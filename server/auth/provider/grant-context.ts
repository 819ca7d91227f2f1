import type { Role } from '#ports/caller.ts'
import type { Clock } from '#ports/clock.ts'
import type { OauthRecords } from '#ports/oauth-records.ts'

/** What a grant was given for: whose tokens its tokens are, and how the app was opened. */
export interface GrantContext {
  /** Slug of the practice. */
  readonly tenant: string
  readonly role: Role
  /** Came from an EHR, and no administrator has confirmed a role yet: `role` only says whose rights the scopes are cut from. */
  readonly unconfirmed?: boolean
  /** `Practitioner/x` or `Patient/x`. */
  readonly user?: string
  readonly patient?: string
  readonly encounter?: string
  readonly intent?: string
  /** Whether the app must show who the patient is. */
  readonly needPatientBanner?: boolean
}

/** Somebody who has signed in, by the id that stands in id_tokens as `sub`. */
export interface Account {
  readonly name: string
  /** `Practitioner/x` or `Patient/x`. */
  readonly user: string
}

const CONTEXT = 'GrantContext'
const ACCOUNT = 'Account'
/** A grant's refresh tokens live 90 days at most. */
export const LONGEST_GRANT = 90 * 24 * 3600
/** Seconds that a refresh token lives where the app may stay no longer than its user. */
export const ONLINE_SECONDS = 8 * 3600
/** Signing in, the code, and the last access token: so much longer than its refresh tokens lives what a grant is given for. */
const BESIDE_REFRESH = 2 * 3600

/** Seconds that any token of a grant of these scopes can live. A session in an EHR has a grant every few minutes. */
export function grantSeconds(scopes: readonly string[]): number {
  if (scopes.includes('offline_access')) return LONGEST_GRANT
  return BESIDE_REFRESH + (scopes.includes('online_access') ? ONLINE_SECONDS : 0)
}

/** What records are kept in, and by which time. */
export interface Keeping {
  readonly records: OauthRecords
  readonly clock: Clock
}

/** The `sub` of a person of a practice. */
export function accountId(tenant: string, user: string): string {
  return `${tenant}/${user}`
}

/** A grant, and the seconds that any of its tokens can live. */
interface KeptGrant {
  readonly grantId: string
  readonly seconds: number
}

/** Keeps what a grant was given for. */
export function keepContext(
  { records, clock }: Keeping,
  { grantId, seconds }: KeptGrant,
  context: GrantContext,
): Promise<void> {
  const until = clock.now() + seconds * 1000
  return records.keep({ model: CONTEXT, id: grantId, payload: { ...context, grantId }, until })
}

/** What a grant was given for; undefined where there is no such grant. */
export async function contextOf(
  { records }: Pick<Keeping, 'records'>,
  grantId: string,
): Promise<GrantContext | undefined> {
  const found = await records.find(CONTEXT, grantId)
  return found && (found.payload as unknown as GrantContext)
}

/** Keeps what id_tokens say about somebody. */
export function keepAccount({ records, clock }: Keeping, id: string, account: Account): Promise<void> {
  return records.keep({ model: ACCOUNT, id, payload: { ...account }, until: clock.now() + LONGEST_GRANT * 1000 })
}

export async function accountOf({ records }: Pick<Keeping, 'records'>, id: string): Promise<Account | undefined> {
  const found = await records.find(ACCOUNT, id)
  return found && (found.payload as unknown as Account)
}
