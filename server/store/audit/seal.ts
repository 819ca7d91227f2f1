import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { auditValues, type AuditRow } from './audit-row.ts'

/** What a batch says of the rows that it seals. */
export interface BatchHead {
  readonly process: number
  readonly number: number
  readonly at: number
  /** The last batch of a process that stopped in order: nothing may follow. */
  readonly closing: boolean
}

/** What stands for the rows of a batch. */
export interface BatchSeal {
  /** Hash of the batch's own facts and its rows; the database chains it to the batches before. */
  readonly digest: Buffer
  /** Four bytes for each row: the hash says that something was changed, these say where. */
  readonly marks: Buffer
}

/** Seals rows in order of `seq`. */
export function sealBatch(head: BatchHead, rows: readonly AuditRow[]): BatchSeal {
  const hash = createHash('sha256').update(JSON.stringify([head.process, head.number, head.at, head.closing]))
  const marks = Buffer.alloc(rows.length * MARK_BYTES)
  rows.forEach((row, at) => {
    const text = `\n${JSON.stringify(auditValues(row))}`
    hash.update(text)
    marks.writeUInt32BE(crc32(text), at * MARK_BYTES)
  })
  return { digest: hash.digest(), marks }
}

/** Length of a row's mark. */
export const MARK_BYTES = 4

/** The chain's next link. `witness` is another process's latest batch: to take away one, all later ones must go too. */
export function chainHash(previous: Buffer, witness: Buffer | undefined, digest: Buffer): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(witness ?? '')
    .update(digest)
    .digest()
}

/** The same in SQL. */
export const CHAIN_HASH_SQL = (previous: string, witness: string, digest: string): string =>
  `sha256(${previous} || coalesce(${witness}, '') || ${digest})`

/** Before the first batch of all. */
export const NO_HASH = Buffer.alloc(32)

/** Sequence numbers as PostgreSQL's int8multirange: `{[1,4),[6,7)}`. */
export function multirange(seqs: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const seq of seqs) {
    const last = ranges.at(-1)
    if (last?.[1] === seq) last[1] = seq + 1
    else ranges.push([seq, seq + 1])
  }
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`
}
