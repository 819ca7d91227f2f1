import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OutOfTime, type Deadline } from '#ports/deadline.ts'
import { statement } from '../../server/store/connection/statement.ts'
import { Turns } from '../../server/store/connection/turns.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/** A few connections are everybody's: who asks for much at once waits for its own, and nobody else does. */
const never = (caller?: string): Deadline => ({
  caller,
  passed: false,
  whenPassed: () => () => undefined,
  fault: () => new OutOfTime('over'),
})

/** Work that counts how many of it go on at once, until it is told to end. */
class Works {
  underWay = 0
  most = 0
  done = 0
  readonly #ends: (() => void)[] = []

  readonly begin = async (): Promise<void> => {
    this.underWay++
    this.most = Math.max(this.most, this.underWay)
    await new Promise<void>((resolve) => this.#ends.push(resolve))
    this.underWay--
    this.done++
  }

  endOne(): void {
    this.#ends.shift()?.()
  }
}

const LIMITS = { usual: 3, slow: 1, slowAfter: 100 }

describe('turns', () => {
  test('no more of one caller go on at once than may, in their order, and others go on beside', async () => {
    const turns = new Turns(LIMITS)
    const [one, other] = [new Works(), new Works()]
    const all = Array.from({ length: 9 }, () => turns.take(never('one'), one.begin))
    const beside = turns.take(never('other'), other.begin)
    await sleep(1)
    expect([one.underWay, other.underWay]).toEqual([3, 1])
    for (let at = 0; at < 9; at++) {
      one.endOne()
      await sleep(1)
    }
    other.endOne()
    await Promise.all([...all, beside])
    expect([one.most, one.done]).toEqual([3, 9])
  })

  test('of who was slow only as many go on as of the slow, and of the others as many as before', async () => {
    const turns = new Turns(LIMITS)
    turns.took(never('one'), 101)
    turns.took(never('other'), 100)
    const [one, other] = [new Works(), new Works()]
    const all = [
      ...Array.from({ length: 3 }, () => turns.take(never('one'), one.begin)),
      ...Array.from({ length: 3 }, () => turns.take(never('other'), other.begin)),
    ]
    await sleep(1)
    expect([one.underWay, other.underWay]).toEqual([1, 3])
    for (let at = 0; at < 3; at++) {
      one.endOne()
      other.endOne()
      await sleep(1)
    }
    await Promise.all(all)
    expect(one.most).toBe(1)
  })

  test('the server’s own work waits for no turn', async () => {
    const turns = new Turns(LIMITS)
    const works = new Works()
    const all = Array.from({ length: 5 }, (_none, at) => turns.take(at < 2 ? undefined : never(), works.begin))
    await sleep(1)
    expect(works.underWay).toBe(5)
    for (let at = 0; at < 5; at++) works.endOne()
    await Promise.all(all)
  })

  test('who waits is told when its time is up, and takes nobody’s turn; what fails gives its turn back', async () => {
    const turns = new Turns({ ...LIMITS, usual: 1 })
    const works = new Works()
    const first = turns.take(never('one'), works.begin)
    let pass = () => undefined as unknown
    const passing: Deadline = {
      ...never('one'),
      whenPassed: (stop) => {
        pass = stop
        return () => undefined
      },
    }
    const given = turns.take(passing, works.begin)
    const failing = turns.take(never('one'), () => Promise.reject(new Error('failed')))
    const last = turns.take(never('one'), works.begin)
    pass()
    await expect(given).rejects.toBeInstanceOf(OutOfTime)
    works.endOne()
    await expect(failing).rejects.toThrow('failed')
    await sleep(1)
    works.endOne()
    await Promise.all([first, last])
    expect(works.done).toBe(2)
  })
})

describe('searches', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await createTestDatabase()
  })
  afterAll(() => db.drop())

  const sleeping = statement('select pg_sleep(0.4)')
  const quick = statement('select 1')
  const search = (caller: string, made: typeof quick) => db.database.searches.queryWithin(never(caller), 1, made, [])

  test('of one who asks for many that take long stand in nobody else’s way', async () => {
    let left = 14
    const slow = Array.from({ length: left }, async () => {
      await search('slow', sleeping)
      left--
    })
    await expect.poll(() => left, { interval: 10, timeout: 10_000 }).toBeLessThanOrEqual(9)
    for (let at = 0; at < 5; at++) {
      const before = left
      await search('other', quick)
      expect(before - left).toBeLessThanOrEqual(1)
      expect(left).toBeGreaterThan(2)
    }
    await Promise.all(slow)
  })
})
