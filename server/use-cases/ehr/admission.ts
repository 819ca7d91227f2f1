import type { EhrAdmission } from '#ports/ehr-admission.ts'
import type { FhirRepository } from '#ports/fhir-store.ts'
import type { Tenant } from '#ports/access.ts'
import type { AdmissionDeps } from './admission-deps.ts'
import { admitPatient } from './admit-patient.ts'
import { admitStaff, standingOf } from './admit-staff.ts'

/** Finds the people whom an EHR speaks of among those of the practice, or makes them, by the store's own way in. */
export function createEhrAdmission(deps: AdmissionDeps): EhrAdmission {
  const own = (tenant: Tenant): FhirRepository => deps.store.as({ tenant, compartment: 'unrestricted', ownOnly: true })
  return {
    staff: (arrival, user) => admitStaff(deps, own(arrival.tenant), arrival, user),
    again: (tenant, user) => standingOf(deps, own(tenant), user),
    patient: (arrival, found) => admitPatient(deps, own(arrival.tenant), arrival, found),
  }
}
