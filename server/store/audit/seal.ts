import { createHash } from 'node:crypto'
import { auditValues, type AuditRow } from './audit-row.ts'

/** What a batch says of the rows that it seals. */
export interface BatchHead {
  readonly process: number
  readonly number: number
  readonly at: number
  /** The last batch of a process that stopped in order: nothing may follow. */
  readonly closing: boolean
}

/** Hash of a batch's own facts and its rows in order of `seq`; the database chains it to the batches before. */
export function batchDigest(head: BatchHead, rows: readonly AuditRow[]): Buffer {
  const hash = createHash('sha256').update(JSON.stringify([head.process, head.number, head.at, head.closing]))
  for (const row of rows) hash.update('\n').update(JSON.stringify(auditValues(row)))
  return hash.digest()
}

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
