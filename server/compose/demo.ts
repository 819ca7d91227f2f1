import type { Tenant } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import { addMonths, monthOf } from '#domain/calendar.ts'
import type { Principal } from '../auth/principal.ts'
import { parseScopes } from '../auth/scopes.ts'
import { DEMO_TIME_ZONE, DEMO_USERS } from '../demo/practice.ts'

/** What the demo's pages read with, and show. */
export interface RunningDemo {
  readonly reader: Principal
  readonly months: () => readonly string[]
}

const MONTHS = 3

/** The demo's pages read as its auditor, who can write nothing. */
export function runningDemo(tenant: Tenant, clock: Clock): RunningDemo {
  return {
    reader: {
      tenant,
      role: 'auditor',
      client: 'start-page',
      user: `Practitioner/${DEMO_USERS['auditor'] ?? ''}`,
      scopes: parseScopes('user/*.rs'),
      expires: Number.MAX_SAFE_INTEGER,
      tokenId: 'start-page',
    },
    months: () => {
      const month = monthOf(clock.now(), DEMO_TIME_ZONE)
      return Array.from({ length: MONTHS }, (_unused, back) => addMonths(month, -back))
    },
  }
}
