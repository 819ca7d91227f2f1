import type { Access } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import {
  TimeOverlap,
  type Change,
  type FhirTransaction,
  type StoredResource,
  type TransactionSession,
  type WriteResult,
} from '#ports/fhir-store.ts'
import type { AuditRow } from '../audit/audit-row.ts'
import { constraintOf, sqlState } from '../connection/sql-fault.ts'
import { statement } from '../connection/statement.ts'
import type { TenantClient } from '../connection/tenant-client.ts'
import { compartments } from './compartments.ts'
import { isUnconfined, requireAccess, requireExisting, requireWritten, type Asked } from './confine-writes.ts'
import { LOCK, lockNames } from './locks.ts'
import { typesAndIds } from './read-by-id.ts'
import { typeNumber } from './resource-columns.ts'
import { StoreReader } from './store-reader.ts'
import type { Run, StoreContext } from './store-context.ts'
import { stamped } from './stamped.ts'
import { readStored, storedColumns } from './stored-row.ts'
import { enterTime } from './time-ledger.ts'
import { TransactionClient, type SqlClient } from './transaction-client.ts'
import { passes, tryAgain } from './try-again.ts'
import { writeMany, type ManyWritten } from './write-many.ts'
import { writeOne } from './write-one.ts'
import { idOf, typeOf } from './write-values.ts'

/**
 * Runs work in a transaction; after a failure that passes by itself from the start again.
 * @throws StoreBusy when it failed each time, OutOfTime
 */
export async function inTransaction<R>(context: StoreContext, work: (tx: StoreTransaction) => Promise<R>): Promise<R> {
  try {
    return await tryAgain(context.deadline, () => attemptOnce(context, work))
  } catch (error) {
    throw translated(error)
  }
}

async function attemptOnce<R>(context: StoreContext, work: (tx: StoreTransaction) => Promise<R>): Promise<R> {
  const { db, audit, tenant, deadline } = context
  return db.writes.use(async (client) => {
    const tx = begin(context, client, client.begin(tenant))
    try {
      const result = await work(tx)
      // What failed within must not be committed in part, even where the work has swallowed it.
      if (tx.failure !== undefined) throw tx.failure
      tx.end()
      await client.control('commit')
      audit.committed(tx.audited)
      return result
    } catch (error) {
      tx.end()
      if (!client.broken) await client.control('rollback').catch(() => undefined)
      throw passes(tx.failure) ? tx.failure : error
    }
  }, deadline)
}

/** The constraint behind the time ledger: entries of one request that overlap each other. */
function translated(error: unknown): unknown {
  const overlaps = sqlState(error) === '23P01' && constraintOf(error) === 'time_entry_overlap'
  return overlaps ? new TimeOverlap('overlap') : error
}

const LOCKED_ROWS = `from unnest($2::smallint[], $3::text[]) x (type, id)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id
  order by r.type, r.id
  for no key update of r`
const READ_FOR_UPDATE = statement(`select ${storedColumns('r', 'r')} ${LOCKED_ROWS}`)
const LOCK_ROWS = statement(`select 1 ${LOCKED_ROWS}`)

/** Clients of running transactions, for those who take part in them. */
const clients = new WeakMap<TransactionSession, { readonly client: SqlClient; readonly tenant: number }>()

/** The connection of a running transaction. */
export function sessionOf({ session }: FhirTransaction): { readonly client: SqlClient; readonly tenant: number } {
  const found = clients.get(session)
  if (!found) throw new Error('The transaction is not one of this store.')
  return found
}

function begin(context: StoreContext, lent: TenantClient, begun: Promise<void>): StoreTransaction {
  const client = new TransactionClient(lent, begun, context.deadline)
  const session = {} as TransactionSession
  clients.set(session, { client, tenant: context.tenant })
  return new StoreTransaction(context, { client, session, audited: [] })
}

/** What is one for a transaction, for whatever access it is used. */
interface Running {
  readonly client: TransactionClient
  readonly session: TransactionSession
  readonly audited: AuditRow[]
  failure?: Error
  instant?: number
}

/** A running transaction, for one access. */
export class StoreTransaction extends StoreReader implements FhirTransaction {
  readonly session: TransactionSession
  readonly #context: StoreContext
  readonly #client: TransactionClient
  readonly #running: Running

