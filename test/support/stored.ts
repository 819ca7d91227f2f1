import type { Resource } from '@medplum/fhirtypes'
import type { Tenant } from '../../server/ports/access.ts'
import type { AuditNote } from '../../server/ports/audit-trail.ts'
import type { Change, FhirStore } from '../../server/ports/fhir-store.ts'
import type { PreparedResource } from '../../server/ports/prepare.ts'
import { createAuditTrail, type AuditLedger } from '../../server/store/audit-trail.ts'
import { createFhirStore } from '../../server/store/fhir/fhir-store.ts'
import type { GuideCatalog } from '../../server/store/guide/guide-catalog.ts'
import { indexResource } from '../../server/store/index/indexer.ts'
import type { Database } from '../../server/store/open-database.ts'
import { createTenantDirectory } from '../../server/store/tenants.ts'
import { silentLog } from './silent-log.ts'

export const systemClock = { now: () => Date.now() }

export const NOTE: AuditNote = {
  agent: { role: 'administrator', client: 'test' },
  request: 'request-1',
  interaction: 'create',
}

/** A resource as the surface would prepare it, without being validated. */
export function preparedResource(resource: Resource, updated = Date.now()): PreparedResource {
  const meta = { ...resource.meta, versionId: '#', lastUpdated: new Date(updated).toISOString() }
  const stored: Resource = { ...resource, meta }
  const [head = '', tail = ''] = JSON.stringify(stored).split('"versionId":"#"')
  return {
    type: resource.resourceType,
    id: resource.id ?? '',
    updated,
    head: `${head}"versionId":"`,
    tail: `"${tail}`,
    digest: JSON.stringify(resource),
    index: indexResource(stored, 'http://localhost/fhir/r4'),
  }
}

export function createOf(resource: Resource): Change {
  return { kind: 'create', resource: preparedResource(resource) }
}

export function putOf(resource: Resource, ifVersion?: number): Change {
  return { kind: 'put', resource: preparedResource(resource), ...(ifVersion === undefined ? {} : { ifVersion }) }
}

/** One process's store over a database. */
export interface OpenedStore {
  readonly store: FhirStore
  readonly audit: AuditLedger
  tenant(slug: string): Promise<Tenant>
}

/** @param guide what practices read beside their own */
export async function openStore(db: Database, guide?: GuideCatalog): Promise<OpenedStore> {
  const audit = await createAuditTrail(db, { clock: systemClock, log: silentLog })
  const tenants = createTenantDirectory(db)
  return {
    store: createFhirStore({ db, audit, clock: systemClock, ...(guide ? { guide } : {}) }),
    audit,
    tenant: (slug) => tenants.ensure(slug),
  }
}
