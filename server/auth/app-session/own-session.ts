import { decodeJwt } from 'jose'
import { present } from '#domain/present.ts'
import type { LaunchRecord, Renewed, SessionRecord } from '#ports/app-sessions.ts'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { Principal } from '../principal.ts'
import { InvalidToken } from '../token-verifier.ts'
import type { AppSessionDeps, SessionCall } from './app-session-deps.ts'
import { requestTokens, type EhrTokens } from './ehr-tokens.ts'
import { answerOf, type SessionAnswer } from './session-answer.ts'
import { SessionRefused } from './session-refused.ts'

/** A session as it begins: what is kept of it, and what the app is told, but for the handle. */
export interface BegunSession {
  readonly record: SessionRecord
  readonly answer: Omit<SessionAnswer, 'handle'>
}

/**
 * Ends a launch from this very server: its token is the session's, and there is no EHR to ask besides.
 * @throws SessionRefused
 */
export async function redeemOwn(
  deps: AppSessionDeps,
  launch: LaunchRecord,
  { code, confirm, call }: { readonly code: string; readonly confirm: boolean; readonly call: SessionCall },
): Promise<BegunSession> {
  const tokens = await askOwn(deps, call, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: deps.redirectUri,
    code_verifier: launch.verifier,
  })
  if (tokens.idToken === undefined) throw new SessionRefused('refused-permission', { permission: 'openid' })
  if (decodeJwt(tokens.idToken)['nonce'] !== launch.nonce) throw new SessionRefused('identity-refused')
  if (launch.launch !== undefined && tokens.patient === undefined) throw new SessionRefused('no-patient')
  const { tenant, user = '' } = await principalOf(deps, tokens)
  const { patient, encounter, intent, needPatientBanner } = tokens
  const record: SessionRecord = {
    ehr: launch.ehr,
    tenant: tenant.slug,
    user,
    context: { needPatientBanner, ...present({ intent }) },
    renews: launch.renews,
    confirm,
    ...present({ patient, encounter }),
    ...secretsOf(tokens),
  }
  return { record, answer: await answered(deps, record, tokens) }
}

/**
 * Renews such a session by its refresh token; without one it is over when its token is.
 * @throws SessionRefused
 */
export async function renewOwn(deps: AppSessionDeps, record: SessionRecord, call: SessionCall): Promise<Renewed> {
  const { refreshToken } = record
  if (refreshToken === undefined) throw new SessionRefused('session-ended')
  const tokens = await askOwn(deps, call, { grant_type: 'refresh_token', refresh_token: refreshToken }).catch(
    (cause: unknown) => {
      if (cause instanceof SessionRefused && cause.fault === 'ehr-refused')
        throw new SessionRefused('session-ended', {}, { cause })
      throw cause
    },
  )
  if (tokens.patient !== record.patient) throw new SessionRefused('wrong-patient')
  const next = { ...record, ...secretsOf(tokens) }
  return { record: next, answer: await answered(deps, next, tokens) }
}

/** Revokes what this server gave for a session. What an EHR gave is the EHR's. */
export async function revokeOwn({ own }: AppSessionDeps, record: SessionRecord, call: SessionCall): Promise<void> {
  const { accessToken, refreshToken, earlierTokens = [] } = record
  const ours = record.ehr === own.fhirBase ? [refreshToken, accessToken] : [accessToken, ...earlierTokens]
  for (const token of ours) if (token !== undefined) await revoke(own, token, call)
}

/** Revokes one token of ours. */
export async function revoke(own: AppSessionDeps['own'], token: string, call: SessionCall): Promise<void> {
  const body = new URLSearchParams({ token, client_id: own.clientId }).toString()
  await askFor(own, call)(own.revokeUrl, { method: 'POST', headers: FORM, body })
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' } as const

/** For the trail it is the browser that asks, from where it is. */
function askFor({ ask }: AppSessionDeps['own'], { address = '' }: SessionCall): OutboundFetch {
  return (url, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', address)
    return ask(url, { ...init, headers })
  }
}

function askOwn(deps: AppSessionDeps, call: SessionCall, form: Readonly<Record<string, string>>): Promise<EhrTokens> {
  const { own, clock } = deps
  return requestTokens({ fetch: askFor(own, call), clock, credentialOf: () => ({ kind: 'none' }) }, own, {
    endpoint: own.tokenUrl,
    form,
  })
}

/** The token itself says who it is for: what the practice has made of somebody meanwhile is in it. */
async function principalOf({ own }: AppSessionDeps, { accessToken }: EhrTokens): Promise<Principal> {
  try {
    return await own.verifier.verify(accessToken)
  } catch (cause) {
    if (cause instanceof InvalidToken) throw new SessionRefused('identity-refused', {}, { cause })
    throw cause
  }
}

function secretsOf({ refreshToken, accessToken }: EhrTokens): Pick<SessionRecord, 'refreshToken' | 'accessToken'> {
  return { accessToken, ...present({ refreshToken }) }
}

async function answered(
  deps: AppSessionDeps,
  record: SessionRecord,
  tokens: EhrTokens,
): Promise<BegunSession['answer']> {
  const { tenant, role } = await principalOf(deps, tokens)
  const { accessToken, expiresIn, scope } = tokens
  const name = (await deps.own.nameOf(tenant, record.user)) ?? record.user
  return answerOf({
    record,
    user: { reference: record.user, name, role },
    own: { accessToken, expiresIn, scope },
    policy: deps.policy,
    now: deps.clock.now(),
  })
}
