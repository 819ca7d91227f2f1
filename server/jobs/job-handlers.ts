import type { JobHandler } from '#ports/job-queue.ts'
import { EXPORT_TASK } from '../use-cases/bulk-export.ts'
import type { ClosingDeps } from '../use-cases/close-month.ts'
import { CLOSE_MONTH_TASK } from '../use-cases/request-close.ts'
import { closeMonthJob } from './close-month-job.ts'
import { exportJob, type ExportJobDeps } from './export-job.ts'

/** Who does the work of the queue, by task. */
export function jobHandlers(deps: ClosingDeps & ExportJobDeps): Readonly<Record<string, JobHandler>> {
  return { [CLOSE_MONTH_TASK]: closeMonthJob(deps), [EXPORT_TASK]: exportJob(deps) }
}
