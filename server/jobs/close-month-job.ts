import { parseServiceMonth } from '#domain/calendar.ts'
import { closeParameters } from '#domain/month/close-parameters.ts'
import type { JobHandler } from '#ports/job-queue.ts'
import type { Tenant } from '#ports/access.ts'
import { closeMonth, type ClosingDeps } from '../use-cases/close-month.ts'
import { CLOSE_MONTH_TASK, type CloseMonthPayload } from '../use-cases/request-close.ts'

/** Closes a month for the practice that asked; the result is the Parameters of `$ccm-close-month`. */
export function closeMonthJob(deps: ClosingDeps): JobHandler {
  return async (job) => {
    const { month: text, slug, dryRun, note } = job.payload as CloseMonthPayload
    const month = parseServiceMonth(text)
    if (!month) throw new Error(`A job of ${CLOSE_MONTH_TASK} names no month.`)
    const tenant: Tenant = { key: job.tenant, slug }
    const progress = (done: number, total: number) => job.progress(done, total)
    const closed = await closeMonth(deps, { tenant, month, dryRun, note, progress })
    return JSON.stringify(closeParameters(closed))
  }
}
