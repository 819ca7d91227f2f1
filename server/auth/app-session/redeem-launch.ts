import { decodeJwt } from 'jose'
import { present } from '#domain/present.ts'
import type { LaunchRecord, SessionRecord } from '#ports/app-sessions.ts'
import { exchangeEhrToken, type ExchangedLaunch } from '../exchange/exchange-ehr-token.ts'
import { ExchangeRefused } from '../exchange/exchange-refused.ts'
import { OWN_APP } from '../provider/registered-client.ts'
import type { AppSessionDeps, SessionCall } from './app-session-deps.ts'
import { ehrOfRecord, hashOf } from './begin-launch.ts'
import { askForTokens, type EhrTokens } from './ehr-tokens.ts'
import { redeemOwn, type BegunSession } from './own-session.ts'
import { answerOf, type SessionAnswer } from './session-answer.ts'
import { SessionRefused, type SessionFault } from './session-refused.ts'

/** What the browser came back with. */
export interface Redemption {
  readonly code: string
  readonly state: string
  readonly proof?: string
}

/** A session lasts so long, however often it is renewed. */
const SESSION_MS = 12 * 3_600_000

/**
 * Ends a launch: trades the code at the EHR, and the id_token for a token of ours. The record is spent whatever comes of it.
 * @throws SessionRefused
 */
export async function redeemLaunch(
  deps: AppSessionDeps,
  { code, state, proof }: Redemption,
  call: SessionCall,
): Promise<SessionAnswer> {
  const launch = await deps.launches.take(state)
  if (!launch) throw new SessionRefused('launch-used')
  if (proof !== undefined && hashOf(proof) !== launch.proof) throw new SessionRefused('other-browser')
  const confirm = proof === undefined
  const { record, answer } =
    launch.ehr === deps.own.fhirBase
      ? await redeemOwn(deps, launch, { code, confirm, call })
      : await redeemAtEhr(deps, launch, { code, confirm, call })
  return { handle: await deps.sessions.begin(record, deps.clock.now() + SESSION_MS), ...answer }
}

async function redeemAtEhr(
  deps: AppSessionDeps,
  launch: LaunchRecord,
  { code, confirm, call }: { readonly code: string; readonly confirm: boolean; readonly call: SessionCall },
): Promise<BegunSession> {
  const ehr = ehrOfRecord(deps.exchange.ehrs, launch.ehr)
  const tokens = await askForTokens(deps, ehr, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: deps.redirectUri,
    code_verifier: launch.verifier,
  })
  if (tokens.idToken === undefined) throw new SessionRefused('refused-permission', { permission: 'openid' })
  if (launch.launch !== undefined && tokens.patient === undefined) throw new SessionRefused('no-patient')
  const exchanged = await exchange(deps, { launch, tokens, idToken: tokens.idToken, call })
  const own = await deps.tokens.issue(exchanged)
  const record = { ...recordOf(launch, tokens, exchanged, confirm), accessToken: own.accessToken }
  const { user: reference, name, role } = exchanged
  const user = { reference, name, ...present({ role }) }
  return {
    record,
    answer: answerOf({
      record,
      user,
      own,
      ehr: { registered: ehr, tokens },
      policy: deps.policy,
      now: deps.clock.now(),
    }),
  }
}

interface Exchanging {
  readonly launch: LaunchRecord
  readonly tokens: EhrTokens
  readonly idToken: string
  readonly call: SessionCall
}

async function exchange(deps: AppSessionDeps, { launch, tokens, idToken, call }: Exchanging): Promise<ExchangedLaunch> {
  const { patient, encounter, accessToken } = tokens
  const parameters = {
    subject_token: idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    ehr_access_token: accessToken,
    patient,
    encounter: patient === undefined ? undefined : encounter,
  }
  try {
    return await exchangeEhrToken(deps.exchange, { ...call, parameters, client: OWN_APP, nonce: launch.nonce })
  } catch (error) {
    if (!(error instanceof ExchangeRefused)) throw error
    throw faultOf(error, idToken, deps.clock.now())
  }
}

const FAULTS: Readonly<Record<string, SessionFault>> = {
  'patient-refused': 'patient-not-readable',
  'patient-absent': 'patient-not-readable',
  'no-role': 'identity-refused',
}

function faultOf(error: ExchangeRefused, idToken: string, now: number): SessionRefused {
  if (error.error === 'temporarily_unavailable') return new SessionRefused('issuer-unreachable', {}, { cause: error })
  if (error.reason !== 'clock')
    return new SessionRefused(FAULTS[error.reason] ?? 'identity-refused', {}, { cause: error })
  const theirs = (decodeJwt(idToken).iat ?? 0) * 1000
  const details = { theirs: new Date(theirs).toISOString(), ours: new Date(now).toISOString() }
  return new SessionRefused('clock-differs', details, { cause: error })
}

function recordOf(
  launch: LaunchRecord,
  tokens: EhrTokens,
  { tenant, user, patient, encounter }: ExchangedLaunch,
  confirm: boolean,
): SessionRecord {
  const { refreshToken, intent, smartStyleUrl, needPatientBanner } = tokens
  const style =
    smartStyleUrl !== undefined && URL.parse(smartStyleUrl)?.protocol === 'https:' ? smartStyleUrl : undefined
  return {
    ehr: launch.ehr,
    tenant: tenant.slug,
    user,
    context: { needPatientBanner, ...present({ intent, smartStyleUrl: style, ehrEncounter: tokens.encounter }) },
    renews: launch.renews,
    confirm,
    ...present({ refreshToken, patient, encounter, ehrPatient: tokens.patient }),
  }
}
