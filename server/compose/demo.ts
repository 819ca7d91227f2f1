import type { Tenant } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import { addMonths, monthOf } from '#domain/calendar.ts'
import { mintDemoToken } from '../auth/demo-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import { parseScopes } from '../auth/scopes.ts'
import { DEMO_TIME_ZONE, DEMO_USERS } from '../demo/practice.ts'
import { DEMO_SIGN_INS, demoChoice, demoPatients } from '../demo/sign-in.ts'
import type { SignInChoices } from '../http/auth/sign-in-choices.ts'
import { EndedTokens } from './ended-tokens.ts'

/** What the demo's pages read with, and show. */
export interface RunningDemo {
  readonly reader: Principal
  readonly months: () => readonly string[]
  /** Who can sign in with one click, and on whom. */
  readonly choices: SignInChoices
  /** A token for one of the demo's people that opens apps and does nothing else, for a minute. */
  readonly tokenFor: (person: string) => Promise<string | undefined>
  /** Tokens that its sandbox EHR has ended. */
  readonly ended: EndedTokens
}

const MONTHS = 3

/** How long the sandbox EHR has to open an app, in seconds. */
const TO_LAUNCH = 60

interface RunningDemoParts {
  readonly tenant: Tenant
  readonly store: FhirStore
  /** Signs demo tokens. */
  readonly key: Uint8Array
}

/** The demo's pages read as its auditor, who can write nothing. */
export function runningDemo({ tenant, store, key }: RunningDemoParts, clock: Clock): RunningDemo {
  const reader = store.as({ tenant, compartment: 'unrestricted' })
  return {
    ended: new EndedTokens(clock),
    choices: {
      users: () => Promise.resolve(DEMO_SIGN_INS.map(({ id, name, title }) => ({ id, name, role: title }))),
      patients: () => demoPatients(reader),
      chosen: (user, patient) => demoChoice({ tenant, reader }, user, patient),
    },
    async tokenFor(id) {
      const person = DEMO_SIGN_INS.find((each) => each.id === id)
      if (!person) return undefined
      const { role } = person
      const claims = { tenant: tenant.slug, role, user: `Practitioner/${id}`, scope: 'launch', seconds: TO_LAUNCH }
      return mintDemoToken(claims, key, clock)
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
