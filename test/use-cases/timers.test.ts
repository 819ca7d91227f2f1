import type { AuditEvent, Organization, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { Log } from '#ports/log.ts'
import { endSilentTimers, type SilentTimersDeps } from '../../server/use-cases/timers/end-silent-timers.ts'
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
import { searchAll } from '../support/search-all.ts'
import { silentLog } from '../support/silent-log.ts'
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

beforeAll(async () => {
  db = await createTestDatabase()
  programme = await openProgramme(db.database, hour)
  practice = await programme.practice('timers')
  await practice.chart(...practiceStaff('timers'))
  for (const [index, id] of ['ada', 'ben'].entries()) {
    await practice.chart(...eligibleChart(id, ['1EG4TE5MK73', '2EG4TE5MK73'][index]!))
    await practice.enroll(id)
  }
  deps = timersOf(programme, db.database)
})
afterAll(() => db.drop())

beforeEach(async () => {
  hour += 3_600_000
  // Whatever a test before has left is ended, and somebody has been looking all the time.
  await forgetTimers(db, practice)
  await look(0)
})

/** When the server looked last, in seconds after the hour. */
let looked = 0

/** A timer since the test's hour. */
const timer = (id: string, patient = 'ada', over: Partial<Task> = {}) => runningTimer(id, patient, hour, over)

interface Beating {
  readonly attested?: number
  readonly who?: TestCaller
  /** When it is heard; absent: at once. */
  readonly heard?: number
}

/** A beat at so many seconds after the hour, of a server that has been there all the time. */
async function beat(task: string, at: number, { attested = at, who = NURSE, heard = at }: Beating = {}) {
  await watch(heard)
  const sent = { task, at: after(at), attested: after(attested), who, heard: after(heard) }
  return sendBeat(programme, practice, deps, sent)
}

/** The server's look for silent timers at so many seconds after the hour. */
async function look(at: number, by = deps): Promise<number> {
  looked = at
  programme.clock.time = after(at)
  return endSilentTimers(by)
}

/** A server that is there looks every ten seconds: how many timers it ends up to so many seconds after the hour. */
async function watch(to: number, by = deps): Promise<number> {
  let ended = 0
  while (looked + 10 <= to) ended += await look(looked + 10, by)
  return ended
}

const read = (id: string) => practice.read<Task>('Task', id)
const refusal = (status: number, rule: string) => ({ status, issues: [expect.objectContaining({ rule })] })

describe('a beat', () => {
  it('makes no version, and answers how the timer stands', async () => {
    await practice.put(timer('plain'), NURSE)
    for (const at of [30, 60, 90]) {
      const told = { status: 'in-progress', attested: after(at), others: 0 }
      expect(await beat('plain', at)).toEqual(told)
    }
    expect((await read('plain')).meta?.versionId).toBe('1')
  })

  it('of one window is told what was attested in the other', async () => {
    await practice.put(timer('windows'), NURSE)
    await beat('windows', 30, { attested: 5 })
    expect(await beat('windows', 40, { attested: 38 })).toMatchObject({ attested: after(38) })
    expect(await beat('windows', 60, { attested: 5 })).toMatchObject({ attested: after(38) })
  })

  it('that is older than the last changes nothing', async () => {
    await practice.put(timer('older'), NURSE)
    await beat('older', 60, { attested: 30 })
    expect(await beat('older', 50, { attested: 45, heard: 100 })).toMatchObject({ attested: after(30) })
    expect(await watch(180)).toBe(0)
    expect(await look(190)).toBe(1)
    expect((await read('older')).executionPeriod?.end).toBe(text(after(60)))
  })

  it('is of the person whose time it is alone, whatever they may do otherwise', async () => {
    await practice.put(timer('own'), NURSE)
    await beat('own', 20)
    for (const who of [NURSE2, BILLER, ADMIN])
      await expect(beat('own', 60, { who })).rejects.toMatchObject(refusal(403, 'not-your-time'))
    expect(await watch(150)).toBe(1)
    expect((await read('own')).executionPeriod?.end).toBe(text(after(20)))
  })

  it('is the same person’s in a role', async () => {
    await practice.put(timer('role', 'ada', { owner: { reference: 'PractitionerRole/nurse-role' } }), NURSE)
    expect(await beat('role', 30)).toMatchObject({ status: 'in-progress', others: 0 })
    await expect(beat('role', 30, { who: NURSE2 })).rejects.toMatchObject(refusal(403, 'not-your-time'))
  })

  it('says how many others time the patient, each once', async () => {
    await practice.put(timer('mine'), NURSE)
    await practice.put(timer('elsewhere', 'ben', { owner: { reference: 'Practitioner/colleague' } }), ADMIN)
    expect(await beat('mine', 30)).toMatchObject({ others: 0 })
    await practice.put(timer('hers', 'ada', { owner: { reference: 'PractitionerRole/nurse2-role' } }), ADMIN)
    expect(await beat('mine', 60)).toMatchObject({ others: 1 })
    await practice.put(timer('his', 'ada', { owner: { reference: 'Practitioner/doc' } }), ADMIN)
    expect(await beat('mine', 90)).toMatchObject({ others: 2 })
  })

  it('is of time: no other Task has one', async () => {
    await practice.chart({ ...timer('errand'), code: { text: 'Call the pharmacy' } })
    await expect(beat('errand', 30)).rejects.toMatchObject(refusal(422, 'entry-unclear'))
    expect(await beat('nothing', 30)).toBeUndefined()
  })

  it('of a clock that goes ahead makes idle time no shorter, and none comes from the future', async () => {
    await practice.put(timer('ahead'), NURSE)
    expect(await beat('ahead', 130, { attested: 30, heard: 100 })).toMatchObject({ attested: after(0) })
    await expect(beat('ahead', 300, { heard: 100 })).rejects.toMatchObject(refusal(422, 'future'))
  })

  it('of a timer that has ended is told when', async () => {
    await practice.put(timer('over'), NURSE)
    await beat('over', 30)
    const completed = { status: 'completed' as const, executionPeriod: { start: text(hour), end: text(after(45)) } }
    programme.clock.time = after(45)
    await practice.put(timer('over', 'ada', completed), NURSE)
    const told = { status: 'completed', attested: after(45), others: 0, end: after(45) }
    expect(await beat('over', 60)).toEqual(told)
    expect(await watch(300)).toBe(0)
    expect((await read('over')).meta?.versionId).toBe('2')
    const { rows } = await db.database.owner.query('select 1 from ccm.timer_beat')
    expect(rows).toEqual([])
  })
})

describe('a timer of which nothing is heard', () => {
  it('ends at its last beat, two minutes later, by the server, which says why', async () => {
    await practice.put(timer('silent'), NURSE)
    await beat('silent', 30)
    await beat('silent', 60.7)
    expect(await watch(180)).toBe(0)
    expect(await look(181)).toBe(1)
    const ended = await read('silent')
    expect(ended).toMatchObject({
      status: 'completed',
      executionPeriod: { start: text(hour), end: text(after(60)) },
      statusReason: { text: expect.stringContaining('at the last beat') as unknown },
      performerType: [{ coding: [{ code: 'clinical-staff' }] }],
      meta: { versionId: '2' },
    })
    expect(await beat('silent', 200)).toMatchObject({ status: 'completed', end: after(60) })
    const trail = await searchAll<AuditEvent>(practice.repository, 'AuditEvent')
    const entry = trail.find(({ entity }) => entity?.some(({ what }) => what?.reference === 'Task/silent/_history/2'))
    expect(entry).toMatchObject({ action: 'U', outcome: '0', agent: [{ altId: 'ccm-on-fhir', requestor: true }, {}] })
    expect(entry?.subtype?.map(({ code }) => code)).toContain('end-timer')
  })

  it.each([
    { attested: 61, end: 180, where: 'at the last beat' },
    { attested: 60, end: 60, where: 'last attested' },
    { attested: 20, end: 20, where: 'last attested' },
  ])('was idle since $attested of 180 seconds: it ends at $end', async ({ attested, end, where }) => {
    await practice.put(timer(`idle-${attested}`), NURSE)
    for (const at of [90, 180]) await beat(`idle-${attested}`, at, { attested })
    expect(await watch(310)).toBe(1)
    const { executionPeriod, statusReason } = await read(`idle-${attested}`)
    expect(executionPeriod?.end).toBe(text(after(end)))
    expect(statusReason?.text).toContain(where)
  })

  it('was idle for as long as the practice lets this kind of work go on: it ends at its last beat', async () => {
    const [staff] = practiceStaff('timers')
    const part = (url: string, value: object) => ({ url, ...value })
    const policy = {
      url: structureDefinition('ccm-timer-policy'),
      extension: [
        part('activity', { valueCode: 'record-review' }),
        part('askAfter', { valuePositiveInt: 4 }),
        part('stopAfter', { valuePositiveInt: 15 }),
      ],
    }
    const organization = staff as Organization & { id: string }
    await practice.chart({ ...organization, extension: [...(organization.extension ?? []), policy] })
    const reading = { coding: [{ system: codeSystem('ccm-activity'), code: 'record-review' }] }
    await practice.put(timer('reading', 'ada', { code: reading }), NURSE)
    for (const at of [90, 180]) await beat('reading', at, { attested: 20 })
    expect(await watch(310)).toBe(1)
    expect((await read('reading')).executionPeriod?.end).toBe(text(after(180)))
    await practice.chart(organization)
  })

  it('sets the person free for another timer', async () => {
    await practice.put(timer('first'), NURSE)
    await beat('first', 60)
    const next = (at: number) => timer('next', 'ben', { executionPeriod: { start: text(after(at)) } })
    programme.clock.time = after(150)
    await expect(practice.put(next(150), NURSE)).rejects.toMatchObject({ rule: 'timer-running' })
    expect(await watch(190)).toBe(1)
    await practice.put(next(150), NURSE)
  })

  it('dies before its first beat: it ends at its start, which is all that was heard of it', async () => {
    await practice.put(timer('never'), NURSE)
    expect(await watch(120)).toBe(0)
    expect(await look(130)).toBe(1)
    const ended = { status: 'completed', executionPeriod: { start: text(hour), end: text(hour) } }
    expect(await read('never')).toMatchObject(ended)
    await practice.put(timer('next', 'ben'), NURSE)
  })

  it('is heard of at the last moment, and goes on', async () => {
    await practice.put(timer('moment'), NURSE)
    await beat('moment', 60)
    await watch(180)
    const { beats } = deps
    const silent = async (now: number) => {
      const found = await beats.silent(now)
      await beat('moment', 185)
      return found
    }
    expect(await look(185, { ...deps, beats: { ...beats, silent } })).toBe(0)
    expect((await read('moment')).status).toBe('in-progress')
  })

  it('is ended once, however many look', async () => {
    await practice.put(timer('once'), NURSE)
    await beat('once', 60)
    await watch(180)
    const others = await Promise.all(
      [1, 2, 3].map(async () => {
        const database = await db.another()
        return timersOf(await openProgramme(database, after(190)), database)
      }),
    )
    const ended = await Promise.all([look(190), ...others.map(endSilentTimers)])
    expect(ended.toSorted()).toEqual([0, 0, 0, 1])
    expect((await read('once')).meta?.versionId).toBe('2')
  })

  it('ends in the month in which it was heard last: the entry stays whole', async () => {
    hour = Date.parse('2025-04-30T23:50:00-04:00')
    await look(0)
    await practice.put(timer('midnight'), NURSE)
    for (let at = 90; at <= 900; at += 90) await beat('midnight', at)
    expect(await watch(1030)).toBe(1)
    expect((await read('midnight')).executionPeriod).toEqual({ start: text(hour), end: '2025-05-01T04:05:00Z' })
    hour = Date.parse('2025-05-02T00:00:00Z')
  })

  it('that the rules do not let end is tried again, and told to the log', async () => {
    const warned: unknown[] = []
    const log: Log = { ...silentLog, warn: (_message, fields) => warned.push(fields) }
    await practice.chart(...eligibleChart('cyd', '3EG4TE5MK73'), timer('early', 'cyd'))
    await beat('early', 30)
    await watch(150)
    const by = { ...deps, log }
    expect(await look(160, by)).toBe(0)
    expect(warned).toEqual([{ tenant: 'timers', task: 'early', reason: 'no-enrollment' }])
    await practice.enroll('cyd')
    expect(await watch(280, by)).toBe(0)
    expect(await look(290, by)).toBe(1)
    expect((await read('early')).executionPeriod?.end).toBe(text(after(30)))
  })
})

describe('a server that was away', () => {
  it('gives every timer two minutes to be heard of', async () => {
    await practice.put(timer('survivor'), NURSE)
    await practice.put(timer('dead', 'ben', { owner: { reference: 'Practitioner/nurse2' } }), NURSE2)
    await beat('survivor', 60)
    await beat('dead', 60, { who: NURSE2 })
    await watch(70)
    // Ten minutes later it is back, and one of the two frames is there still.
    expect(await look(670)).toBe(0)
    expect(await watch(700)).toBe(0)
    expect(await beat('survivor', 705)).toMatchObject({ status: 'in-progress', attested: after(705) })
    expect(await watch(790)).toBe(0)
    expect(await look(800)).toBe(1)
    expect((await read('dead')).executionPeriod?.end).toBe(text(after(60)))
    expect((await read('survivor')).meta?.versionId).toBe('1')
  })

  it('while another was there ends what that one would have ended', async () => {
    await practice.put(timer('shared'), NURSE)
    await beat('shared', 60)
    await watch(170)
    const database = await db.another()
    const started = timersOf(await openProgramme(database, after(190)), database)
    expect(await endSilentTimers(started)).toBe(1)
  })
})
