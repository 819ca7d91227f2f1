import type { HumanName, Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import { codeSystem, IDENTIFIER, SYSTEM, TIMEZONE_EXTENSION } from '#domain/fhir/canonicals.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { practiceOf } from '#domain/practice/practice.ts'
import { heldDays } from '#domain/staff/staff-directory.ts'
import type { Tenant } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, FhirReader } from '#ports/fhir-store.ts'
import { derivedId } from '../derived-id.ts'
import type { AdmissionDeps } from '../ehr/admission-deps.ts'
import { readAll, readCurrent } from '../stored.ts'
import { staffByMark } from './known-staff.ts'

/** The practice, where it is not there yet, and whoever is to administer it. */
export interface Appointment {
  readonly tenant: Tenant
  /** Facts of a practice that has none yet. */
  readonly practice?: { readonly name: string; readonly timeZone: string; readonly npi?: string }
  readonly person: {
    readonly given: readonly string[]
    readonly family: string
    readonly email: string
    readonly npi?: string
  }
}

/** What was made, and what was there. */
export interface Appointed {
  /** `Practitioner/id`. */
  readonly user: string
  readonly practiceMade: boolean
  readonly personMade: boolean
}

/** Nobody was appointed. The message says what to do. */
export class NotAppointed extends Error {
  readonly code = 'NOT_APPOINTED'
}

/**
 * Gives a practice its first administrator, and makes the practice and the person where they are not there. It works once:
 * where somebody is administrator already, that person adds others.
 * @throws NotAppointed; NotStaff where the e-mail or the NPI leads to several people, or to one who has left
 */
export function appointAdministrator(
  deps: AdmissionDeps,
  { tenant, practice, person }: Appointment,
  note: AuditNote,
): Promise<Appointed> {
  const repository = deps.store.as({ tenant, compartment: 'unrestricted', ownOnly: true })
  return repository.transaction(async (tx) => {
    await tx.lock(['first administrator'])
    const [organization] = await readAll<Organization>(tx, 'Organization', [
      { kind: 'token', param: 'identifier', values: [{ system: IDENTIFIER.practice }] },
    ])
    const today = dayOf(deps.clock.now(), practiceOf(organization).timeZone)
    if (await hasAdministrator(tx, today))
      throw new NotAppointed(
        `The practice ${tenant.slug} has an administrator already, who adds further people (Practitioner and PractitionerRole).`,
      )
    if (!organization && !practice)
      throw new NotAppointed(`The practice ${tenant.slug} is not there yet: give --name and --time-zone to make it.`)
    const known = await staffByMark(tx, person, deps.clock.now())
    const id = known?.id ?? derivedId('first-administrator', tenant.slug, person.email.toLowerCase())
    const made = [
      ...(organization || !practice ? [] : [organizationOf(tenant, practice)]),
      ...(known ? [] : [practitionerOf(id, person)]),
      roleOf(tenant, id),
    ]
    const changes = made.map((resource): Change => ({ kind: 'put', resource: deps.preparer.prepare(resource) }))
    await tx.write(changes, note)
    return { user: `Practitioner/${id}`, practiceMade: !organization, personMade: !known }
  })
}

/** One who holds the role, or will, and has not left. */
async function hasAdministrator(reader: FhirReader, today: string): Promise<boolean> {
  const roles = await readAll<PractitionerRole>(reader, 'PractitionerRole', [
    { kind: 'token', param: 'role', values: [{ system: codeSystem('ccm-role'), code: 'administrator' }] },
  ])
  for (const role of roles) {
    const { to = today } = heldDays(role)
    if (role.active === false || to < today) continue
    const id = literalOf(role.practitioner)?.replace('Practitioner/', '') ?? ''
    const person = await readCurrent<Practitioner>(reader, 'Practitioner', id)
    if (person && person.active !== false) return true
  }
  return false
}

function organizationOf(
  { slug }: Tenant,
  { name, timeZone, npi }: NonNullable<Appointment['practice']>,
): Organization & { id: string } {
  const type = { system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov' }
  return {
    resourceType: 'Organization',
    id: derivedId('practice', slug),
    extension: [{ url: TIMEZONE_EXTENSION, valueCode: timeZone }],
    identifier: [
      { system: IDENTIFIER.practice, value: slug },
      ...(npi === undefined ? [] : [{ system: SYSTEM.npi, value: npi }]),
    ],
    active: true,
    type: [{ coding: [{ ...type, display: 'Healthcare Provider' }] }],
    name,
  }
}

function practitionerOf(
  id: string,
  { given, family, email, npi }: Appointment['person'],
): Practitioner & { id: string } {
  const name: HumanName = { use: 'official', family, ...(given.length > 0 ? { given: [...given] } : {}) }
  return {
    resourceType: 'Practitioner',
    id,
    active: true,
    ...(npi === undefined ? {} : { identifier: [{ system: SYSTEM.npi, value: npi }] }),
    name: [name],
    telecom: [{ system: 'email', value: email, use: 'work' }],
  }
}

/** The same id each time: where the person was administrator before, that role begins anew, and its versions tell. */
function roleOf({ slug }: Tenant, person: string): PractitionerRole & { id: string } {
  return {
    resourceType: 'PractitionerRole',
    id: derivedId('first-administrator-role', slug, person),
    active: true,
    practitioner: { reference: `Practitioner/${person}` },
    code: [{ coding: [{ system: codeSystem('ccm-role'), code: 'administrator' }], text: 'Administrator' }],
  }
}
