import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaunchRecord, SessionRecord } from '../../server/ports/app-sessions.ts'
import { createAppSessions, createLaunchRecords } from '../../server/store/app-sessions.ts'
import { createSealer } from '../../server/store/sealer.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const SECRET = 'refresh-token-of-the-ehr'
const LAUNCH: LaunchRecord = {
  ehr: 'https://ehr.example',
  verifier: 'v'.repeat(43),
  nonce: 'n',
  proof: 'p',
  renews: false,
}
const SESSION: SessionRecord = {
  ehr: 'https://ehr.example',
  tenant: 'practice',
  user: 'Practitioner/doc',
  refreshToken: SECRET,
  context: {},
  renews: false,
  confirm: false,
}

const key = randomBytes(32)
const clock = { time: Date.now(), now: () => clock.time }
const later = () => clock.time + 3_600_000
let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

const launches = () => createLaunchRecords({ db: db.database, sealer: createSealer([key]), clock })
const sessions = (keys = [key]) => createAppSessions({ db: db.database, sealer: createSealer(keys), clock })
const renewed = (record: SessionRecord) => Promise.resolve({ record, answer: { number: Math.random() } })

describe('launches under way', () => {
  it('are taken once, also by many at the same moment', async () => {
    await launches().keep('state-1', LAUNCH, later())
    const taken = await Promise.all(Array.from({ length: 8 }, () => launches().take('state-1')))
    expect(taken.filter((record) => record !== undefined)).toEqual([LAUNCH])
    expect(await launches().take('state-1')).toBeUndefined()
  })

  it('are not begun twice under one state', async () => {
    await launches().keep('state-2', LAUNCH, later())
    await expect(launches().keep('state-2', LAUNCH, later())).rejects.toThrow()
  })

  it('end', async () => {
    await launches().keep('state-3', LAUNCH, clock.time + 1000)
    clock.time += 1001
    expect(await launches().take('state-3')).toBeUndefined()
  })
})

describe('a session', () => {
  it('goes on by handles that work once', async () => {
    const first = await sessions().begin(SESSION, later())
    const second = await sessions().resume(first, ({ refreshToken, ...rest }) =>
      renewed({ ...rest, refreshToken: `${refreshToken ?? ''}-2` }),
    )
    if (second.outcome !== 'renewed') throw new Error('ended')
    expect(second.handle).not.toBe(first)
    let seen: string | undefined
    const third = await sessions().resume(second.handle, (record) => {
      seen = record.refreshToken
      return renewed(record)
    })
    expect(seen).toBe(`${SECRET}-2`)
    expect(third.outcome).toBe('renewed')
  })

  it('gives the same again for half a minute to somebody whose answer was lost; then it ends', async () => {
    const first = await sessions().begin(SESSION, later())
    const second = await sessions().resume(first, renewed)
    if (second.outcome !== 'renewed') throw new Error('ended')
    clock.time += 29_000
    expect(await sessions().resume(first, renewed)).toEqual(second)
    clock.time += 2000
    expect(await sessions().resume(first, renewed)).toEqual({ outcome: 'reused', record: SESSION })
    // Somebody has a handle who should not: nobody goes on.
    expect(await sessions().resume(second.handle, renewed)).toEqual({ outcome: 'ended' })
  })

  it('is renewed once when many come at the same moment, and all get the same', async () => {
    const first = await sessions().begin(SESSION, later())
    let renewals = 0
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        sessions().resume(first, (record) => {
          renewals++
          return renewed(record)
        }),
      ),
    )
    expect(renewals).toBe(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('that is ended while it is renewed gives nobody anything, and says what the renewal gave', async () => {
    const first = await sessions().begin(SESSION, later())
    const given = { ...SESSION, accessToken: 'of the renewal' }
    const resumed = await sessions().resume(first, async () => {
      await sessions().end(first)
      return renewed(given)
    })
    expect(resumed).toEqual({ outcome: 'overtaken', record: given })
  })

  it('keeps its handle when the renewal failed', async () => {
    const first = await sessions().begin(SESSION, later())
    await expect(sessions().resume(first, () => Promise.reject(new Error('unreachable')))).rejects.toThrow(
      'unreachable',
    )
    expect((await sessions().resume(first, renewed)).outcome).toBe('renewed')
  })

  it('ends by either handle, and by its time', async () => {
    const first = await sessions().begin(SESSION, later())
    const second = await sessions().resume(first, renewed)
    expect(await sessions().end(first)).toEqual(SESSION)
    expect(await sessions().resume((second as { handle: string }).handle, renewed)).toEqual({ outcome: 'ended' })
    const short = await sessions().begin(SESSION, clock.time + 1000)
    clock.time += 1001
    expect(await sessions().resume(short, renewed)).toEqual({ outcome: 'ended' })
    expect(await sessions().end('made-up')).toBeUndefined()
  })

  it('has nothing readable in the database: neither handle nor token', async () => {
    const handle = await sessions().begin(SESSION, later())
    const { rows } = await db.database.owner.query<Record<string, unknown>>('select * from ccm.app_session')
    const text = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(0)
    for (const secret of [handle, SECRET, 'Practitioner/doc']) expect(text).not.toContain(secret)
  })

  it('is not opened with another’s seal put in its place', async () => {
    const [first, second] = [await sessions().begin(SESSION, later()), await sessions().begin(SESSION, later())]
    await db.database.owner.query('update ccm.app_session set sealed = (select min(sealed) from ccm.app_session)')
    const outcomes = await Promise.allSettled([first, second].map((handle) => sessions().resume(handle, renewed)))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
  })

  it('outlives a change of keys as long as the old one is known', async () => {
    const fresh = randomBytes(32)
    const first = await sessions().begin(SESSION, later())
    const second = await sessions([fresh, key]).resume(first, renewed)
    if (second.outcome !== 'renewed') throw new Error('ended')
    expect((await sessions([fresh]).resume(second.handle, renewed)).outcome).toBe('renewed')
    const old = await sessions().begin(SESSION, later())
    await expect(sessions([fresh]).resume(old, renewed)).rejects.toThrow('a key that is not known')
  })
})
