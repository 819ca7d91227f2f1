import type { AuditEntry, AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { auditRecords, auditRow, insertAudit, type AuditRow } from './audit/audit-row.ts'
import { CHAIN_HASH_SQL, multirange, NO_HASH, sealBatch, type BatchHead } from './audit/seal.ts'
import { statement, type SqlValue } from './connection/statement.ts'
import type { Database } from './open-database.ts'

/** The trail as the store itself sees it: it enters writes in their own transactions and says which have been committed. */
export interface AuditLedger extends AuditTrail {
  /** Gives the entry of a write its place in the trail. The writer stores it. */
  place(entry: AuditEntry): AuditRow
  /** These rows were committed with their writes: the next batch seals them. */
  committed(rows: readonly AuditRow[]): void
  /** Stores and seals what is waiting, and closes this process's chain. */
  stop(): Promise<void>
}

export interface AuditTrailOptions {
  readonly clock: Clock
  readonly log: Log
}

const INTERVAL = 200
const BATCH_LIMIT = 2000
const RETRY = 1000
const MAINTENANCE = 6 * 3_600_000
/** Under the tables' policies anybody may insert rows of any tenant; a batch holds rows of several. */
const NO_TENANT = 0

/**
 * Opens the trail for this process: makes the months' partitions and begins a chain that is tied to the last batch stored.
 */
export async function createAuditTrail(db: Database, options: AuditTrailOptions): Promise<AuditLedger> {
  const now = options.clock.now()
  await preparePartitions(db, now)
  const [started] = await db.writes.use((client) => client.run(NO_TENANT, BEGIN_PROCESS, [now]))
  const [process, previous] = started ?? []
  return new SealedTrail(db, options, { process: Number(process), hash: bytes(previous) ?? NO_HASH })
}

/** Partitions of this month and the three that follow; a row that has none goes to the default partition. */
async function preparePartitions(db: Database, now: number): Promise<void> {
  const day = new Date(now)
  for (let ahead = 0; ahead <= 3; ahead++) {
    const month = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10)
    await db.owner.query('select ccm.audit_partition($1)', [month])
  }
}

const BEGIN_PROCESS = statement(
  `insert into audit_process (started) values ($1)
   returning process, (select hash from audit_batch order by at desc, process desc, number desc limit 1)`,
)

const SEAL = statement(`
  with w as (select process, number, hash from audit_head where process <> $1 order by at desc limit 1),
  r as (${insertAudit('$10')}),
  b as (insert into audit_batch (process, number, at, from_at, to_at, entries, seqs, closing, previous,
      witness_process, witness_number, witness, hash, marks)
    select $1, $2, $3, $4, $5, $6, $7::int8multirange, $8, $9::bytea, w.process, w.number, w.hash,
      ${CHAIN_HASH_SQL('$9::bytea', 'w.hash', '$11::bytea')}, $12::bytea
    from (select) one left join w on true
    returning process, number, at, closing, hash),
  h as (insert into audit_head (process, number, at, closing, hash) select * from b
    on conflict (process) do update
      set number = excluded.number, at = excluded.at, closing = excluded.closing, hash = excluded.hash)
  select hash from b`)

const STORED_HASH = statement('select hash from audit_batch where process = $1 and number = $2')

class SealedTrail implements AuditLedger {
  readonly #db: Database
  readonly #options: AuditTrailOptions
  readonly #process: number
  #hash: Buffer
  #number = 0
  #seq = 0
  /** Waiting to be stored: reads, searches, refusals. */
  #reads: AuditRow[] = []
  /** Stored already, waiting to be sealed: writes. */
  #writes: AuditRow[] = []
  /** A batch whose storing failed, to be tried again as it is. */
  #unsealed: Batch | undefined
  readonly #monthly: NodeJS.Timeout
  #timer: NodeJS.Timeout | undefined
  #sealing: Promise<void> = Promise.resolve()
  #closed = false

  constructor(db: Database, options: AuditTrailOptions, start: { readonly process: number; readonly hash: Buffer }) {
    this.#db = db
    this.#options = options
    this.#process = start.process
    this.#hash = start.hash
    this.#monthly = setInterval(() => void this.#maintain(), MAINTENANCE).unref()
  }

