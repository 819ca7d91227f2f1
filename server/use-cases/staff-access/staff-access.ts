import type { Organization, Patient, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { personName } from '#domain/fhir/names.ts'
import { practiceOf } from '#domain/practice/practice.ts'
import { accessRolesOn, type AccessRole } from '#domain/staff/access-roles.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { NOT_STAFF_REASONS, NotStaff, type Post, type StaffAccess, type VouchedPerson } from '#ports/staff-access.ts'
import type { AdmissionDeps } from '../ehr/admission-deps.ts'
import { readAll, readCurrent } from '../stored.ts'
import { findPatients, pickable } from './find-patients.ts'
import { knownStaff, linkLogin, type Person } from './known-staff.ts'

/** Reads who works for a practice by the store's own way in. */
export function createStaffAccess(deps: AdmissionDeps): StaffAccess {
  const own = (tenant: Tenant) => deps.store.as({ tenant, compartment: 'unrestricted', ownOnly: true })
  return {
    posts: (tenants, person, note) => postsOf(deps, tenants, person, note),
    async holds(tenant, user, role) {
      const reader = own(tenant)
      const person = await readCurrent<Practitioner>(reader, 'Practitioner', user.replace('Practitioner/', ''))
      if (!person || person.active === false) return false
      return role === undefined || (await rolesToday(deps, reader, user)).roles.includes(role)
    },
    patients: (tenant, words) => findPatients(own(tenant), words),
    async patient(tenant, id) {
      const patient = await readCurrent<Patient>(own(tenant), 'Patient', id)
      return patient && pickable(patient)
    },
  }
}

async function postsOf(
  deps: AdmissionDeps,
  tenants: readonly Tenant[],
  person: VouchedPerson,
  note: AuditNote,
): Promise<readonly Post[]> {
  const found: Post[] = []
  const reasons = new Set<NotStaff['reason']>()
  for (const tenant of tenants) {
    try {
      found.push(...(await postsIn(deps, tenant, person, note)))
    } catch (error) {
      if (!(error instanceof NotStaff)) throw error
      reasons.add(error.reason)
    }
  }
  if (found.length > 0) return found
  throw new NotStaff(NOT_STAFF_REASONS.find((reason) => reasons.has(reason)) ?? 'unknown-person')
}

/** @throws NotStaff */
function postsIn(
  deps: AdmissionDeps,
  tenant: Tenant,
  vouched: VouchedPerson,
  note: AuditNote,
): Promise<readonly Post[]> {
  const repository = deps.store.as({ tenant, compartment: 'unrestricted', ownOnly: true })
  return repository.transaction(async (tx) => {
    await tx.lock([`login ${vouched.issuer} ${vouched.subject}`])
    const person = await knownStaff(tx, vouched, deps.clock.now())
    const user = `Practitioner/${person.id}`
    const { roles, practice } = await rolesToday(deps, tx, user)
    if (roles.length === 0) throw new NotStaff('no-role')
    await linkLogin(deps, tx, { person, vouched, note })
    return roles.map((role) => ({ tenant, practice: practice || tenant.slug, user, name: nameOf(person), role }))
  })
}

function nameOf(person: Person): string {
  return personName(person.name?.[0]) ?? `Practitioner/${person.id}`
}

/** The roles of a person on the practice's own day. */
async function rolesToday(
  { clock }: AdmissionDeps,
  reader: FhirReader,
  user: string,
): Promise<{ readonly roles: readonly AccessRole[]; readonly practice: string }> {
  const [organizations, held] = await Promise.all([
    readAll<Organization>(reader, 'Organization', [
      { kind: 'token', param: 'identifier', values: [{ system: IDENTIFIER.practice }] },
    ]),
    readAll<PractitionerRole>(reader, 'PractitionerRole', [
      {
        kind: 'reference',
        param: 'practitioner',
        values: [{ type: 'Practitioner', id: user.replace('Practitioner/', '') }],
      },
    ]),
  ])
  const { name, timeZone } = practiceOf(organizations[0])
  return { roles: accessRolesOn(held, dayOf(clock.now(), timeZone)), practice: name }
}
