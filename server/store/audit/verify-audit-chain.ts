import type pg from 'pg'
import type { Database } from '../open-database.ts'
import { AUDIT_COLUMNS, auditColumnType, readAuditRow, type AuditRow } from './audit-row.ts'
import { chainHash, NO_HASH, sealBatch } from './seal.ts'
import { locateRow, unsealedRow, type ChangedRow } from './locate-row.ts'
import { faultOfHead, type AuditHead, headsAsStored } from './audit-heads.ts'

/** What is wrong with a batch of the trail, or with the rows of a process. */
type AuditFaultKind =
  /** Its rows, or what it says of itself, are not what was sealed. */
  | 'changed'
  /** A batch before it is gone. */
  | 'batch-missing'
  /** It does not go on from the batch before it. */
  | 'unlinked'
  /** The batch of another process that it saw is gone or is another. */
  | 'witness-missing'
  /** It was added after its process had closed its chain. */
  | 'after-closing'
  /** There are rows that no batch seals, of a process that had sealed all before it ended. */
  | 'unsealed-rows'
  /** The head of a process's chain is not its last batch: newer ones are gone, or the head is another. */
  | 'head-differs'
  /** A batch that the caller knows of is gone or is another. */
  | 'known-missing'

export interface AuditFault {
  readonly kind: AuditFaultKind
  readonly process: number
  /** Number of the batch within its process. */
  readonly batch?: number
  /** When that batch was sealed, milliseconds since 1970. */
  readonly at?: number
  /** The first row that is not what was sealed, where it can be told. */
  readonly row?: ChangedRow
}

/** What a look at the whole audit trail has found. */
export interface AuditChainReport {
  readonly batches: number
  readonly entries: number
  /** Rows that are not sealed yet, or whose process was killed before it could: at most 250 ms of its work. */
  readonly unsealed: number
  /** Where the chain is broken, in the order of processes and batches. */
  readonly faults: readonly AuditFault[]
  /**
   * The last batch of each process. Whoever owns the database and takes away the newest batches, with their rows and the
   * stored heads, leaves no trace within it: keep these elsewhere, or compare with what the log said (`audit chain`).
   */
  readonly heads: ReadonlyMap<number, AuditHead>
}

interface StoredBatch {
  readonly process: number
  readonly number: number
  readonly at: number
  readonly closing: boolean
  readonly fromAt: number
  readonly toAt: number
  readonly entries: number
  readonly previous: Buffer
  readonly witness: Buffer | undefined
  /** Hash of the witnessed batch as it is stored now. */
  readonly witnessed: Buffer | undefined
  readonly hash: Buffer
}

/**
 * Recomputes every hash of the audit trail, of all tenants, in one snapshot. Memory stays flat with its length.
 * @param known batches that the caller knows of from outside the database
 */
export async function verifyAuditChain(
  db: Pick<Database, 'owner'>,
  known: readonly AuditHead[] = [],
): Promise<AuditChainReport> {
  const client = await db.owner.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const report = await verify(client, known)
    await client.query('commit')
    client.release()
    return report
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function verify(client: pg.PoolClient, known: readonly AuditHead[]): Promise<AuditChainReport> {
  const stored = await rowsByProcess(client)
  const heads = await headsAsStored(client)
  const chains: Chain[] = []
  for (const process of stored.keys()) chains.push(await verifyProcess(client, process))
  const faults: AuditFault[] = []
  let unsealed = 0
  for (const chain of chains) {
    const { process, entries, closed } = chain
    faults.push(...chain.faults, ...faultOfHead(process, heads.get(process), chain.head))
    const more = Math.max(0, (stored.get(process) ?? 0) - entries)
    if (closed && more > 0) faults.push({ kind: 'unsealed-rows', process, ...(await unsealedRow(client, process)) })
    else unsealed += more
  }
  for (const { process, number, hash } of known) {
    const [found] = await batchesAfter(client, process, number - 1, 1)
    if (found?.number !== number || found.hash.toString('hex') !== hash)
      faults.push({ kind: 'known-missing', process, batch: number })
  }
  return {
    batches: chains.reduce((sum, { batches }) => sum + batches, 0),
    entries: chains.reduce((sum, { entries }) => sum + entries, 0),
    unsealed,
    faults,
    heads: new Map(chains.flatMap(({ process, head }) => (head ? [[process, head] as const] : []))),
  }
}

/** How many rows there are of each process; a process whose every row was taken away is among them. */
async function rowsByProcess(client: pg.PoolClient): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ process: number; count: number }>(
    `select process::float8 as process, (select count(*) from ccm.audit a where a.process = p.process)::float8 as count
     from (select process from ccm.audit_process union select process from ccm.audit_batch union
       select process from ccm.audit) p order by process`,
  )
  return new Map(rows.map(({ process, count }) => [process, count]))
}

