import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  JobCancelled,
  type JobHandler,
  type JobQueue,
  type NewJob,
  type RunningJob,
} from '../../server/ports/job-queue.ts'
import { createJobQueue } from '../../server/store/job-queue.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/silent-log.ts'
import { systemClock } from '../support/stored.ts'

let db: TestDatabase
/** Two processes that work, and one that only puts jobs in. */
let workers: readonly JobQueue[]
let asker: JobQueue

/** What the handlers of both processes have done. */
const begun: { readonly process: number; readonly job: string; readonly payload: unknown }[] = []
/** Jobs that wait for the test to let them go on. */
const gates = new Map<string, { readonly open: () => void; readonly opened: Promise<void> }>()

function gateOf(key: string) {
  const known = gates.get(key)
  if (known) return known
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const open = () => {
    resolve(undefined)
  }
  const gate = { open, opened: promise }
  gates.set(key, gate)
  return gate
}

const TENANT = 1

const handlersOf = (process: number): Record<string, JobHandler> => {
  const noted = (work: (job: RunningJob) => Promise<string>): JobHandler => {
    return (job) => {
      begun.push({ process, job: job.id, payload: job.payload })
      return work(job)
    }
  }
  return {
    echo: noted((job) => Promise.resolve(JSON.stringify({ echoed: job.payload, tenant: job.tenant }))),
    gated: noted(async (job) => {
      await job.progress(1, 3)
      await gateOf(String(job.payload)).opened
      await job.progress(2, 3)
      return '{"passed":true}'
    }),
    faulty: noted(() => Promise.reject(new Error('Smith, born 1948: something private'))),
    refused: noted(() =>
      Promise.reject(Object.assign(new Error('The month is running.'), { code: 'REFUSAL', issues: [] })),
    ),
  }
}

const job = (task: string, key: string, over: Partial<NewJob> = {}): NewJob => ({
  task,
  tenant: TENANT,
  key,
  payload: key,
  owner: 'client nurse',
  ...over,
})

const stateOf = async (id: string, tenant = TENANT) => (await asker.status(tenant, id))?.state

async function ends(id: string) {
  await expect.poll(() => stateOf(id), { timeout: 20_000, interval: 50 }).toMatch(/completed|failed|cancelled/)
  return await asker.status(TENANT, id)
}

beforeAll(async () => {
  db = await createTestDatabase()
  const databases = [db.database, await db.another(), await db.another()]
  const [asking, ...working] = databases.map((database) =>
    createJobQueue({ db: database, clock: systemClock, log: silentLog }),
  )
  asker = asking!
  workers = working
  await Promise.all(workers.map((queue, at) => queue.work(handlersOf(at))))
})

afterAll(async () => {
  for (const gate of gates.values()) gate.open()
  await Promise.all([...workers, asker].map((queue) => queue.stop()))
  await db.drop()
})

