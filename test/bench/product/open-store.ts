import type { Resource } from '@medplum/fhirtypes'
import type { FhirRepository, TimeSpan } from '#ports/fhir-store.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import { prepareParts } from '../../../server/compose/prepare-parts.ts'
import type { PrepareDeps } from '../../../server/fhir/prepare/prepare-resource.ts'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { createResourcePreparer } from '../../../server/fhir/prepare/resource-preparer.ts'
import { createIds } from '../../../server/ids.ts'
import { createAuditTrail } from '../../../server/store/audit-trail.ts'
import { createFhirStore } from '../../../server/store/fhir/fhir-store.ts'
import { openDatabase } from '../../../server/store/open-database.ts'
import { createTenantDirectory } from '../../../server/store/tenants.ts'
import { silentLog } from '../../support/silent-log.ts'

/** A resource to be on file, with what the time ledger keeps of it. */
export interface Filed {
  readonly resource: Resource
  readonly timeEntry?: TimeSpan
}

/** The product's own store, opened by the benchmark to fill the practice quickly. */
export interface FilledStore {
  readonly tenant: number
  /** Writes the resources as the store does it, some thousand a transaction. */
  file(resources: Iterable<Filed>): Promise<void>
  /** What autovacuum does sooner or later. */
  settle(): Promise<void>
  close(): Promise<void>
}

const BATCH = 2000
const note = { agent: { role: 'administrator', client: 'benchmark' }, request: 'benchmark', interaction: 'fill' }

/** How the practice is filled. */
export interface Filling {
  /** The resources were found valid before: they are indexed and written, and not validated again. */
  readonly trusted?: boolean
  /** Transactions under way at the same time. */
  readonly atOnce?: number
}

const TRUSTING: PrepareDeps['validator'] = {
  judge: () => ({ issues: [] }),
  validate: () => [],
  warm: () => undefined,
}

/** Opens the demo practice of a database that the product has prepared. */
export async function openStore(url: string, { trusted = false, atOnce = 1 }: Filling = {}): Promise<FilledStore> {
  const clock = { now: () => Date.now() }
  const db = await openDatabase({ url, log: silentLog })
  const audit = await createAuditTrail(db, { clock, log: silentLog })
  const store = createFhirStore({ db, audit, clock })
  const tenant = await createTenantDirectory(db).ensure(DEMO_TENANT)
  const repository = store.as({ tenant, compartment: 'unrestricted' })
  const parts = prepareParts('http://localhost/fhir/r4')
  const preparing = trusted ? { ...parts, validator: TRUSTING } : parts
  const preparer = createResourcePreparer(preparing, { clock, ids: createIds(clock) })
  const write = (batch: readonly Filed[]) => writeBatch(repository, batch, (resource) => preparer.prepare(resource))
  return {
    tenant: tenant.key,
    async file(resources) {
      const writing = new Set<Promise<void>>()
      for (const batch of batches(resources)) {
        const one: Promise<void> = write(batch).finally(() => writing.delete(one))
        writing.add(one)
        if (writing.size >= atOnce) await Promise.race(writing)
      }
      await Promise.all(writing)
    },
    settle: async () => {
      await db.owner.query('vacuum analyze')
    },
    async close() {
      await audit.stop()
      await db.close()
    },
  }
}

function* batches(resources: Iterable<Filed>): Generator<readonly Filed[]> {
  let batch: Filed[] = []
  for (const one of resources) {
    batch.push(one)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function writeBatch(
  repository: FhirRepository,
  batch: readonly Filed[],
  prepare: (resource: Resource) => PreparedResource,
): Promise<void> {
  if (batch.length === 0) return
  await repository.write(
    batch.map(({ resource, timeEntry }) => ({
      kind: 'put',
      resource: prepare(resource),
      ...(timeEntry ? { timeEntry } : {}),
    })),
    note,
  )
}
