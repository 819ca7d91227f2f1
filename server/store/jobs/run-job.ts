import { JobCancelled, type JobHandler } from '#ports/job-queue.ts'
import type { Log } from '#ports/log.ts'
import type { JobRecords, Query } from './job-records.ts'

interface JobRun {
  readonly records: JobRecords
  readonly query: Query
  readonly log: Log
  /** Set off when this process is stopping. */
  readonly stopping: AbortSignal
}

/** A job as the queue hands it out. */
interface Handed {
  readonly id: string
  readonly data: { readonly job: string }
  /** Set off when the queue takes the job away: this process was thought dead, or took too long to stop. */
  readonly signal: AbortSignal
}

/**
 * Does one job. A fault of the handler is kept as its error and the job is over; when the queue took it away it is left
 * as it is, for another process to do again. So it is when this process is stopping and something broke: what breaks then
 * says more about the stop (a statement ended, a connection closed) than about the job.
 */
export async function runJob(run: JobRun, handed: Handed, handler: JobHandler): Promise<void> {
  const { records, query, log, stopping } = run
  const { job: id } = handed.data
  const taken = await records.take(query, id)
  if (!taken) return
  try {
    const result = await handler({
      id,
      ...taken,
      async progress(done, total) {
        if (handed.signal.aborted || stopping.aborted) throw new TakenAway('The job is left to another process.')
        if (!(await records.progress(query, id, done, total))) throw new JobCancelled('The job was cancelled.')
      },
    })
    await records.end(query, id, { result })
  } catch (error) {
    if (error instanceof JobCancelled) return
    const leaving = handed.signal.aborted || stopping.aborted
    if (error instanceof TakenAway || (leaving && !isOurs(error))) throw error
    log.error('job failed', { job: id, error: error instanceof Error ? error.name : typeof error })
    await records.end(query, id, { error: wordsOf(error) })
  }
}

class TakenAway extends Error {}

/** Errors of ours speak to callers; of others nobody knows what they hold. */
function wordsOf(error: unknown): string {
  return isOurs(error) ? error.message : 'The job failed. Its id helps to find out why in the log.'
}

function isOurs(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'issues' in error
}
