import type { BulkExports } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import { makeExport } from './make-export.ts'
import { readExport } from './read-export.ts'

const DISCARD = 'delete from ccm.export_page where tenant = $1 and job = $2'
const SWEEP = `delete from ccm.export_page p where not exists (
  select from ccm.job j where j.id = p.job
    and (j.state in ('waiting', 'running') or j.state = 'completed' and j.ended >= $1))`
const FORGET = 'delete from ccm.export_mark where at < $1'

/** Marks are kept for so long, in milliseconds: whoever asks for what has changed since asks more often. */
const MARKS_KEPT = 400 * 86_400_000

/**
 * Bulk exports that keep no copy of a record (docs/decisions/0008): which versions are in a file is kept in the database, and
 * they are read from where they lie whenever somebody fetches the file, by any process.
 */
export function createBulkExports({ db, clock }: { readonly db: Database; readonly clock: Clock }): BulkExports {
  const keysOf = (tenant: number) => new TenantKeys(tenant)
  return {
    make: (access, query, progress) =>
      makeExport({ db, clock, keys: keysOf(access.tenant.key) }, access, query, progress),
    read: (access, job, file) => readExport({ db, keys: keysOf(access.tenant.key) }, access, job, file),
    async discard(tenant, job) {
      await db.owner.query(DISCARD, [tenant, job])
    },
    async sweep(before) {
      await db.owner.query(FORGET, [clock.now() - MARKS_KEPT])
      return (await db.owner.query(SWEEP, [before])).rowCount ?? 0
    },
  }
}
