import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { lastDayOfMonth } from '../calendar.ts'
import { codeSystem, SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf, nameOf } from '../fhir/codings.ts'
import { personName } from '../fhir/names.ts'
import { literalOf, referenceTo, typeOf } from '../fhir/references.ts'
import { STAFF_ROLE_CODES } from '../terminology/generated/guide-names.ts'

/** Roles of `[ig]/CodeSystem/ccm-staff-role`. */
export type StaffRole = keyof typeof STAFF_ROLE_CODES

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
interface StaffAssignment {
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

/** A person with several roles at once has the first of these. */
const ROLES = Object.keys(STAFF_ROLE_CODES) as readonly StaffRole[]

const ROLE_SYSTEM = codeSystem('ccm-staff-role')

/**
 * Makes the directory of a practice. A role that is no longer active and names no end is as if it had never been; one
 * with an end holds until then.
 */
export function staffDirectoryOf(
  practitioners: readonly Practitioner[],
  roles: readonly PractitionerRole[],
): StaffDirectory {
  const people = new Map<string, string>()
  const assignments = new Map<string, StaffAssignment[]>()
  for (const role of roles) {
    const person = literalOf(role.practitioner)
    if (person === undefined) continue
    people.set(referenceTo(role), person)
    assignments.set(person, [...(assignments.get(person) ?? []), ...assignmentsOf(role)])
  }
  const members = new Map<string, StaffMember>()
  for (const practitioner of practitioners) {
    const person = referenceTo(practitioner)
    members.set(person, memberFrom(practitioner, assignments.get(person) ?? []))
  }
  for (const [person, held] of assignments)
    if (!members.has(person)) members.set(person, { person, name: person, credentials: [], roles: sorted(held) })

  const personOf = (reference: string | undefined) => {
    const literal = literalOf(reference)
    return typeOf(literal) === 'Practitioner' ? literal : people.get(literal ?? '')
  }
  return { personOf, memberOf: (reference) => members.get(personOf(reference) ?? '') }
}

function assignmentsOf(role: PractitionerRole): StaffAssignment[] {
  if (role.active === false && role.period?.end === undefined) return []
  const { from, to } = heldDays(role)
  return codingsOf(role.code)
    .filter((coding) => coding.system === ROLE_SYSTEM)
    .flatMap((coding) => ROLES.find((known) => known === coding.code) ?? [])
    .map((known) => ({ role: known, ...(from && { from }), ...(to && { to }) }))
}

/** The first and the last day of a role (`2026-03-05`), where they are named. */
export function heldDays({ period }: PractitionerRole): { readonly from?: string; readonly to?: string } {
  const from = period?.start && dayAsWritten(period.start, 'first')
  const to = period?.end && dayAsWritten(period.end, 'last')
  return { ...(from && { from }), ...(to && { to }) }
}

/** The first or last day that a date or dateTime means, as its writer wrote it: zones do not move a role's days. */
function dayAsWritten(text: string, side: 'first' | 'last'): string {
  if (text.length >= 10) return text.slice(0, 10)
  const month = text.length === 7 ? text : `${text}-${side === 'first' ? '01' : '12'}`
  return side === 'first' ? `${month}-01` : lastDayOfMonth(month)
}

function memberFrom(practitioner: Practitioner, held: readonly StaffAssignment[]): StaffMember {
  const npi = practitioner.identifier?.find((identifier) => identifier.system === SYSTEM.npi)?.value
  const name = practitioner.name?.[0]
  const degrees = (practitioner.qualification ?? []).map((qualification) => nameOf(qualification.code))
  return {
    person: referenceTo(practitioner),
    name: personName(name) ?? referenceTo(practitioner),
    ...(npi && { npi }),
    credentials: [...new Set([...(name?.suffix ?? []), ...degrees])].filter((text) => text !== ''),
    roles: sorted(held),
  }
}

function sorted(held: readonly StaffAssignment[]): readonly StaffAssignment[] {
  return [...held].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
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
