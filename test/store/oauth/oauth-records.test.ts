import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OauthRecord, OauthRecords } from '../../../server/ports/oauth-records.ts'
import { createOauthRecords } from '../../../server/store/oauth/oauth-records.ts'
import { createSealer } from '../../../server/store/sealer.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const key = randomBytes(32)
const clock = { time: Date.now(), now: () => clock.time }
let db: TestDatabase
/** Two server processes on one database. */
let ours: OauthRecords
let theirs: OauthRecords

beforeAll(async () => {
  db = await createTestDatabase()
  const of = (database: TestDatabase['database']) =>
    createOauthRecords({ db: database, sealer: createSealer([key]), clock })
  ours = of(db.database)
  theirs = of(await db.another())
})
afterAll(() => db.drop())

function record(model: string, more: Readonly<Record<string, unknown>> = {}, seconds = 60): OauthRecord {
  const id = randomUUID()
  return { model, id, payload: { jti: id, accountId: 'Practitioner/doc', ...more }, until: clock.time + seconds * 1000 }
}

const times = <T>(count: number, act: (records: OauthRecords) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index % 2 ? ours : theirs)))

describe('records of the authorization server', () => {
  it('are found by another process as they were kept, and until their time', async () => {
    const token = record('AccessToken', { scope: 'patient/*.rs' })
    await ours.keep(token)
    expect(await theirs.find('AccessToken', token.id)).toEqual({ payload: token.payload })
    expect(await theirs.find('RefreshToken', token.id)).toBeUndefined()
    clock.time += 60_001
    expect(await theirs.find('AccessToken', token.id)).toBeUndefined()
  })

  it('are taken away after their time as fast as anybody makes them', async () => {
    const many = Array.from({ length: 2500 }, () => record('Interaction', {}, 1))
    for (let at = 0; at < many.length; at += 100)
      await Promise.all(many.slice(at, at + 100).map((one) => ours.keep(one)))
    clock.time += 61_000
    for (let at = 0; at < 3; at++) await theirs.keep(record('Interaction'))
    const client = new pg.Client({ connectionString: db.url })
    await client.connect()
    const { rows } = await client.query<{ over: number }>(
      `select count(*)::int as over from ccm.oauth_record where expires < $1`,
      [clock.time],
    )
    await client.end()
    expect(rows).toEqual([{ over: 0 }])
  })

  it('are used up once, also by many at the same moment in two processes', async () => {
    for (let round = 0; round < 10; round++) {
      const code = record('AuthorizationCode')
      await ours.keep(code)
      const won = await times(8, (records) => records.consume('AuthorizationCode', code.id))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(await ours.find('AuthorizationCode', code.id)).toEqual({ payload: code.payload, consumed: clock.time })
    }
  })

  it('stay used up when they are written again, and cannot be used up too late', async () => {
    const token = record('RefreshToken')
    await ours.keep(token)
    expect(await ours.consume('RefreshToken', token.id)).toBe(true)
    await theirs.keep(token)
    expect(await theirs.consume('RefreshToken', token.id)).toBe(false)
    const late = record('RefreshToken', {}, 1)
    await ours.keep(late)
    clock.time += 1001
    expect(await ours.consume('RefreshToken', late.id)).toBe(false)
  })

  it('that must be new are taken from one only: an assertion is not played twice', async () => {
    for (let round = 0; round < 10; round++) {
      const assertion = record('ReplayDetection')
      const taken = await times(8, (records) => records.keepOnce(assertion))
      expect(taken.filter(Boolean)).toHaveLength(1)
    }
  })

  it('of a grant are revoked together by kind, and those of other grants stay', async () => {
    const [first, second, other] = ['g1', 'g1', 'g2'].map((grantId) => record('AccessToken', { grantId }))
    const refresh = record('RefreshToken', { grantId: 'g1' })
    const all = [first, second, other, refresh].filter((one) => one !== undefined)
    for (const one of all) await ours.keep(one)
    await theirs.revokeGrant('AccessToken', 'g1')
    const left = await Promise.all(all.map(({ model, id }) => ours.find(model, id)))
    expect(left.map((one) => one !== undefined)).toEqual([false, false, true, true])
    await theirs.destroy('RefreshToken', refresh.id)
    expect(await ours.find('RefreshToken', refresh.id)).toBeUndefined()
  })

  it('of a sign-in are found by uid too, with their id', async () => {
    const session = record('Session', { uid: randomUUID() })
    await ours.keep(session)
    expect(await theirs.findByUid('Session', String(session.payload['uid']))).toEqual({ payload: session.payload })
    expect(await theirs.findByUid('Session', 'made-up')).toBeUndefined()
  })

  it('have nothing readable in the database, and open nowhere else', async () => {
    const token = record('AccessToken', { grantId: 'grant-in-clear' })
    const another = record('AccessToken')
    await ours.keep(token)
    await ours.keep(another)
    const { rows } = await db.database.owner.query<Record<string, unknown>>('select * from ccm.oauth_record')
    const text = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(1)
    for (const secret of [token.id, 'grant-in-clear', 'Practitioner/doc']) expect(text).not.toContain(secret)
    await db.database.owner.query('update ccm.oauth_record set sealed = (select min(sealed) from ccm.oauth_record)')
    const outcomes = await Promise.allSettled([token, another].map(({ model, id }) => ours.find(model, id)))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
  })

  it('are swept when their time has passed', async () => {
    await ours.keep(record('Interaction', {}, 1))
    clock.time += 120_000
    await ours.keep(record('Interaction'))
    const { rows } = await db.database.owner.query('select 1 from ccm.oauth_record where expires < $1', [clock.time])
    expect(rows).toEqual([])
  })
})
