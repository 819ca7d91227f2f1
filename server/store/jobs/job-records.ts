import type { Clock } from '#ports/clock.ts'
import { TooManyJobs, type JobStatus, type NewJob } from '#ports/job-queue.ts'

/** Runs SQL on a connection of the owner. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** A job as it is taken up. */
export interface TakenJob {
  readonly tenant: number
  readonly payload: unknown
}

const UNFINISHED = `state in ('waiting', 'running')`
/** Ended jobs are kept for a week, in milliseconds. */
const KEPT = 7 * 86_400_000

/** The table of jobs: how each stands. */
export class JobRecords {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Enters a job within a transaction, or finds the one that is the same and not finished.
   * @throws TooManyJobs
   */
  async insert(query: Query, id: string, job: NewJob): Promise<{ readonly id: string; readonly created: boolean }> {
    const now = this.#clock.now()
    await query(`delete from ccm.job where ended < $1`, [now - KEPT])
    await this.#requireRoom(query, job)
    for (;;) {
      const made = await query(
        `insert into ccm.job (id, task, tenant, key, owner, payload, state, started)
         values ($1, $2, $3, $4, $5, $6, 'waiting', $7)
         on conflict (task, tenant, key) where ${UNFINISHED} do nothing returning id`,
        [id, job.task, job.tenant, job.key, job.owner, JSON.stringify(job.payload), now],
      )
      if (made.rows.length > 0) return { id, created: true }
      const same = await query(
        `select id from ccm.job where task = $1 and tenant = $2 and key = $3 and ${UNFINISHED}`,
        [job.task, job.tenant, job.key],
      )
      const [found] = same.rows
      if (found) return { id: String(found['id']), created: false }
    }
  }

  async status(query: Query, tenant: number, id: string): Promise<JobStatus | undefined> {
    if (!UUID.test(id)) return undefined
    const { rows } = await query('select * from ccm.job where tenant = $1 and id = $2', [tenant, id])
    const [row] = rows
    return row && statusOf(row)
  }

  async cancel(query: Query, tenant: number, id: string): Promise<boolean> {
    if (!UUID.test(id)) return false
    const { rows } = await query(
      `update ccm.job set state = case when ${UNFINISHED} then 'cancelled' else state end, ended = coalesce(ended, $3)
       where tenant = $1 and id = $2 returning id`,
      [tenant, id, this.#clock.now()],
    )
    return rows.length > 0
  }

  async forget(query: Query, tenant: number, id: string): Promise<void> {
    await query(
      `update ccm.job set state = 'cancelled', ended = coalesce(ended, $3), result = null where tenant = $1 and id = $2`,
      [tenant, id, this.#clock.now()],
    )
  }

  /** The unfinished jobs of a task that somebody has. */
  async unfinished(query: Query, { task, tenant, owner }: NewJob): Promise<readonly string[]> {
    const { rows } = await query(
      `select id from ccm.job where task = $1 and tenant = $2 and owner = $3 and ${UNFINISHED}`,
      [task, tenant, owner],
    )
    return rows.map(({ id }) => String(id))
  }

  /** Counts under a lock that is held until the job is entered: of several at once each counts those before. */
  async #requireRoom(query: Query, job: NewJob): Promise<void> {
    const { task, tenant, owner, most } = job
    if (most === undefined) return
    await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`jobs ${task} ${tenant} ${owner}`])
    if ((await this.unfinished(query, job)).length >= most) throw new TooManyJobs(`${most} ${task} jobs are under way.`)
  }

  /** Takes a job up, again after a process that had it died; undefined when there is nothing left to do. */
  async take(query: Query, id: string): Promise<TakenJob | undefined> {
    const { rows } = await query(
      `update ccm.job set state = 'running' where id = $1 and ${UNFINISHED} returning tenant, payload`,
      [id],
    )
    const [row] = rows
    return row && { tenant: Number(row['tenant']), payload: JSON.parse(String(row['payload'])) as unknown }
  }

  /** False when somebody has cancelled it. */
  async progress(query: Query, id: string, done: number, total: number): Promise<boolean> {
    const { rows } = await query(
      `update ccm.job set done = $2, total = $3 where id = $1 and state = 'running' returning id`,
      [id, done, total],
    )
    return rows.length > 0
  }

  /** Fails a job that is not finished, and that nobody will do. */
  async giveUp(query: Query, id: string): Promise<void> {
    const error = 'The server stopped or failed too often while it was doing this. Ask for it again.'
    await query(`update ccm.job set state = 'failed', ended = $2, error = $3 where id = $1 and ${UNFINISHED}`, [
      id,
      this.#clock.now(),
      error,
    ])
  }

  async end(query: Query, id: string, end: { readonly result?: string; readonly error?: string }): Promise<void> {
    const state = end.error === undefined ? 'completed' : 'failed'
    await query(
      `update ccm.job set state = $2, ended = $3, result = $4, error = $5 where id = $1 and state = 'running'`,
      [id, state, this.#clock.now(), end.result ?? null, end.error ?? null],
    )
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

function statusOf(row: Record<string, unknown>): JobStatus {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : undefined)
  const result = text('result')
  const error = text('error')
  return {
    id: String(row['id']),
    task: String(row['task']),
    owner: String(row['owner']),
    state: row['state'] as JobStatus['state'],
    done: Number(row['done']),
    total: Number(row['total']),
    started: Number(row['started']),
    payload: JSON.parse(String(row['payload'])) as unknown,
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error }),
  }
}