describe('a job', () => {
  test('is done by a process that it was not put in by, once, with its payload and tenant', async () => {
    const before = Date.now()
    const id = await asker.enqueue(job('echo', 'one', { payload: { deep: ['ä', 1] } }))
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const ended = await ends(id)
    expect(ended).toMatchObject({ id, task: 'echo', owner: 'client nurse', state: 'completed' })
    expect(JSON.parse(ended?.result ?? '')).toEqual({ echoed: { deep: ['ä', 1] }, tenant: TENANT })
    expect(ended?.started).toBeGreaterThanOrEqual(before)
    expect(begun.filter((one) => one.job === id)).toHaveLength(1)
  })

  test('is known to its own tenant only, by its own id only', async () => {
    const id = await asker.enqueue(job('echo', 'private'))
    await ends(id)
    expect(await asker.status(TENANT + 1, id)).toBeUndefined()
    expect(await asker.cancel(TENANT + 1, id)).toBe(false)
    expect(await asker.status(TENANT, '00000000-0000-7000-8000-000000000000')).toBeUndefined()
    expect(await asker.status(TENANT, 'no uuid')).toBeUndefined()
    expect(await asker.cancel(TENANT, 'no uuid')).toBe(false)
  })

  test('waits where nobody does its task', async () => {
    const id = await asker.enqueue(job('nobody-does-this', 'k'))
    expect(await asker.status(TENANT, id)).toMatchObject({ state: 'waiting', done: 0, total: 0 })
  })

  test('shows how far it is while it runs', async () => {
    const id = await asker.enqueue(job('gated', 'progress'))
    await expect
      .poll(() => asker.status(TENANT, id), { timeout: 20_000 })
      .toMatchObject({
        state: 'running',
        done: 1,
        total: 3,
      })
    gateOf('progress').open()
    expect(await ends(id)).toMatchObject({ state: 'completed', done: 2, total: 3, result: '{"passed":true}' })
  })

  test('that fails says so to its owner, without what the error held', async () => {
    const ended = await ends(await asker.enqueue(job('faulty', 'k')))
    expect(ended).toMatchObject({ state: 'failed' })
    expect(ended?.error).not.toContain('Smith')
    expect(ended?.result).toBeUndefined()
    expect(begun.filter(({ job: id }) => id === ended?.id)).toHaveLength(1)
  })

  test('that is refused says why', async () => {
    expect(await ends(await asker.enqueue(job('refused', 'k')))).toMatchObject({
      state: 'failed',
      error: 'The month is running.',
    })
  })
})

describe('one job a task, tenant and key', () => {
  test('however many ask at once through how many processes', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, at) => [asker, ...workers][at % 3]!.enqueue(job('gated', 'single'))),
    )
    expect(new Set(ids).size).toBe(1)
    gateOf('single').open()
    await ends(ids[0]!)
    expect(begun.filter(({ payload }) => payload === 'single')).toHaveLength(1)
  })

  test('while it is not finished; afterwards there is a new one, and the old result stays', async () => {
    const first = await asker.enqueue(job('echo', 'again', { payload: 1 }))
    await ends(first)
    const second = await asker.enqueue(job('echo', 'again', { payload: 2 }))
    expect(second).not.toBe(first)
    await ends(second)
    expect((await asker.status(TENANT, first))?.result).toContain('"echoed":1')
    expect((await asker.status(TENANT, second))?.result).toContain('"echoed":2')
  })

  test('another tenant, task or key is another job', async () => {
    const made = await Promise.all([
      asker.enqueue(job('nobody-does-this', 'same')),
      asker.enqueue(job('nobody-does-that', 'same')),
      asker.enqueue(job('nobody-does-this', 'other')),
      asker.enqueue(job('nobody-does-this', 'same', { tenant: TENANT + 1 })),
    ])
    expect(new Set(made).size).toBe(4)
  })
})

describe('a cancelled job', () => {
  test('stops at its next step', async () => {
    const id = await asker.enqueue(job('gated', 'cancelled'))
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('running')
    expect(await asker.cancel(TENANT, id)).toBe(true)
    gateOf('cancelled').open()
    // Its worker is free again: the next one of its task is taken up.
    gateOf('after the cancelled').open()
    await ends(await asker.enqueue(job('gated', 'after the cancelled')))
    expect(await asker.status(TENANT, id)).toMatchObject({ state: 'cancelled', done: 1 })
  })

  test('is never begun when it still waited, and its key is free', async () => {
    const waiting = await asker.enqueue(job('nobody-does-this', 'given up'))
    expect(await asker.cancel(TENANT, waiting)).toBe(true)
    expect(await stateOf(waiting)).toBe('cancelled')
    expect(await asker.enqueue(job('nobody-does-this', 'given up'))).not.toBe(waiting)
  })

  test('that had ended stays as it ended', async () => {
    const id = await asker.enqueue(job('echo', 'ended'))
    await ends(id)
    await asker.cancel(TENANT, id)
    expect(await asker.status(TENANT, id)).toMatchObject({ state: 'completed' })
  })

  test('says so to its handler', async () => {
    const told = Promise.withResolvers<unknown>()
    const [worker] = workers
    await worker!.work({
      told: async (running) => {
        await gateOf('told').opened
        await running.progress(1, 1).catch(told.resolve)
        return ''
      },
    })
    const id = await asker.enqueue(job('told', 'k'))
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('running')
    await asker.cancel(TENANT, id)
    gateOf('told').open()
    expect(await told.promise).toBeInstanceOf(JobCancelled)
  })
})

