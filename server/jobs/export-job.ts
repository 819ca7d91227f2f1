import type { BulkExports } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { JobHandler } from '#ports/job-queue.ts'
import { runExport, type ExportPayload } from '../use-cases/bulk-export.ts'

/** What exporting needs. */
export interface ExportJobDeps {
  readonly exports: BulkExports
  readonly clock: Clock
}

/** Makes a bulk export; the result says how its manifest is made. */
export function exportJob(deps: ExportJobDeps): JobHandler {
  return async (job) => {
    const { id, tenant, payload } = job
    const progress = (done: number, total: number) => job.progress(done, total)
    const made = await runExport(deps, { id, tenant, payload: payload as ExportPayload }, progress)
    return JSON.stringify(made)
  }
}
