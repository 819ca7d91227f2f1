import type { JWTPayload } from 'jose'
import { isPathId } from '#domain/fhir/ids.ts'
import type { RegisteredEhr } from '#ports/registered-ehr.ts'

/** What a user is at the EHR. */
export interface FhirUser {
  readonly type: string
  /** Absent where the reference leads to another server: nobody is asked there, and no token goes there. */
  readonly id?: string
}

/**
 * The user that an id_token names by `fhirUser`, or by `profile` where an EHR still does so (SMART App Launch 1). Absolute
 * URLs and such relative to the FHIR base are understood.
 */
export function fhirUserOf(claims: JWTPayload, ehr: RegisteredEhr): FhirUser | undefined {
  return referenceIn(claims['fhirUser'], ehr) ?? referenceIn(claims['profile'], ehr)
}

function referenceIn(claim: unknown, { fhirBase }: RegisteredEhr): FhirUser | undefined {
  if (typeof claim !== 'string') return undefined
  const base = `${new URL(fhirBase).href.replace(/\/+$/, '')}/`
  // What is relative goes on from the base; an absolute URL stays what it is.
  const url = URL.parse(claim, base)
  const match = /\/([A-Z][A-Za-z]+)\/([^/?#]+)$/.exec(url?.href ?? '')
  const [, type, id] = match ?? []
  if (!url || !type || !id || !isPathId(id)) return undefined
  return url.href === `${base}${type}/${id}` ? { type, id } : { type }
}
