import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Clock } from '#ports/clock.ts'
import { TooManyJobs, type JobHandler, type JobQueue, type JobStatus, type NewJob } from '#ports/job-queue.ts'
import type { Log } from '#ports/log.ts'
import { JobRecords, type Query } from './jobs/job-records.ts'
import { runJob } from './jobs/run-job.ts'
import type { Database } from './open-database.ts'

export interface JobQueueDeps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

/** A worker that has not been heard of for so long (seconds) is gone: its job is done again. */
const HEARTBEAT = 15
/** How often to look for such workers, in seconds. */
const WATCH = 5
/** The longest that a job may take, in seconds. */
const LONGEST = 6 * 3600
const RETRIES = 5
/** How often to look for work that another process put in, in seconds; one's own is seen at once. */
const POLL = 2

/** Whoever starts the queue holds this advisory lock. */
const START_LOCK = 7_306_452_202

const UNDER_WAY: readonly string[] = ['created', 'retry', 'active']

/** Work kept in the database: pg-boss hands it to processes, `job` says how it stands. */
export function createJobQueue(deps: JobQueueDeps): JobQueue {
  return new BossQueue(deps)
}

class BossQueue implements JobQueue {
  readonly #deps: JobQueueDeps
  readonly #records: JobRecords
  readonly #boss: PgBoss
  readonly #workers = new Map<string, string>()
  readonly #queues = new Map<string, Promise<void>>()
  readonly #stopping = new AbortController()
  #starting: Promise<unknown> | undefined

  constructor(deps: JobQueueDeps) {
    this.#deps = deps
    this.#records = new JobRecords(deps.clock)
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => deps.db.owner.query(text, values ?? []) },
      schema: 'ccm_queue',
      schedule: false,
      superviseIntervalSeconds: WATCH,
      monitorIntervalSeconds: WATCH,
    })
    this.#boss.on('error', (error) => {
      deps.log.warn('job queue', { reason: error.name })
    })
  }

  async enqueue(job: NewJob): Promise<string> {
    await this.#ready(job.task)
    let { id, created } = await this.#put(job).catch((error: unknown) => this.#putAfter(job, error))
    if (!created && (await this.#gaveUp(job.task, id))) ({ id, created } = await this.#put(job))
    const worker = this.#workers.get(job.task)
    if (created && worker !== undefined) this.#boss.notifyWorker(worker)
    return id
  }

  async status(tenant: number, id: string): Promise<JobStatus | undefined> {
    const found = await this.#records.status(this.#query, tenant, id)
    if (found?.state !== 'running' || !(await this.#gaveUp(found.task, id))) return found
    return await this.#records.status(this.#query, tenant, id)
  }

  cancel(tenant: number, id: string): Promise<boolean> {
    return this.#records.cancel(this.#query, tenant, id)
  }

  forget(tenant: number, id: string): Promise<void> {
    return this.#records.forget(this.#query, tenant, id)
  }

  async work(handlers: Readonly<Record<string, JobHandler>>): Promise<void> {
    const stopping = this.#stopping.signal
    const run = { records: this.#records, query: this.#query, log: this.#deps.log, stopping }
    for (const [task, handler] of Object.entries(handlers)) {
      await this.#ready(task)
      const options = { pollingIntervalSeconds: POLL, heartbeatRefreshSeconds: HEARTBEAT / 3 }
      const worker = await this.#boss.work<{ readonly job: string }>(task, options, async ([taken]) => {
        if (taken) await runJob(run, taken, handler)
      })
      this.#workers.set(task, worker)
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    if (this.#starting === undefined) return
    await this.#starting.catch(() => undefined)
    await this.#boss.stop({ graceful: true, timeout: STOP_WITHIN })
  }

  #put(job: NewJob): Promise<{ readonly id: string; readonly created: boolean }> {
    return this.#inOneTransaction(async (query) => {
      const made = await this.#records.insert(query, randomUUID(), job)
      if (made.created) await this.#boss.send(job.task, { job: made.id }, { id: made.id, db: { executeSql: query } })
      return made
    })
  }

  /** Jobs that the queue gave up while nobody asked for them are in nobody's way. @throws TooManyJobs */
  async #putAfter(job: NewJob, error: unknown): Promise<{ readonly id: string; readonly created: boolean }> {
    if (!(error instanceof TooManyJobs)) throw error
    const unfinished = await this.#records.unfinished(this.#query, job)
    const gaveUp = await Promise.all(unfinished.map((id) => this.#gaveUp(job.task, id)))
    if (!gaveUp.includes(true)) throw error
    return this.#put(job)
  }

  /** Whether the queue will not hand out an unfinished job again. Then it has failed, and the next one may be put in. */
  async #gaveUp(task: string, id: string): Promise<boolean> {
    await this.#ready(task)
    const [handed] = await this.#boss.findJobs(task, { id })
    if (handed && UNDER_WAY.includes(handed.state)) return false
    await this.#records.giveUp(this.#query, id)
    return true
  }

  /** Starts the queue at the first need of it, and makes the task's own queue. */
  #ready(task: string): Promise<void> {
    const making = this.#queues.get(task) ?? this.#make(task)
    this.#queues.set(task, making)
    making.catch(() => this.#queues.delete(task))
    return making
  }

  async #make(task: string): Promise<void> {
    this.#starting ??= this.#start()
    await this.#starting
    await this.#boss.createQueue(task, {
      retryLimit: RETRIES,
      retryDelay: 1,
      heartbeatSeconds: HEARTBEAT,
      expireInSeconds: LONGEST,
      deleteAfterSeconds: 24 * 3600,
    })
  }

  /** On an empty database the queue makes its schema: of processes that start together, one after the other. */
  async #start(): Promise<void> {
    const lock = await this.#deps.db.owner.connect()
    try {
      await lock.query('select pg_advisory_lock($1)', [START_LOCK])
      await this.#boss.start()
    } finally {
      // Closing the connection lets go of the lock.
      lock.release(true)
    }
  }

  readonly #query: Query = (text, values) => this.#deps.db.owner.query(text, values as unknown[])

  async #inOneTransaction<R>(work: (query: Query) => Promise<R>): Promise<R> {
    const client: pg.PoolClient = await this.#deps.db.owner.connect()
    try {
      await client.query('begin')
      const result = await work((text, values) => client.query(text, values as unknown[]))
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

/** Milliseconds that a stop waits for jobs to come to their next pause. */
const STOP_WITHIN = 10_000
