import type { Group, Patient, Practitioner } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import type { Tenant } from '#ports/access.ts'
import type { FhirReader, FhirStore } from '#ports/fhir-store.ts'
import type { TenantDirectory } from '#ports/tenants.ts'

interface PeopleDeps {
  readonly store: FhirStore
  readonly tenants: TenantDirectory
}

/** The patients in a Group of a practice: those that a payer's client was granted. Of a Group that is not there, none. */
export function membersOf({ store, tenants }: PeopleDeps) {
  return async (slug: string, id: string): Promise<readonly string[]> => {
    const tenant = await tenants.find(slug)
    const group = tenant && (await current<Group>(store.as({ tenant, compartment: 'unrestricted' }), 'Group', id))
    if (group?.active === false) return []
    return (group?.member ?? []).flatMap(({ entity, inactive }) => {
      const patient = /^Patient\/([^/]+)$/.exec(entity.reference ?? '')?.[1]
      return patient === undefined || inactive === true ? [] : [patient]
    })
  }
}

/** How a person of a practice is called: `Practitioner/x` or `Patient/x`. */
export function nameOfPerson({ store }: PeopleDeps) {
  return async (tenant: Tenant, reference: string): Promise<string | undefined> => {
    const [type = '', id = ''] = reference.split('/')
    const person = await current<Practitioner | Patient>(store.as({ tenant, compartment: 'unrestricted' }), type, id)
    return personName(person?.name?.[0])
  }
}

async function current<T>(reader: FhirReader, type: string, id: string): Promise<T | undefined> {
  const stored = await reader.read(type, id)
  return stored === undefined || stored.deleted ? undefined : (JSON.parse(stored.content) as T)
}
