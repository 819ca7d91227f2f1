import { present } from '#domain/present.ts'
import type { SessionRecord } from '#ports/app-sessions.ts'
import { securityEntry } from '#ports/security-entry.ts'
import type { AppSessionDeps, SessionCall } from './app-session-deps.ts'
import { revokeOwn } from './own-session.ts'

/**
 * Enters in the trail that a session has ended, and ends the tokens that this server gave for it.
 * @param refusal why, where nobody signed out: a handle that was used before (somebody may have stolen it), the EHR's no
 */
export async function endedSession(
  deps: AppSessionDeps,
  record: SessionRecord,
  call: SessionCall,
  refusal?: string,
): Promise<void> {
  const { exchange, own } = deps
  const { tenant: slug, user, patient } = record
  const tenant = await exchange.tenants.find(slug)
  const who = { user, client: own.clientId, ...present({ tenant: tenant?.key, patient, address: call.address }) }
  const how = refusal === undefined ? ({ outcome: '0' } as const) : ({ outcome: '4', refusal } as const)
  exchange.audit.record(securityEntry({ event: 'logout', request: call.request, ...who, ...how }))
  await revokeOwn(deps, record, call)
}
