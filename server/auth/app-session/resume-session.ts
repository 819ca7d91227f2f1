import { present } from '#domain/present.ts'
import type { Renewed, SessionRecord } from '#ports/app-sessions.ts'
import { NotAdmitted } from '#ports/ehr-admission.ts'
import { ExchangeRefused } from '../exchange/exchange-refused.ts'
import { narrowScopes } from '../exchange/narrow-scopes.ts'
import type { AppSessionDeps, SessionCall } from './app-session-deps.ts'
import { ehrOfRecord } from './begin-launch.ts'
import { askForTokens, type EhrTokens } from './ehr-tokens.ts'
import { endedSession } from './ended-session.ts'
import { renewOwn, revoke, revokeOwn } from './own-session.ts'
import { answerOf, type SessionAnswer } from './session-answer.ts'
import { SessionRefused } from './session-refused.ts'

/**
 * Renews a session: the EHR's token by its refresh token, ours by who the person is today. Without a refresh token ours goes
 * on alone. If the EHR cannot be reached the handle stays good. Whatever ends the session ends its tokens.
 * @throws SessionRefused
 */
export async function resumeSession(deps: AppSessionDeps, handle: string, call: SessionCall): Promise<SessionAnswer> {
  try {
    const resumed = await deps.sessions.resume(handle, (record) => renew(deps, record, call))
    if (resumed.outcome === 'renewed')
      return { ...(resumed.answer as Omit<SessionAnswer, 'handle'>), handle: resumed.handle }
    if (resumed.outcome === 'reused') await endedSession(deps, resumed.record, call, 'handle-used')
    if (resumed.outcome === 'overtaken') await revokeOwn(deps, resumed.record, call)
  } catch (error) {
    if (error instanceof SessionRefused && error.fault !== 'issuer-unreachable') {
      const record = await deps.sessions.end(handle)
      if (record) await endedSession(deps, record, call, error.fault)
    }
    throw error
  }
  throw new SessionRefused('session-ended')
}

async function renew(deps: AppSessionDeps, record: SessionRecord, call: SessionCall): Promise<Renewed> {
  if (record.ehr === deps.own.fhirBase) return renewOwn(deps, record, call)
  const ehr = ehrOfRecord(deps.exchange.ehrs, record.ehr)
  const { staff, tenant, scope } = await standing(deps, record)
  const { refreshToken: held, ehrPatient } = record
  const tokens =
    held === undefined ? undefined : await renewed(deps, record, { grant_type: 'refresh_token', refresh_token: held })
  if (tokens?.patient !== undefined && tokens.patient !== ehrPatient) throw new SessionRefused('wrong-patient')
  const actsAs = staff.role ?? 'clinical-staff'
  const { patient, encounter } = record
  const { user: reference, name, role } = staff
  const own = await deps.tokens.issue({
    tenant,
    user: reference,
    name,
    actsAs,
    scope,
    ...present({ patient, encounter, role }),
  })
  // An EHR that rotates refresh tokens sends the next one; one that does not keeps the old one good.
  const next = {
    ...record,
    accessToken: own.accessToken,
    earlierTokens: await earlierTokens(deps, record, call),
    ...present({ refreshToken: tokens?.refreshToken ?? held }),
  }
  const user = { reference, name, ...present({ role }) }
  const asked = tokens ? { ehr: { registered: ehr, tokens } } : {}
  return {
    record: next,
    answer: answerOf({ record: next, user, own, ...asked, policy: deps.policy, now: deps.clock.now() }),
  }
}

/** So many tokens of a session may be good at once: the page goes on with the one before while it asks for the next. */
const EARLIER = 8

/** Each renewal gives a token of its own, and the end of the session is to end them all. */
async function earlierTokens(
  { own }: AppSessionDeps,
  { accessToken, earlierTokens: known = [] }: SessionRecord,
  call: SessionCall,
): Promise<readonly string[]> {
  const all = accessToken === undefined ? known : [...known, accessToken]
  for (const token of all.slice(0, -EARLIER)) await revoke(own, token, call)
  return all.slice(-EARLIER)
}

/** What the person is today. Somebody who has left, or has no right left, has no session. */
async function standing({ exchange }: AppSessionDeps, { tenant: slug, user, patient }: SessionRecord) {
  const tenant = await exchange.tenants.find(slug)
  if (!tenant) throw new SessionRefused('session-ended')
  try {
    const staff = await exchange.admission.again(tenant, user)
    return { tenant, staff, scope: narrowScopes(undefined, { inChart: patient !== undefined, role: staff.role }) }
  } catch (cause) {
    if (cause instanceof NotAdmitted || cause instanceof ExchangeRefused)
      throw new SessionRefused('session-ended', {}, { cause })
    throw cause
  }
}

/** The EHR's no is the end: its session is over. */
async function renewed(
  deps: AppSessionDeps,
  record: SessionRecord,
  form: Readonly<Record<string, string>>,
): Promise<EhrTokens> {
  try {
    return await askForTokens(deps, ehrOfRecord(deps.exchange.ehrs, record.ehr), form)
  } catch (cause) {
    if (cause instanceof SessionRefused && cause.fault === 'ehr-refused')
      throw new SessionRefused('session-ended', {}, { cause })
    throw cause
  }
}
