import type { Resource } from '@medplum/fhirtypes'
import { NotAdmitted } from '#ports/ehr-admission.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import { InvalidResource } from '#ports/prepare-resource.ts'
import type { AdmissionDeps } from './admission-deps.ts'

/**
 * Checks and indexes what is written for somebody who comes from an EHR.
 * @throws NotAdmitted where what the EHR gave breaks FHIR
 */
export function prepared(
  { preparer }: AdmissionDeps,
  subject: 'staff' | 'patient',
  resource: Resource,
): PreparedResource {
  try {
    return preparer.prepare(resource)
  } catch (cause) {
    if (cause instanceof InvalidResource) throw new NotAdmitted(subject, 'not-storable', { cause })
    throw cause
  }
}
