import type { AccessRole } from '#domain/staff/access-roles.ts'
import type { Tenant } from './access.ts'
import type { AuditNote } from './audit-trail.ts'

/** Somebody whom an OpenID Connect provider vouches for. */
export interface VouchedPerson {
  /** `iss` and `sub` of the id_token: together the person's key. */
  readonly issuer: string
  readonly subject: string
  /** Only one that the provider has verified. */
  readonly email?: string
  readonly npi?: string
}

/** A role that a person holds in a practice today. */
export interface Post {
  readonly tenant: Tenant
  /** How the practice is called. */
  readonly practice: string
  /** `Practitioner/id`. */
  readonly user: string
  readonly name: string
  readonly role: AccessRole
}

/** A patient whom somebody can open an app on. */
export interface FoundPatient {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
}

/** What a patient is looked for by: all that is given must fit. */
export interface PatientWords {
  /** Parts of names. */
  readonly name?: string
  /** `2026-03-05` */
  readonly birthDate?: string
}

/** Says who works for a practice, in which roles. */
export interface StaffAccess {
  /**
   * The roles that a person holds in these practices today: known by issuer and subject, else by the NPI or the verified
   * e-mail, which is then kept as the login. Each practice is asked on its own.
   * @throws NotStaff where there is none
   */
  posts(tenants: readonly Tenant[], person: VouchedPerson, note: AuditNote): Promise<readonly Post[]>
  /**
   * Whether a person is of the practice today, and holds the role where one is named.
   * @param user `Practitioner/id`
   */
  holds(tenant: Tenant, user: string, role?: AccessRole): Promise<boolean>
  /** Patients of the practice for whom it all fits: fifty at most, by name. */
  patients(tenant: Tenant, words: PatientWords): Promise<readonly FoundPatient[]>
  /** A patient whose record is open. */
  patient(tenant: Tenant, id: string): Promise<FoundPatient | undefined>
}

/** Why nobody of the practice is meant. The first in this order is said where practices differ. */
export const NOT_STAFF_REASONS = [
  /** Number, e-mail and login lead to several people, or one of them differs. */
  'identity-conflict',
  /** Several people of the practice could be meant. */
  'ambiguous',
  /** The person has left. */
  'inactive',
  /** Nobody has given the person a role that holds today. */
  'no-role',
  /** The practice has no such person. */
  'unknown-person',
] as const

export type NotStaffReason = (typeof NOT_STAFF_REASONS)[number]

/** Whoever is vouched for works for none of the practices. The message is for the log alone: it names no one. */
export class NotStaff extends Error {
  readonly code = 'NOT_STAFF'
  readonly reason: NotStaffReason

  constructor(reason: NotStaffReason) {
    super(`staff: ${reason}`)
    this.reason = reason
  }
}