describe('a process that goes away', () => {
  test('in order lets its job be done by another one', async () => {
    const leaving = createJobQueue({ db: await db.another(), clock: systemClock, log: silentLog })
    let steps = 0
    await leaving.work({
      handed: async (running) => {
        for (;;) {
          await running.progress(++steps, 0)
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      },
    })
    const id = await asker.enqueue(job('handed', 'k'))
    await expect.poll(() => steps, { timeout: 20_000 }).toBeGreaterThan(0)
    await leaving.stop()
    const halted = steps
    expect(await stateOf(id)).toBe('running')
    expect(await asker.enqueue(job('handed', 'k'))).toBe(id)
    await workers[0]!.work({ handed: () => Promise.resolve('"by another"') })
    expect(await ends(id)).toMatchObject({ state: 'completed', result: '"by another"' })
    expect(steps).toBe(halted)
  }, 90_000)

  test('in order while its job is held up, which breaks then, lets it be done by another one', async () => {
    const leaving = createJobQueue({ db: await db.another(), clock: systemClock, log: silentLog })
    const begins = Promise.withResolvers<undefined>()
    await leaving.work({
      broken: async () => {
        begins.resolve(undefined)
        await gateOf('broken').opened
        throw new Error('canceling statement due to lock timeout')
      },
    })
    const id = await asker.enqueue(job('broken', 'k'))
    await begins.promise
    const stopped = leaving.stop()
    gateOf('broken').open()
    await stopped
    expect(await stateOf(id)).toBe('running')
    await workers[0]!.work({ broken: () => Promise.resolve('"by another"') })
    expect(await ends(id)).toMatchObject({ state: 'completed', result: '"by another"' })
  }, 90_000)

  test('by kill -9: its job is done again from the start by another', async () => {
    const script = `
      import { openDatabase } from ${url('store/open-database.ts')}
      import { createJobQueue } from ${url('store/job-queue.ts')}
      const nothing = () => {}
      const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
      const db = await openDatabase({ url: ${JSON.stringify(db.url)}, log })
      const queue = createJobQueue({ db, clock: Date, log })
      await queue.work({ killed: async (job) => {
        await job.progress(7, 10)
        process.stdout.write('begun')
        await new Promise(() => {})
      } })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const id = await asker.enqueue(job('killed', 'k'))
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await asker.status(TENANT, id)).toMatchObject({ state: 'running', done: 7 })
    expect(await asker.enqueue(job('killed', 'k'))).toBe(id)
    await workers[1]!.work({ killed: async (again) => (await again.progress(10, 10), '"again"') })
    await expect.poll(() => stateOf(id), { timeout: 80_000, interval: 500 }).toBe('completed')
    expect(await asker.status(TENANT, id)).toMatchObject({ done: 10, result: '"again"' })
  }, 120_000)

  test('again and again: in the end the job has failed, and its key is free', async () => {
    const id = await asker.enqueue(job('nobody-does-this', 'crashing'))
    // What pg-boss and the table show after the last of its attempts.
    await db.database.owner.query(`update ccm_queue.job set state = 'failed' where id = $1`, [id])
    await db.database.owner.query(`update ccm.job set state = 'running' where id = $1`, [id])
    expect(await asker.status(TENANT, id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Ask for it again') as string,
    })
    const next = await asker.enqueue(job('nobody-does-this', 'crashing'))
    expect(next).not.toBe(id)
    await db.database.owner.query(`update ccm_queue.job set state = 'failed' where id = $1`, [next])
    expect(await asker.enqueue(job('nobody-does-this', 'crashing'))).not.toBe(next)
    expect(await stateOf(next)).toBe('failed')
  })
})

function url(path: string): string {
  return JSON.stringify(new URL(`../../server/${path}`, import.meta.url).href)
}
