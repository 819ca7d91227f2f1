import type { AuditNote } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { Change, FhirRepository, FhirStore, FhirTransaction, WriteResult } from '#ports/fhir-store.ts'
import type { AuditLedger } from '../audit-trail.ts'
import type { GuideCatalog } from '../guide/guide-catalog.ts'
import { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import type { SearchLimits } from '../search/search-run.ts'
import { compartments } from './compartments.ts'
import { isUnconfined } from './confine-writes.ts'
import { sharedConnections } from './shared-connections.ts'
import type { Run, StoreContext } from './store-context.ts'
import { StoreReader } from './store-reader.ts'
import { TermDictionary } from './term-dictionary.ts'
import { inTransaction } from './transaction.ts'
import { writeOne, WriteRaced } from './write-one.ts'

export interface FhirStoreDeps {
  readonly db: Database
  readonly audit: AuditLedger
  readonly clock: Clock
  readonly limits?: SearchLimits
  /** The guide's resources, which every practice reads and none writes. `loadGuide` puts them into the database. */
  readonly guide?: GuideCatalog
}

const LIMITS: SearchLimits = { included: 1000 }

/** FHIR resources in PostgreSQL. */
export function createFhirStore({ db, audit, clock, limits = LIMITS, guide }: FhirStoreDeps): FhirStore {
  const terms = new TermDictionary(db)
  const keysOf = new Map<number, TenantKeys>()
  return {
    as(access) {
      const tenant = access.tenant.key
      const keys = keysOf.get(tenant) ?? new TenantKeys(tenant)
      keysOf.set(tenant, keys)
      return new Repository({ db, audit, clock, limits, terms, access, tenant, keys, guide })
    },
  }
}

const RACES = 10

class Repository extends StoreReader implements FhirRepository {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    super(context, sharedConnections(context.db, context.tenant))
    this.#context = context
  }

  async write(changes: readonly Change[], note: AuditNote): Promise<readonly WriteResult[]> {
    const [only, ...more] = changes
    if (only === undefined) return []
    this.#context.guide?.requireOwn(changes)
    if (more.length === 0 && isUnconfined(this.#context) && !entersTime(only)) return [await this.#writeOne(only, note)]
    return this.transaction((tx) => tx.write(changes, note))
  }

  transaction<R>(work: (tx: FhirTransaction) => Promise<R>): Promise<R> {
    return inTransaction(this.#context, work)
  }

  /** One change, one statement. */
  async #writeOne(change: Change, note: AuditNote): Promise<WriteResult> {
    const { db, audit, tenant, keys, terms } = this.#context
    const prepared = change.kind === 'delete' ? [] : [change.resource]
    await terms.add(tenant, keys, prepared)
    const run: Run = (made, values) => db.reads.query(tenant, made, values)
    const [patients = []] = await compartments(tenant, [change], run)
    for (let race = 1; ; race++) {
      const one = writeOne(this.#context, change, note, patients)
      try {
        const rows = await db.writes.use((client) => client.run(tenant, one.statement, one.values))
        const result = one.result(rows)
        audit.committed(one.audit(rows))
        return result
      } catch (error) {
        if (!(error instanceof WriteRaced) || race === RACES) throw error
      }
    }
  }
}

function entersTime(change: Change): boolean {
  return change.kind !== 'delete' && change.timeEntry !== undefined
}
