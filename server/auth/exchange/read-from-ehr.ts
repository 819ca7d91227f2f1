import type { Resource } from '@medplum/fhirtypes'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'

/** What the EHR says to a read: the resource, not for this user, not there, or nothing that could be understood. */
export type EhrRead<T extends Resource> =
  | { readonly outcome: 'found'; readonly resource: T & { id: string } }
  | { readonly outcome: 'refused' | 'absent' | 'unreachable' }

/** The EHR as one user sees it. */
export interface EhrSession {
  readonly fetch: OutboundFetch
  readonly ehr: RegisteredEhr
  /** The clinician's own token. It goes to the EHR's FHIR base and nowhere else. */
  readonly token: string
}

const OUTCOMES: Readonly<Record<number, 'refused' | 'absent'>> = {
  401: 'refused',
  403: 'refused',
  404: 'absent',
  410: 'absent',
}

/** Reads one resource with the user's own token. What comes must be what was asked for, to the letter. */
export async function readFromEhr<T extends Resource>(
  { fetch, ehr, token }: EhrSession,
  type: T['resourceType'],
  id: string,
): Promise<EhrRead<T>> {
  try {
    const headers = { accept: 'application/fhir+json', authorization: `Bearer ${token}` }
    const answer = await fetch(`${ehr.fhirBase}/${type}/${id}`, { headers, redirect: 'error' })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return { outcome: OUTCOMES[answer.status] ?? 'unreachable' }
    }
    const resource = (await answer.json()) as T & { id: string }
    // An EHR that merged two charts may answer with another one: that is not the patient in context.
    return resource.resourceType === type && resource.id === id ? { outcome: 'found', resource } : { outcome: 'absent' }
  } catch {
    return { outcome: 'unreachable' }
  }
}