  constructor(context: StoreContext, running: Running) {
    const { client, session } = running
    const run: Run = (made, values) => client.ahead(context.tenant, made, values)
    super(context, { byId: run, quick: run, search: run })
    this.session = session
    this.#context = context
    this.#client = client
    this.#running = running
  }

  /** Audit rows of what it wrote: to be sealed once it is committed. */
  get audited(): readonly AuditRow[] {
    return this.#running.audited
  }

  /** Why it can only be rolled back: the first statement or write that failed. */
  get failure(): Error | undefined {
    return this.#client.failure ?? this.#running.failure
  }

  as(access: Access): StoreTransaction {
    return new StoreTransaction(this.#for(access), this.#running)
  }

  /** The connection is needed for something else: whatever of the work still runs is refused. */
  end(): void {
    this.#client.end()
  }

  async lock(names: readonly string[]): Promise<void> {
    const { tenant } = this.#context
    if (names.length > 0) await this.#client.ahead(tenant, LOCK, [lockNames(tenant, names)])
  }

  async readForUpdate(references: readonly string[]): Promise<readonly StoredResource[]> {
    const { types, ids } = typesAndIds(references)
    if (types.length === 0) return []
    const rows = await this.#run(READ_FOR_UPDATE, [this.#context.tenant, types, ids])
    const found = rows.map(readStored)
    await requireExisting(this.#context, this.#run, found)
    return found
  }

  async write(
    changes: readonly Change[],
    note: AuditNote,
    reach: readonly (Access | undefined)[] = [],
  ): Promise<readonly WriteResult[]> {
    if (changes.length === 0) return []
    try {
      this.#context.guide?.requireOwn(changes)
      return await this.#write(changes, note, this.#asked(changes, reach))
    } catch (error) {
      this.#running.failure ??= error instanceof Error ? error : new Error('A write failed.', { cause: error })
      throw error
    }
  }

  /** Whose rows each change is held to. */
  #asked(changes: readonly Change[], reach: readonly (Access | undefined)[]): readonly Asked[] {
    const askedBy = new Map<Access, Asked>()
    return changes.map((_change, at) => {
      const own = reach[at]
      if (!own) return this.#context
      const asked = askedBy.get(own) ?? this.#for(own)
      askedBy.set(own, asked)
      return asked
    })
  }

  #for(access: Access): StoreContext {
    if (access.tenant.key !== this.#context.tenant) throw new Error('A transaction is of one practice.')
    return { ...this.#context, access }
  }

  async #write(changes: readonly Change[], note: AuditNote, asked: readonly Asked[]): Promise<readonly WriteResult[]> {
    const { tenant, keys, terms } = this.#context
    const prepared = changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.resource]))
    await terms.add(tenant, keys, prepared)
    const patients = await compartments(tenant, changes, this.#run)
    if (!asked.every(isUnconfined)) {
      // Locked before it is looked at: nobody may move a record into or out of the compartment in between.
      await this.#run(LOCK_ROWS, [tenant, changes.map((change) => typeNumber(typeOf(change))), changes.map(idOf)])
      await requireAccess(asked, this.#run, { changes, patients })
    }
    await enterTime(this.#context, this.#run, changes)
    const { results, audit } = await this.#send(changes, note, patients)
    await requireWritten(asked, this.#run, results)
    this.#running.audited.push(...audit)
    return results
  }

  /**
   * All that a transaction writes is filed as of one instant, so that what came in together is told from what came before
   * and after: the time of its first write, later than all that this replaces, whatever other processes' clocks say.
   */
  readonly #instantAfter = (replaced: number): number =>
    (this.#running.instant ??= Math.max(this.#context.clock.now(), replaced + 1))

  /** One change is one statement, as it is without a transaction. */
  async #send(
    changes: readonly Change[],
    note: AuditNote,
    patients: readonly (readonly string[])[],
  ): Promise<ManyWritten> {
    const [only, ...more] = changes
    if (only === undefined || more.length > 0)
      return writeMany(this.#context, this.#client, changes, { note, patients, instant: this.#instantAfter })
    const now = this.#instantAfter(0)
    const one = writeOne(this.#context, stamped(only, now), { note, patients: patients[0] ?? [], now })
    const rows = await this.#run(one.statement, one.values)
    return { results: [one.result(rows)], audit: one.audit(rows) }
  }

  readonly #run: Run = (made, values) => this.#client.run(this.#context.tenant, made, values)
}
