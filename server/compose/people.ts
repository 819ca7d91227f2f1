import type { Patient, Practitioner } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import type { Tenant } from '#ports/access.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirReader, FhirStore } from '#ports/fhir-store.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import { accessOf, permits, type ParseConstraint, type Rights } from '../auth/access-of.ts'
import type { Principal } from '../auth/principal.ts'
import type { ReadAsOpener } from '../http/auth/launch-request.ts'
import { grantedPatients, type Grant } from '../use-cases/granted-patients.ts'

interface PeopleDeps {
  readonly store: FhirStore
  readonly tenants: TenantDirectory
}

/** The patients of a practice whom a client of a payer was granted, by its Group and by their Consents. */
export function membersOf({ store, tenants, clock }: PeopleDeps & { readonly clock: Clock }) {
  return async (slug: string, grant: Grant): Promise<readonly string[]> => {
    const tenant = await tenants.find(slug)
    if (!tenant) return []
    return grantedPatients(store.as({ tenant, compartment: 'unrestricted' }), grant, clock.now())
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

/**
 * What somebody can read who opens an app from a chart: what role and scopes both allow. A token without any scope on records
 * (the sandbox's, which is there to open apps alone) is held to its role and its patient.
 */
export function readerForOpener(
  { store, policy }: Pick<PeopleDeps, 'store'> & Pick<Rights, 'policy'>,
  parse: ParseConstraint,
) {
  const rights = { policy, parse }
  return (principal: Principal): ReadAsOpener => {
    const bare = principal.scopes.length === 0
    const reader = store.as(accessOf(principal, 'r', parse))
    return async (type, id) => {
      const may = bare ? policy.may(principal.role, 'r', type) : permits(principal, rights, 'r', type)
      const stored = may ? await reader.read(type, id) : undefined
      return stored?.deleted === false ? stored.content : undefined
    }
  }
}

async function current<T>(reader: FhirReader, type: string, id: string): Promise<T | undefined> {
  const stored = await reader.read(type, id)
  return stored === undefined || stored.deleted ? undefined : (JSON.parse(stored.content) as T)
}
