import type { Access, Compartment, Tenant } from '#ports/access.ts'
import type { BulkExports, ExportFile, ExportQuery } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import { TooManyJobs, type JobQueue } from '#ports/job-queue.ts'
import type { Criterion } from '#ports/search.ts'

/** The task of the queue. */
export const EXPORT_TASK = 'export'

/** How long the files of an export can be fetched, in milliseconds. */
const EXPORT_KEPT = 24 * 3_600_000

/** Exports that one client may have under way at once. */
const AT_ONCE = 3

/** Searches by type, as they lie in a job. */
export type TypeSearches = readonly (readonly [type: string, searches: readonly (readonly Criterion[])[]])[]

/** What an export's job carries: whose rows, and what of them. */
export interface ExportPayload extends Pick<ExportQuery, 'types' | 'seen' | 'of' | 'since'> {
  readonly slug: string
  readonly compartment: Compartment
  /** Granular scopes of whoever asked. */
  readonly narrowed: TypeSearches
  readonly filters: TypeSearches
  /** URL of the request. */
  readonly request: string
  /** What of the request was passed over, in words. */
  readonly issues: readonly string[]
}

/** What the job ends with: how the manifest is made. */
export interface ExportResult {
  /** The instant that it shows, milliseconds since 1970. */
  readonly at: number
  /** Until when files can be fetched. */
  readonly expires: number
  readonly files: readonly ExportFile[]
}

/** Too many exports of this client are under way (HTTP 429). */
export class TooManyExports extends Error {
  readonly code = 'TOO_MANY_EXPORTS'
  readonly most = AT_ONCE
}

/**
 * Puts an export in the queue.
 * @param key tells it from every other
 * @returns the job's id
 * @throws TooManyExports
 */
export async function requestExport(
  jobs: JobQueue,
  job: { readonly tenant: Tenant; readonly owner: string; readonly key: string; readonly payload: ExportPayload },
): Promise<string> {
  const { owner, key, payload } = job
  try {
    return await jobs.enqueue({ task: EXPORT_TASK, tenant: job.tenant.key, owner, key, payload, most: AT_ONCE })
  } catch (error) {
    throw error instanceof TooManyJobs ? new TooManyExports('', { cause: error }) : error
  }
}

/** Makes an export for the one who asked: as far as they reached then. */
export async function runExport(
  { exports, clock }: { readonly exports: BulkExports; readonly clock: Clock },
  job: { readonly id: string; readonly tenant: number; readonly payload: ExportPayload },
  progress: (done: number, total: number) => Promise<void>,
): Promise<ExportResult> {
  const { slug, compartment, narrowed, filters, types, seen, of, since } = job.payload
  const access: Access = {
    tenant: { key: job.tenant, slug },
    compartment,
    ...(narrowed.length > 0 ? { narrowed: new Map(narrowed) } : {}),
  }
  const query: ExportQuery = {
    ...{ job: job.id, types, seen, of, filters: new Map(filters) },
    ...(since === undefined ? {} : { since }),
  }
  const { at, files } = await exports.make(access, query, progress)
  return { at, files, expires: clock.now() + EXPORT_KEPT }
}

/** Takes away what nobody can fetch any more; answers how many pages of all practices that were. */
export function sweepExports({
  exports,
  clock,
}: {
  readonly exports: Pick<BulkExports, 'sweep'>
  readonly clock: Clock
}): Promise<number> {
  return exports.sweep(clock.now() - EXPORT_KEPT)
}
