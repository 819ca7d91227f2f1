import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, StoredResource, WriteResult } from '#ports/fhir-store.ts'
import type { AuditRow } from '../audit/audit-row.ts'
import { statement } from '../connection/statement.ts'
import { missing, planStep, readCurrent, requireDistinct, type Step } from './plan-writes.ts'
import { solePatient, typeNumber } from './resource-columns.ts'
import { sendWrites } from './send-writes.ts'
import { stamped } from './stamped.ts'
import type { StoreContext } from './store-context.ts'
import { solePatientOf } from './stored-row.ts'
import type { SqlClient } from './transaction-client.ts'
import { idOf, placeAudit, referenceOf, typeOf, unwritten, written } from './write-values.ts'

export interface ManyWritten {
  readonly results: readonly WriteResult[]
  readonly audit: readonly AuditRow[]
}

/** What a transaction says of several changes. */
export interface Writing {
  readonly note: AuditNote
  /** The compartments of each change. */
  readonly patients: readonly (readonly string[])[]
  /** The instant as of which the transaction writes; asked when what is replaced is locked, with when that was filed. */
  readonly instant: (replaced: number) => number
}

const LOCK_CURRENT = statement(`
  select x.place::int, r.rid, r.version, r.updated, r.deleted, r.digest,
    ${solePatientOf('r')}
  from unnest($2::smallint[], $3::text[]) with ordinality x (type, id, place)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id
  order by r.type, r.id
  for no key update of r`)

const NEW_ROWS = statement(`select nextval('rid') from generate_series(1, $1)`)

/**
 * Writes several changes within a transaction that the caller has begun: locks and looks, decides here (`plan-writes.ts`),
 * then writes set by set (`send-writes.ts`). Rows are locked in the order of type and id by everybody, so no two transactions wait for each other.
 */
export async function writeMany(
  context: StoreContext,
  client: SqlClient,
  asked: readonly Change[],
  { note, patients, instant }: Writing,
): Promise<ManyWritten> {
  requireDistinct(asked)
  const { tenant } = context
  const [found, rids] = await Promise.all([
    client.run(tenant, LOCK_CURRENT, [tenant, asked.map((change) => typeNumber(typeOf(change))), asked.map(idOf)]),
    client.run(tenant, NEW_ROWS, [asked.length]),
  ])
  const current = new Map(found.map((row) => [Number(row[0]) - 1, readCurrent(row)]))
  const now = instant(Math.max(0, ...[...current.values()].map(({ updated }) => updated)))
  const changes = asked.map((change) => stamped(change, now))
  const steps = changes.map((change, at) =>
    planStep(change, current.get(at), { rid: Number(rids[at]?.[0]), patients: patients[at] ?? [] }),
  )
  const planned = steps.filter((step) => step !== undefined)
  const audit = planned.map((step) => ({
    ...placeAudit(context.audit, tenant, step.change, note),
    version: step.version,
    patient: solePatient(step.patients) ?? null,
  }))
  await sendWrites(context, client, planned, { audit, now })
  const kept = await unchangedContent(context, client, changes, steps)
  const results = changes.map((change, at) => {
    const step = steps[at]
    const revived = change.kind === 'put' && current.get(at)?.deleted === true
    if (step) return written(change, step.version, { created: step.created || revived, now })
    return unwritten(kept.get(referenceOf(change)) ?? missing(change, current.get(at), now))
  })
  return { results, audit }
}

const CONTENT = statement(`
  select x.type_name, r.id, r.version, r.updated, r.content from unnest($2::smallint[], $3::text[], $4::text[]) x (type, type_name, id)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id where not r.deleted`)

async function unchangedContent(
  { tenant }: StoreContext,
  client: SqlClient,
  changes: readonly Change[],
  steps: readonly (Step | undefined)[],
): Promise<ReadonlyMap<string, StoredResource>> {
  const kept = changes.filter((change, at) => change.kind === 'put' && !steps[at])
  if (kept.length === 0) return new Map()
  const types = kept.map(typeOf)
  const rows = await client.run(tenant, CONTENT, [tenant, types.map(typeNumber), types, kept.map(idOf)])
  return new Map(
    (rows as readonly [string, string, number, number, string][]).map(([type, id, version, updated, content]) => [
      `${type}/${id}`,
      { type, id, version, updated, deleted: false, content },
    ]),
  )
}
