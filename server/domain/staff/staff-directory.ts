import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes'

/** Roles of `[ig]/CodeSystem/ccm-staff-role`. */
export type StaffRole = 'billing-practitioner' | 'clinical-staff' | 'non-clinical' | 'automation'

/** A person of the practice. A PractitionerRole is the same person as its Practitioner. */
export interface StaffMember {
  /** `Practitioner/id`: equal references are one person. */
  readonly person: string
  readonly name: string
  readonly npi?: string
  /** Degrees and licences as written: RN, MD, … */
  readonly credentials: readonly string[]
  readonly roles: readonly StaffAssignment[]
}

/** A role held for a while; days are included, an absent side is open. */
export interface StaffAssignment {
  readonly role: StaffRole
  readonly from?: string
  readonly to?: string
}

/** Who is who in a practice. Made once, asked for each time entry. */
export interface StaffDirectory {
  /**
   * The person behind a `Practitioner/…` or `PractitionerRole/…` reference (absolute and versioned ones too), also one
   * of whom no resource was given; undefined for a role that is not known and for any other kind of reference.
   */
  personOf(reference: string | undefined): string | undefined
  /** What is known of the person behind a reference. */
  memberOf(reference: string | undefined): StaffMember | undefined
}

/** Makes the directory of a practice. Inactive roles are kept out, ended ones hold until their end. */
export function staffDirectoryOf(
  practitioners: readonly Practitioner[],
  roles: readonly PractitionerRole[],
): StaffDirectory {
  void practitioners
  void roles
  return { personOf: (reference) => reference, memberOf: () => undefined }
}

/**
 * The role of a person on a day (`2026-03-05`): the most capable of those held then, undefined without one (minutes of
 * such a person are kept and not counted, `unknown-role`).
 */
export function roleOn(member: StaffMember | undefined, day: string): StaffRole | undefined {
  return member?.roles.find((held) => (held.from ?? day) <= day && day <= (held.to ?? day))?.role
}

/** Whether this person may bill and attest on a day: a billing practitioner with an NPI (DESIGN section 3). */
export function mayBillOn(member: StaffMember | undefined, day: string): boolean {
  return member?.npi !== undefined && roleOn(member, day) === 'billing-practitioner'
}
