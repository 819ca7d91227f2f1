import type { ServiceMonth } from '#domain/calendar.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository } from '#ports/fhir-store.ts'
import { Refusal } from '#ports/govern-writes.ts'
import type { JobQueue } from '#ports/job-queue.ts'
import type { Tenant } from '#ports/access.ts'
import { requireEnded } from './close-month.ts'
import type { ProgrammeDeps } from './programme-deps.ts'

/** The task of the queue. */
export const CLOSE_MONTH_TASK = 'ccm-close-month'

/** What its job carries. */
export interface CloseMonthPayload {
  readonly slug: string
  readonly month: string
  readonly dryRun: boolean
  readonly note: AuditNote
}

/** Who asks for which month to be closed. */
export interface CloseRequest {
  readonly tenant: Tenant
  readonly month: ServiceMonth
  readonly dryRun: boolean
  readonly note: AuditNote
  /** Who may follow the job: client and user. */
  readonly owner: string
}

/**
 * Puts the closing of a month in the queue, once: asking again while it waits or runs finds the same job.
 * @returns the job's id
 * @throws Refusal `month-running`, or `close-running` where somebody else is closing the month
 */
export async function requestClose(
  deps: Pick<ProgrammeDeps, 'clock'> & { readonly jobs: JobQueue },
  repository: FhirRepository,
  { tenant, month, dryRun, note, owner }: CloseRequest,
): Promise<string> {
  await requireEnded(deps, repository, { month, dryRun })
  const payload: CloseMonthPayload = { slug: tenant.slug, month, dryRun, note }
  const key = dryRun ? `${month} dry run ${owner}` : month
  const id = await deps.jobs.enqueue({ task: CLOSE_MONTH_TASK, tenant: tenant.key, key, payload, owner })
  const job = await deps.jobs.status(tenant.key, id)
  if (job && job.owner !== owner)
    throw new Refusal(409, [
      { rule: 'close-running', message: `Somebody else is closing ${month}: wait for it to end.` },
    ])
  return id
}
