import type { Patient } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import type { Tenant } from '#ports/access.ts'
import { ROLES, type Role } from '#ports/caller.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { DEMO_STAFF, DEMO_USERS } from './practice.ts'

/** Somebody of the demo practice who signs in with one click. */
export interface DemoUser {
  readonly id: string
  readonly name: string
  /** What they do, in words. */
  readonly title: string
  readonly role: Role
}

/** One person for each role. */
export const DEMO_SIGN_INS: readonly DemoUser[] = ROLES.flatMap((role) => {
  const person = DEMO_STAFF.find(({ id }) => id === DEMO_USERS[role])
  if (!person) return []
  const { id, given, family, title } = person
  return [{ id, name: `${given} ${family}`, title: `${title} (${role})`, role }]
})

/** A patient of the demo practice, to open an app on. */
export interface DemoPatient {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
}

const MOST = 500

/** The practice's patients by name. */
export async function demoPatients(reader: FhirReader): Promise<readonly DemoPatient[]> {
  const query = {
    type: 'Patient',
    where: [],
    sort: [],
    include: [],
    revinclude: [],
    count: MOST,
    total: 'none',
  } as const
  const { matches } = await reader.search(query)
  return matches
    .map(({ content }) => JSON.parse(content) as Patient)
    .map(({ id = '', name, birthDate }) => ({
      id,
      name: personName(name?.[0]) ?? id,
      ...(birthDate === undefined ? {} : { birthDate }),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** Who was chosen, and the patient, if they are of the practice. */
export async function demoChoice(
  { tenant, reader }: { readonly tenant: Tenant; readonly reader: FhirReader },
  user: string,
  patient: string | undefined,
) {
  const person = DEMO_SIGN_INS.find(({ id }) => id === user)
  if (!person) return undefined
  const found = patient === undefined || patient === '' ? undefined : await reader.read('Patient', patient)
  const picked = found === undefined || found.deleted ? {} : { patient: found.id }
  const context = { tenant: tenant.slug, role: person.role, user: `Practitioner/${person.id}`, ...picked }
  return { context, name: person.name }
}
