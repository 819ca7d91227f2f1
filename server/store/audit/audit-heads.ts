import type pg from 'pg'

/** The last batch of a process's chain. */
export interface AuditHead {
  readonly process: number
  /** Number of the batch within its process. */
  readonly number: number
  /** Hexadecimal. */
  readonly hash: string
}

/** The heads as they are kept apart from the batches. */
export async function headsAsStored(client: pg.PoolClient): Promise<ReadonlyMap<number, AuditHead>> {
  const { rows } = await client.query<AuditHead>(
    `select process::float8 as process, number, encode(hash, 'hex') as hash from ccm.audit_head`,
  )
  return new Map(rows.map((head) => [head.process, head]))
}

/** A fault where what is kept apart is not the last batch: then the newest are gone, or somebody made up others. */
export function faultOfHead(process: number, kept: AuditHead | undefined, last: AuditHead | undefined) {
  const numbers = [kept, last].map((head) => head?.number ?? 0)
  if (numbers[0] === numbers[1] && kept?.hash === last?.hash) return []
  return [{ kind: 'head-differs' as const, process, batch: Math.max(...numbers) }]
}
