import { randomBytes } from 'node:crypto'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { Change, FhirRepository, FhirStore, FhirTransaction, WriteResult } from '#ports/fhir-store.ts'
import type { AuditLedger } from '../audit-trail.ts'
import type { GuideCatalog } from '../guide/guide-catalog.ts'
import { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import { guardedRepository } from '../reindex/guarded-repository.ts'
import type { SearchIndex } from '../reindex/search-index.ts'
import { createSealer, type Sealer } from '../sealer.ts'
import type { SearchLimits } from '../search/search-run.ts'
import { compartments } from './compartments.ts'
import { isUnconfined } from './confine-writes.ts'
import { sharedConnections } from './shared-connections.ts'
import type { Run, StoreContext } from './store-context.ts'
import { StoreReader } from './store-reader.ts'
import { TermDictionary } from './term-dictionary.ts'
import { inTransaction } from './transaction.ts'
import { tryAgain } from './try-again.ts'
import { writeOne } from './write-one.ts'

export interface FhirStoreDeps {
  readonly db: Database
  readonly audit: AuditLedger
  readonly clock: Clock
  readonly limits?: SearchLimits
  /** Seals where a page ended, for its link: the same in all processes on a database. Absent: this one's own. */
  readonly pages?: Sealer
  /** The guide's resources, which every practice reads and none writes. `loadGuide` puts them into the database. */
  readonly guide?: GuideCatalog
  /** Whether the rows are indexed as this process does it. Absent: that is taken for granted. */
  readonly index?: SearchIndex
  /** The FHIR base as clients see it. Absent: nobody is shown AuditEvents, or they go without the server's address. */
  readonly base?: string
}

const LIMITS: SearchLimits = { included: 1000, iterations: 10 }

/** FHIR resources in PostgreSQL. */
export function createFhirStore(deps: FhirStoreDeps): FhirStore {
  const { db, audit, clock, limits = LIMITS, pages = createSealer([randomBytes(32)]), guide, index, base } = deps
  const terms = new TermDictionary(db)
  const keysOf = new Map<number, TenantKeys>()
  return {
    as(access, deadline) {
      const tenant = access.tenant.key
      const keys = keysOf.get(tenant) ?? new TenantKeys(tenant)
      keysOf.set(tenant, keys)
      const repository = new Repository({
        db,
        audit,
        clock,
        limits,
        pages,
        terms,
        access,
        tenant,
        keys,
        guide,
        base,
        deadline,
      })
      const outdated = index?.outdated
      return outdated ? guardedRepository(repository, access, outdated) : repository
    },
  }
}

class Repository extends StoreReader implements FhirRepository {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    super(context, sharedConnections(context.db, context.tenant, context.deadline))
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
    const { db, tenant, keys, terms, deadline } = this.#context
    const prepared = change.kind === 'delete' ? [] : [change.resource]
    await terms.add(tenant, keys, prepared)
    const run: Run = (made, values) => db.reads.query(tenant, made, values)
    const [patients = []] = await compartments(tenant, [change], run)
    return tryAgain(deadline, () => this.#writeOnce(change, note, patients))
  }

  async #writeOnce(change: Change, note: AuditNote, patients: readonly string[]): Promise<WriteResult> {
    const { db, audit, clock, tenant, deadline } = this.#context
    const one = writeOne(this.#context, change, { note, patients, now: clock.now() })
    const rows = await db.writes.use((client) => client.run(tenant, one.statement, one.values), deadline)
    const result = one.result(rows)
    audit.committed(one.audit(rows))
    return result
  }
}

function entersTime(change: Change): boolean {
  return change.kind !== 'delete' && change.timeEntry !== undefined
}
