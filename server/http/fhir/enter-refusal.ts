import { present } from '#domain/present.ts'
import type { SecurityEntry } from '#ports/security-entry.ts'
import type { BoundedRefusals } from '../../auth/bounded-refusals.ts'
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

function refusalOf(error: unknown): Omit<SecurityEntry, 'request' | 'outcome'> | undefined {
  if (error instanceof Unauthenticated) return { event: 'access-refused', refusal: error.reason }
  if (!(error instanceof Throttled)) return undefined
  const said = { event: 'rate-limited', refusal: error.setting } as const
  if (!error.caller) return said
  const { tenant, role, client, user } = error.caller
  return { ...said, tenant: tenant.key, role, client, ...present({ user }) }
}
