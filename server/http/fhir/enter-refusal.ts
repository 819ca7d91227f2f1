import { present } from '#domain/present.ts'
import type { SecurityEntry } from '#ports/security-entry.ts'
import type { BoundedRefusals } from '../../auth/bounded-refusals.ts'
import type { Attempt } from '../guard/request-guard.ts'
import type { Startup } from '../surface.ts'
import { Unauthenticated } from './authenticate.ts'
import { Throttled } from './throttled.ts'

/**
 * Enters in the trail what was refused before the FHIR surface was asked, which enters all else. Without a valid token nobody
 * knows whose it would have been: the entry is of no practice.
 */
export function enterRefusal(
  refusals: BoundedRefusals | undefined,
  error: unknown,
  at: Pick<SecurityEntry, 'request'> & { readonly address: string | undefined },
): void {
  const said = refusalOf(error)
  if (said) refusals?.record({ ...said, outcome: '4', request: at.request, ...present({ address: at.address }) })
}

/** The same where no resource is asked for: whoever sent no token, or one that is none (401). */
export function enterUnproven(
  { startup }: { readonly startup: Startup },
  { secret = '', request, address }: Pick<SecurityEntry, 'request'> & Partial<Pick<Attempt, 'address' | 'secret'>>,
): void {
  const refusal = secret === '' ? 'no-token' : 'invalid_token'
  startup.surface?.refusals.record({ event: 'access-refused', outcome: '4', request, refusal, ...present({ address }) })
}

function refusalOf(error: unknown): Omit<SecurityEntry, 'request' | 'outcome'> | undefined {
  if (error instanceof Unauthenticated) return { event: 'access-refused', refusal: error.reason }
  if (!(error instanceof Throttled)) return undefined
  const said = { event: 'rate-limited', refusal: error.setting } as const
  if (!error.caller) return said
  const { tenant, role, client, user } = error.caller
  return { ...said, tenant: tenant.key, role, client, ...present({ user }) }
}
