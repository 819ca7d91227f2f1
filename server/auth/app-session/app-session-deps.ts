import type { AppSessions, LaunchRecords } from '#ports/app-sessions.ts'
import type { ExchangeDeps } from '../exchange/exchange-ehr-token.ts'
import type { RolePolicy } from '../roles.ts'
import type { EhrTokenDeps } from './ehr-tokens.ts'
import type { OwnServer } from './own-server.ts'
import type { OwnTokens } from './own-tokens.ts'

/** What launches and sessions of the app need of the outside. */
export interface AppSessionDeps extends EhrTokenDeps {
  readonly exchange: ExchangeDeps
  readonly launches: LaunchRecords
  readonly sessions: AppSessions
  readonly tokens: OwnTokens
  readonly own: OwnServer
  readonly policy: RolePolicy
  /** `PUBLIC_URL/app/`, as it is registered with every EHR. */
  readonly redirectUri: string
}

/** Who asks: for the audit trail. */
export interface SessionCall {
  readonly request: string
  readonly address?: string
}
