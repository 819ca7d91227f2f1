/** Work that outlives its request: closing a month, exporting, notifying. Kept in the database, done by any process. */
export interface JobQueue {
  /**
   * Enqueues once for each `key` that is not finished; answers the id under which the job's status is read.
   * @throws TooManyJobs
   */
  enqueue(job: NewJob): Promise<string>
  status(tenant: number, id: string): Promise<JobStatus | undefined>
  /** Asks a job to stop; what it has committed stays. False when there is no such job. */
  cancel(tenant: number, id: string): Promise<boolean>
  /** Forgets a job, whatever its state: nobody hears of it any more. */
  forget(tenant: number, id: string): Promise<void>
  /** Starts taking jobs in this process. */
  work(handlers: Readonly<Record<string, JobHandler>>): Promise<void>
  /** Lets running jobs come to their next pause, then stops. */
  stop(): Promise<void>
}

export interface NewJob {
  readonly task: string
  readonly tenant: number
  /** Two jobs with the same task, tenant and key never run at once. */
  readonly key: string
  readonly payload: unknown
  /** Who may read its status: the client and user that asked. */
  readonly owner: string
  /** How many unfinished jobs of the task the owner may have, this one among them; absent: any number. */
  readonly most?: number
}

/** The owner has as many unfinished jobs of the task as there may be. */
export class TooManyJobs extends Error {
  readonly code = 'TOO_MANY_JOBS'
}

export interface JobStatus {
  readonly id: string
  readonly task: string
  readonly owner: string
  readonly state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number
  /** Milliseconds since 1970. */
  readonly started: number
  readonly payload: unknown
  /** JSON text, once completed. */
  readonly result?: string
  /** What went wrong, in words for the caller, once failed. */
  readonly error?: string
}

export interface RunningJob {
  readonly id: string
  readonly tenant: number
  readonly payload: unknown
  /** Records progress; rejects with `JobCancelled` when somebody asked to stop. */
  progress(done: number, total: number): Promise<void>
}

/** Does a job and answers its result as JSON text. Run again from the start if the process dies: it must be idempotent. */
export type JobHandler = (job: RunningJob) => Promise<string>

/** The job was cancelled between two steps. */
export class JobCancelled extends Error {
  readonly code = 'JOB_CANCELLED'
}
