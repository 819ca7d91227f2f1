import type { Task } from '@medplum/fhirtypes'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firstSigns } from '../../server/store/migrations/0036-first-signs.ts'
import { endIfSilent, type SilentTimersDeps } from '../../server/use-cases/timers/end-silent-timers.ts'
import { stopOwnTimer } from '../../server/use-cases/timers/stop-own-timer.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  ADMIN,
  BILLER,
  eligibleChart,
  NURSE,
  openProgramme,
  practiceStaff,
  type Programme,
  type TestCaller,
  type TestPractice,
} from '../support/programme.ts'
import { forgetTimers, instantText as text, runningTimer, sendBeat, timersOf } from '../support/timers.ts'

let db: TestDatabase
let programme: Programme
let practice: TestPractice
let deps: SilentTimersDeps

const NURSE2: TestCaller = { role: 'clinical-staff', user: 'Practitioner/nurse2' }

/** The day of all these timers; each test has an hour of it. */
let hour = Date.parse('2025-04-07T00:00:00Z')
/** The test's hour, and so many seconds. */
const after = (seconds: number) => hour + seconds * 1000
const refusal = (status: number, rule: string) => ({ status, issues: [expect.objectContaining({ rule })] })

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database, hour)
  practice = await programme.practice('own-timers')
  await practice.chart(...practiceStaff('own-timers'), ...eligibleChart('ada', '1EG4TE5MK73'))
  await practice.enroll('ada')
  deps = timersOf(programme, db.database)
})
afterAll(() => db.drop())

beforeEach(async () => {
  hour += 3_600_000
  programme.clock.time = hour
  await forgetTimers(db, practice)
})

/** A timer since the test's hour. */
const timer = (id: string, patient = 'ada', over: Partial<Task> = {}) => runningTimer(id, patient, hour, over)

/** A beat at so many seconds after the hour. */
const beat = (task: string, at: number, attested = at) =>
  sendBeat(programme, practice, deps, { task, at: after(at), attested: after(attested) })

const read = (id: string) => practice.read<Task>('Task', id)

describe('a running timer', () => {
  it('ran already when the server learned that a start is a sign of life', async () => {
    await practice.put(timer('older-version'), NURSE)
    await db.database.owner.query('delete from ccm.timer_beat')
    await firstSigns.up(new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.database.owner }) }))
    const { rows } = await db.database.owner.query<{ task: string; at: string; heard: string }>(
      'select task, at, heard from ccm.timer_beat',
    )
    expect(rows).toMatchObject([{ task: 'older-version', at: String(hour) }])
    expect(Math.abs(Number(rows[0]?.heard) - Date.now())).toBeLessThan(60_000)
  })

  it('is ended when its person asks, though nobody has looked yet, and is not when it is heard of', async () => {
    await practice.put(timer('in-the-way'), NURSE)
    await beat('in-the-way', 30)
    const asked = { tenant: practice.tenant, task: 'in-the-way' }
    programme.clock.time = after(150)
    expect(await endIfSilent(deps, asked)).toBe(false)
    programme.clock.time = after(151)
    expect(await endIfSilent(deps, asked)).toBe(true)
    expect(await endIfSilent(deps, asked)).toBe(false)
    expect((await read('in-the-way')).executionPeriod?.end).toBe(text(after(30)))
  })
})

describe('one’s own timer, stopped from another chart', () => {
  /** Stops the person's timer at so many seconds after the hour. */
  async function stop(at: number, who: TestCaller = NURSE) {
    programme.clock.time = Math.max(programme.clock.time, after(at))
    const caller = { tenant: practice.tenant, client: 'test', ...who }
    const note = {
      agent: { role: who.role, client: 'test' },
      request: `stop-${hour}-${at}`,
      interaction: '$ccm-stop-timer',
    }
    return stopOwnTimer(deps, { caller, at: after(at), note })
  }

  it('ends there and then where it is in use', async () => {
    await practice.put(timer('in-use'), NURSE)
    await beat('in-use', 60)
    expect(await stop(80)).toEqual({ start: hour, end: after(80) })
    expect(await read('in-use')).toMatchObject({ status: 'completed', executionPeriod: { end: text(after(80)) } })
    expect((await read('in-use')).statusReason).toBeUndefined()
    expect(await stop(90)).toBeUndefined()
  })

  it.each([
    { name: 'was idle', attested: 20, end: 20 },
    { name: 'fell silent', attested: 55, end: 60 },
  ])('that $name ends at its last sign of work, and says why', async ({ name, attested, end }) => {
    const id = name.replace(' ', '-')
    await practice.put(timer(id), NURSE)
    await beat(id, 60, attested)
    if (attested === 20) await beat(id, 170, attested)
    expect(await stop(175)).toEqual({ start: hour, end: after(end) })
    expect((await read(id)).statusReason?.text).toContain('in another chart')
  })

  it('is the person’s in a role, and nobody else’s', async () => {
    await practice.put(timer('in-role', 'ada', { owner: { reference: 'PractitionerRole/nurse-role' } }), NURSE)
    for (const who of [NURSE2, ADMIN, BILLER]) expect(await stop(10, who)).toBeUndefined()
    expect(await stop(20)).toEqual({ start: hour, end: after(20) })
  })

  it('asked for in the future is refused', async () => {
    await practice.put(timer('later'), NURSE)
    programme.clock.time = after(10)
    const caller = { tenant: practice.tenant, client: 'test', ...NURSE }
    const note = { agent: { role: NURSE.role, client: 'test' }, request: 'future', interaction: '$ccm-stop-timer' }
    await expect(stopOwnTimer(deps, { caller, at: after(600), note })).rejects.toMatchObject(refusal(422, 'future'))
  })

  it('that the rules do not let end is told without a word of its patient', async () => {
    await practice.chart(...eligibleChart('dee', '4EG4TE5MK73'), timer('hers', 'dee'))
    // As the chart holds it, no rule was asked; the ledger knows it all the same.
    await db.database.owner.query(
      `insert into ccm.time_entry (tenant, task, performer, during) values ($1, 'hers', 'nurse', int8range($2, null))`,
      [practice.tenant.key, hour],
    )
    const refused = await stop(30).catch((error: unknown) => error)
    expect(refused).toMatchObject(refusal(409, 'timer-running'))
    expect(JSON.stringify(refused)).not.toMatch(/dee|hers/)
    await practice.remove('Task', 'hers', ADMIN)
  })
})
