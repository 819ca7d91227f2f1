import type pg from 'pg'
import { auditEventId } from './audit-event.ts'
import type { AuditRow } from './audit-row.ts'
import { MARK_BYTES, sealBatch, type BatchHead } from './seal.ts'

/** A row of the trail that is not what was sealed. */
export interface ChangedRow {
  /** The id of its AuditEvent. */
  readonly id: string
  readonly how: 'changed' | 'removed' | 'reordered' | 'added'
}

interface Sealed {
  readonly seqs: readonly number[]
  /** Absent in batches of a version that kept none. */
  readonly marks: Buffer | undefined
}

/**
 * The first row of a batch that is not what was sealed.
 * @param rows as they are stored now, in order of `seq`
 * @returns undefined where no row differs, but what the batch says of itself
 */
export async function locateRow(
  client: pg.PoolClient,
  batch: BatchHead,
  rows: readonly AuditRow[],
): Promise<ChangedRow | undefined> {
  const { process } = batch
  const sealed = await sealedOf(client, batch)
  for (const [at, seq] of sealed.seqs.entries()) {
    const [row, ...more] = rows.filter((one) => one.seq === seq)
    const how = row
      ? more.length > 0
        ? 'added'
        : differs(batch, row, at, sealed)
      : (await exists(client, process, seq))
        ? 'changed'
        : 'removed'
    if (how) return { id: auditEventId({ process, seq }), how }
  }
  return undefined
}

/** Whether a row is another than at its place, or one that was sealed at another place. */
function differs(
  batch: BatchHead,
  row: AuditRow,
  at: number,
  { seqs, marks }: Sealed,
): 'changed' | 'reordered' | undefined {
  if (!marks) return undefined
  const isAt = (seq: number, place: number) =>
    sealBatch(batch, [{ ...row, seq }]).marks.equals(marks.subarray(place * MARK_BYTES, (place + 1) * MARK_BYTES))
  if (isAt(row.seq, at)) return undefined
  return seqs.some(isAt) ? 'reordered' : 'changed'
}

async function sealedOf(client: pg.PoolClient, { process, number }: BatchHead): Promise<Sealed> {
  const { rows } = await client.query<{ seqs: number[]; marks: Buffer | null }>(
    `select b.marks, (select array_agg(seq::float8 order by seq) from unnest(b.seqs) r, generate_series(lower(r), upper(r) - 1) seq)
       as seqs from ccm.audit_batch b where b.process = $1 and b.number = $2`,
    [process, number],
  )
  return { seqs: rows[0]?.seqs ?? [], marks: rows[0]?.marks ?? undefined }
}

/** Whether a row is there, but at another time than the batch says. */
async function exists(client: pg.PoolClient, process: number, seq: number): Promise<boolean> {
  const { rows } = await client.query('select 1 from ccm.audit where process = $1 and seq = $2 limit 1', [process, seq])
  return rows.length > 0
}

/** The first row of a process that no batch seals. */
export async function unsealedRow(client: pg.PoolClient, process: number): Promise<{ readonly row?: ChangedRow }> {
  const { rows } = await client.query<{ seq: number }>(
    `select seq::float8 as seq from ccm.audit a where process = $1
       and not exists (select from ccm.audit_batch b where b.process = $1 and b.seqs @> a.seq) order by a.seq limit 1`,
    [process],
  )
  const [first] = rows
  return first ? { row: { id: auditEventId({ process, seq: first.seq }), how: 'added' } } : {}
}
