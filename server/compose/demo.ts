import type { Tenant } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import { addMonths, monthOf } from '#domain/calendar.ts'
import type { Principal } from '../auth/principal.ts'
import { parseScopes } from '../auth/scopes.ts'
import { DEMO_TIME_ZONE, DEMO_USERS } from '../demo/practice.ts'
import { DEMO_SIGN_INS, demoChoice, demoPatients } from '../demo/sign-in.ts'
import type { SignInChoices } from '../http/auth/sign-in-choices.ts'

/** What the demo's pages read with, and show. */
export interface RunningDemo {
  readonly reader: Principal
  readonly months: () => readonly string[]
  /** Who can sign in with one click, and on whom. */
  readonly choices: SignInChoices
}

const MONTHS = 3

/** The demo's pages read as its auditor, who can write nothing. */
export function runningDemo(
  { tenant, store }: { readonly tenant: Tenant; readonly store: FhirStore },
  clock: Clock,
): RunningDemo {
  const reader = store.as({ tenant, compartment: 'unrestricted' })
  return {
    choices: {
      users: () => Promise.resolve(DEMO_SIGN_INS.map(({ id, name, title }) => ({ id, name, role: title }))),
      patients: () => demoPatients(reader),
      chosen: (user, patient) => demoChoice({ tenant, reader }, user, patient),
    },
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
