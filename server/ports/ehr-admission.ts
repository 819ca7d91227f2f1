import type { Encounter, Patient, Practitioner } from '@medplum/fhirtypes'
import type { Tenant } from './access.ts'
import type { AuditNote } from './audit-trail.ts'
import type { RegisteredEhr } from './registered-ehr.ts'

/** Somebody whom an EHR vouches for. */
export interface EhrUser {
  /** `iss` and `sub` of the id_token: together the person's key. */
  readonly issuer: string
  readonly subject: string
  /** The name in the id_token. */
  readonly name?: string
  /** The Practitioner there, where the EHR let it be read. */
  readonly practitioner?: Practitioner
}

/** Where somebody comes in. */
export interface Arrival {
  readonly tenant: Tenant
  readonly ehr: RegisteredEhr
  /** Whoever asks, for the audit of what is written. */
  readonly note: AuditNote
}

/** A member of staff of ours. */
export interface AdmittedStaff {
  /** `Practitioner/id`. */
  readonly user: string
  readonly name: string
  /** The role that an administrator has confirmed; absent where nobody has yet. */
  readonly role?: 'billing-practitioner' | 'clinical-staff'
}

/** A patient of ours, and the visit where we have it. */
export interface AdmittedPatient {
  /** `Patient.id`. */
  readonly patient: string
  /** `Encounter.id`. */
  readonly encounter?: string
}

/** Finds the people whom an EHR speaks of among our own, or makes them. */
export interface EhrAdmission {
  /** @throws NotAdmitted */
  staff(arrival: Arrival, user: EhrUser): Promise<AdmittedStaff>
  /**
   * A member of staff as they stand now: for a session that goes on.
   * @param user `Practitioner/id`
   * @throws NotAdmitted
   */
  again(tenant: Tenant, user: string): Promise<AdmittedStaff>
  /**
   * @param found the patient in context, and the visit, as the EHR answered them
   * @throws NotAdmitted
   */
  patient(
    arrival: Arrival,
    found: { readonly patient: Patient & { id: string }; readonly encounter?: Encounter },
  ): Promise<AdmittedPatient>
}

/** Why somebody is not taken in. */
export type AdmissionReason =
  /** The number and the login lead to two people, or a number differs. */
  | 'identity-conflict'
  /** Several of ours could be meant. */
  | 'ambiguous'
  /** The person has left the practice, or the record was removed. */
  | 'inactive'
  /** The record cannot be kept: the EHR's breaks FHIR. */
  | 'not-storable'

/** The person or the patient is not taken in. The message is for the log alone: it names no one. */
export class NotAdmitted extends Error {
  readonly code = 'NOT_ADMITTED'
  readonly subject: 'staff' | 'patient'
  readonly reason: AdmissionReason

  constructor(subject: 'staff' | 'patient', reason: AdmissionReason, options?: ErrorOptions) {
    super(`${subject}: ${reason}`, options)
    this.subject = subject
    this.reason = reason
  }
}
