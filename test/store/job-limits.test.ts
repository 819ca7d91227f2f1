import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TooManyJobs, type JobQueue, type NewJob } from '../../server/ports/job-queue.ts'
import { createJobQueue } from '../../server/store/job-queue.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/silent-log.ts'
import { systemClock } from '../support/stored.ts'

let db: TestDatabase
/** Processes that put jobs in. Nobody does them. */
let queues: readonly JobQueue[]

beforeAll(async () => {
  db = await createTestDatabase()
  const databases = [db.database, await db.another(), await db.another()]
  queues = databases.map((database) => createJobQueue({ db: database, clock: systemClock, log: silentLog }))
})
afterAll(async () => {
  await Promise.all(queues.map((queue) => queue.stop()))
  await db.drop()
})

const most = (key: string, over: Partial<NewJob> = {}): NewJob => ({
  ...{ task: 'nobody-does-this', tenant: 1, key, payload: key, owner: 'busy', most: 3 },
  ...over,
})

describe('at most so many jobs of a task for one owner', () => {
  test('however many are put in at once through however many processes', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 24 }, (_, at) => queues[at % 3]!.enqueue(most(`busy ${at}`))),
    )
    const ids = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(ids).toHaveLength(3)
    for (const one of asked) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(TooManyJobs)
    expect(await queues[0]!.enqueue(most('another', { owner: 'idle' }))).toBeDefined()
    expect(await queues[0]!.enqueue(most('another', { tenant: 2 }))).toBeDefined()
    await queues[0]!.cancel(1, ids[0]!)
    expect(await queues[0]!.enqueue(most('the next'))).toBeDefined()
    await expect(queues[0]!.enqueue(most('one too many'))).rejects.toThrow(TooManyJobs)
  })

  test('not counting those that the queue gave up, though nobody has asked how they stand', async () => {
    const given = await Promise.all(['1', '2', '3'].map((key) => queues[0]!.enqueue(most(key, { owner: 'forgotten' }))))
    await expect(queues[0]!.enqueue(most('4', { owner: 'forgotten' }))).rejects.toThrow(TooManyJobs)
    await db.database.owner.query(`update ccm_queue.job set state = 'failed' where id = $1`, [given[0]])
    expect(await queues[0]!.enqueue(most('4', { owner: 'forgotten' }))).toBeDefined()
    expect(await queues[0]!.status(1, given[0]!)).toMatchObject({ state: 'failed' })
  })
})
