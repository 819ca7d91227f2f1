import type { FhirStore } from '#ports/fhir-store.ts'
import type { TenantDirectory } from '#ports/tenants.ts'
import { isMadeUp } from '../demo/seed-demo.ts'

/** A practice's own data lie here: demo mode would let everybody in to them. Stops the start. */
class NotADemo extends Error {
  readonly code = 'NOT_A_DEMO'

  constructor(practice: string) {
    super(
      `The database holds the practice ${practice}, which is not made up, and demo mode lets everybody in. Start with npm run serve, or give the demo a DATA_DIR (and no DATABASE_URL) of its own.`,
    )
  }
}

/**
 * Makes sure that demo mode works on a demo's database: one in which nobody has set up a practice.
 * @throws NotADemo
 */
export async function requireDemo({
  tenants,
  store,
}: {
  readonly tenants: TenantDirectory
  readonly store: FhirStore
}): Promise<void> {
  for (const tenant of await tenants.all()) {
    const repository = store.as({ tenant, compartment: 'unrestricted' })
    if (!(await isMadeUp(repository))) throw new NotADemo(tenant.slug)
  }
}