  place(entry: AuditEntry): AuditRow {
    return auditRow(entry, { at: this.#options.clock.now(), process: this.#process, seq: ++this.#seq })
  }

  record(entry: AuditEntry): void {
    this.#reads.push(this.place(entry))
    this.#soon()
  }

  committed(rows: readonly AuditRow[]): void {
    for (const row of rows) this.#writes.push(row)
    this.#soon()
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sealing = this.#sealing.catch(() => undefined).then(() => this.#sealWaiting())
    return this.#sealing
  }

  async stop(): Promise<void> {
    this.#closed = true
    clearInterval(this.#monthly)
    await this.flush()
    await this.#seal(this.#nextBatch(true))
    this.#options.log.info('audit chain closed', {
      process: this.#process,
      batch: this.#number,
      hash: this.#hash.toString('hex'),
    })
  }

  async #maintain(): Promise<void> {
    try {
      await preparePartitions(this.#db, this.#options.clock.now())
    } catch (error) {
      this.#options.log.warn('audit partitions not made', { reason: String(error) })
    }
    this.#options.log.info('audit chain', {
      process: this.#process,
      batch: this.#number,
      hash: this.#hash.toString('hex'),
    })
  }

  #soon(): void {
    if (this.#reads.length >= BATCH_LIMIT) void this.#flushQuietly()
    else this.#timer ??= setTimeout(() => void this.#flushQuietly(), INTERVAL)
  }

  /** What could not be stored stays and is tried again. */
  async #flushQuietly(): Promise<void> {
    try {
      await this.flush()
    } catch (error) {
      this.#options.log.error('audit entries wait: they could not be stored', {
        waiting: this.#reads.length + this.#writes.length,
        reason: error instanceof Error ? error.message : String(error),
      })
      if (!this.#closed) this.#timer ??= setTimeout(() => void this.#flushQuietly(), RETRY)
    }
  }

  async #sealWaiting(): Promise<void> {
    while (this.#unsealed || this.#reads.length + this.#writes.length > 0) {
      this.#unsealed ??= this.#nextBatch(false)
      await this.#seal(this.#unsealed)
      this.#unsealed = undefined
    }
  }

  #nextBatch(closing: boolean): Batch {
    const reads = this.#reads.splice(0, BATCH_LIMIT)
    const rows = [...reads, ...this.#writes.splice(0, BATCH_LIMIT)].sort((a, b) => a.seq - b.seq)
    return { process: this.#process, number: this.#number + 1, at: this.#options.clock.now(), closing, reads, rows }
  }

  async #seal(batch: Batch): Promise<void> {
    const { process, number, at, closing, reads, rows } = batch
    const from = rows.reduce((least, row) => Math.min(least, row.at), at)
    const to = rows.reduce((most, row) => Math.max(most, row.at), at)
    const seqs = multirange(rows.map(({ seq }) => seq))
    const head = [process, number, at, from, to, rows.length, seqs, closing, hexOf(this.#hash)]
    const seal = sealBatch(batch, rows)
    const hash = await this.#store(batch, [...head, auditRecords(reads), hexOf(seal.digest), hexOf(seal.marks)])
    this.#number = number
    this.#hash = hash
  }

  async #store({ process, number }: Batch, values: readonly SqlValue[]): Promise<Buffer> {
    const stored = await this.#db.writes.use(async (client) => {
      try {
        return await client.run(NO_TENANT, SEAL, values)
      } catch (error) {
        // The answer to an earlier attempt was lost, but the batch is there.
        if (!isDuplicate(error)) throw error
        return await client.run(NO_TENANT, STORED_HASH, [process, number])
      }
    })
    const hash = bytes(stored[0]?.[0])
    if (!hash) throw new Error('A batch of the audit trail was not stored.')
    return hash
  }
}

/** Made once and then tried until it is stored: it must not grow between two attempts. */
interface Batch extends BatchHead {
  readonly reads: readonly AuditRow[]
  readonly rows: readonly AuditRow[]
}

function hexOf(value: Buffer): string {
  return `\\x${value.toString('hex')}`
}

function bytes(value: unknown): Buffer | undefined {
  return Buffer.isBuffer(value) ? value : undefined
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