interface Chain {
  readonly process: number
  readonly faults: AuditFault[]
  batches: number
  entries: number
  /** Number of the batch last seen. */
  last: number
  closed: boolean
  head: AuditHead | undefined
}

const PAGE = 100

async function verifyProcess(client: pg.PoolClient, process: number): Promise<Chain> {
  const chain: Chain = { process, faults: [], batches: 0, entries: 0, last: 0, closed: false, head: undefined }
  for (;;) {
    const page = await batchesAfter(client, process, chain.last)
    for (const batch of page) {
      const rows = await rowsOf(client, batch)
      for (const kind of await faultsOf(client, chain, batch, rows)) {
        const row = kind === 'changed' ? await locateRow(client, batch, rows) : undefined
        chain.faults.push({ kind, process, batch: batch.number, at: batch.at, ...(row ? { row } : {}) })
      }
      chain.batches++
      chain.entries += rows.length
      chain.closed ||= batch.closing
      chain.head = { process, number: batch.number, hash: batch.hash.toString('hex') }
      chain.last = batch.number
    }
    if (page.length < PAGE) return chain
  }
}

async function faultsOf(
  client: pg.PoolClient,
  { head, last, closed }: Chain,
  batch: StoredBatch,
  rows: readonly AuditRow[],
): Promise<readonly AuditFaultKind[]> {
  const faults: AuditFaultKind[] = []
  if (closed) faults.push('after-closing')
  if (batch.number !== last + 1) faults.push('batch-missing')
  else if (head ? batch.previous.toString('hex') !== head.hash : !(await isStart(client, batch)))
    faults.push('unlinked')
  if (batch.witness && !(batch.witnessed?.equals(batch.witness) === true)) faults.push('witness-missing')
  const { digest } = sealBatch(batch, rows)
  if (rows.length !== batch.entries || !chainHash(batch.previous, batch.witness, digest).equals(batch.hash))
    faults.push('changed')
  return faults
}

/** The first batch of a process goes on from the last one that was stored before, of whatever process. */
async function isStart(client: pg.PoolClient, { previous, process }: StoredBatch): Promise<boolean> {
  if (previous.equals(NO_HASH)) return true
  const { rows } = await client.query('select 1 from ccm.audit_batch where hash = $1 and process <> $2', [
    previous,
    process,
  ])
  return rows.length > 0
}

async function batchesAfter(
  client: pg.PoolClient,
  process: number,
  number: number,
  limit = PAGE,
): Promise<readonly StoredBatch[]> {
  const { rows } = await client.query<unknown[]>({
    text: `select b.process::float8, b.number, b.at::float8, b.closing, b.from_at::float8, b.to_at::float8, b.entries,
        b.previous, b.witness, w.hash, b.hash
      from ccm.audit_batch b
        left join ccm.audit_batch w on w.process = b.witness_process and w.number = b.witness_number
      where b.process = $1 and b.number > $2 order by b.number limit $3`,
    values: [process, number, limit],
    rowMode: 'array',
  })
  return rows.map(readBatch)
}

function readBatch(row: readonly unknown[]): StoredBatch {
  const [process, number, at, closing, fromAt, toAt, entries, previous, witness, witnessed, hash] = row
  return {
    process: Number(process),
    number: Number(number),
    at: Number(at),
    closing: closing === true,
    fromAt: Number(fromAt),
    toAt: Number(toAt),
    entries: Number(entries),
    previous: bytes(previous) ?? NO_HASH,
    witness: bytes(witness),
    witnessed: bytes(witnessed),
    hash: bytes(hash) ?? NO_HASH,
  }
}

function bytes(value: unknown): Buffer | undefined {
  return Buffer.isBuffer(value) ? value : undefined
}

const COLUMNS = AUDIT_COLUMNS.map((name) => (auditColumnType(name) === 'bigint' ? `a.${name}::float8` : `a.${name}`))

async function rowsOf(client: pg.PoolClient, { process, number, fromAt, toAt }: StoredBatch) {
  const { rows } = await client.query<unknown[]>({
    name: 'audit rows of a batch',
    text: `select ${COLUMNS.join(', ')} from ccm.audit a
      where a.process = $1 and a.at between $3 and $4
        and a.seq <@ (select b.seqs from ccm.audit_batch b where b.process = $1 and b.number = $2)
      order by a.seq`,
    values: [process, number, fromAt, toAt],
    rowMode: 'array',
  })
  return rows.map(readAuditRow)
}
