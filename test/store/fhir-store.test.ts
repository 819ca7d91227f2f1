import type { Observation, Patient, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../server/ports/access.ts'
import {
  AlreadyExists,
  OutsideAccess,
  TimeOverlap,
  VersionConflict,
  type FhirRepository,
} from '../../server/ports/fhir-store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createOf, NOTE, openStore, preparedResource, putOf, type OpenedStore } from '../support/stored.ts'

let test_: TestDatabase
let one: OpenedStore
let two: OpenedStore
let access: Access
let here: FhirRepository
let there: FhirRepository

beforeAll(async () => {
  test_ = await createTestDatabase()
  one = await openStore(test_.database)
  two = await openStore(await test_.another())
  access = { tenant: await one.tenant('practice'), compartment: 'unrestricted' }
  here = one.store.as(access)
  there = two.store.as(access)
})
afterAll(async () => {
  await one.audit.stop()
  await two.audit.stop()
  await test_.drop()
})

const patient = (id: string, family = 'Smith'): Patient => ({ resourceType: 'Patient', id, name: [{ family }] })
const pulse = (id: string, of: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${of}` },
  effectiveDateTime: '2026-03-05T10:00:00Z',
})

/** How each of many attempts ended. */
async function ends(attempts: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts)
  const failures = settled.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
  return { won: settled.length - failures.length, failures }
}

describe('one resource', () => {
  test('is created, read, changed, deleted, and keeps every version', async () => {
    const [created] = await here.write([createOf(patient('p1'))], NOTE)
    expect(created).toMatchObject({ version: 1, created: true, deleted: false })
    await here.write([putOf(patient('p1', 'Miller'))], NOTE)
    expect(JSON.parse((await there.read('Patient', 'p1'))!.content)).toMatchObject({
      name: [{ family: 'Miller' }],
      meta: { versionId: '2' },
    })
    await here.write([{ kind: 'delete', type: 'Patient', id: 'p1' }], NOTE)
    expect(await here.read('Patient', 'p1')).toMatchObject({ version: 3, deleted: true, content: '' })
    expect(JSON.parse((await here.readVersion('Patient', 'p1', 1))!.content)).toMatchObject({
      name: [{ family: 'Smith' }],
    })
    const history = await here.history({ type: 'Patient', id: 'p1', count: 10 })
    expect(history.versions.map(({ version, deleted }) => [version, deleted])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ])
    expect(history.total).toBe(3)
    await here.write([putOf(patient('p1', 'Again'))], NOTE)
    expect(await here.read('Patient', 'p1')).toMatchObject({ version: 4, deleted: false })
  })

  test('a put that would change nothing writes nothing when asked so', async () => {
    const put = { kind: 'put', resource: preparedResource(patient('same')), unlessUnchanged: true } as const
    await here.write([put], NOTE)
    const [again] = await here.write([put], NOTE)
    expect(again).toMatchObject({ unchanged: true, version: 1 })
  })

  test('a history goes on page by page, whatever is written meanwhile', async () => {
    for (let turn = 1; turn <= 7; turn++) await here.write([putOf(patient('paged', `Name${turn}`))], NOTE)
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await here.history({ type: 'Patient', id: 'paged', count: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.versions.map(({ version }) => version))
      await here.write([putOf(patient('paged', `Later${seen.length}`))], NOTE)
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
  })
})

describe('racing writers', () => {
  test('50 creates of one id make one resource', async () => {
    const { won, failures } = await ends(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? here : there).write([createOf(patient('raced'))], NOTE)),
    )
    expect(won).toBe(1)
    expect(failures.every((error) => error instanceof AlreadyExists)).toBe(true)
  })

  test('of 50 writers with the same If-Match one wins, the others learn of it', async () => {
    await here.write([createOf(patient('matched'))], NOTE)
    const { won, failures } = await ends(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? here : there).write([putOf(patient('matched', `Writer${at}`), 1)], NOTE),
      ),
    )
    expect(won).toBe(1)
    expect(failures.every((error) => error instanceof VersionConflict)).toBe(true)
    expect((await here.history({ type: 'Patient', id: 'matched', count: 10 })).total).toBe(2)
  })

  test('transactions over the same resources in any order neither deadlock nor lose a write', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `order-${letter}`)
    const { failures } = await ends(
      Array.from({ length: 60 }, (_, at) => {
        const turned = [...ids.slice(at % 6), ...ids.slice(0, at % 6)]
        return (at % 2 ? here : there).write(
          turned.map((id) => putOf(patient(id, `Round${at}`))),
          NOTE,
        )
      }),
    )
    expect(failures).toEqual([])
    for (const id of ids) expect(await here.read('Patient', id)).toMatchObject({ version: 60 })
  })
})

describe('a transaction', () => {
  test('is all or nothing', async () => {
    await here.write([createOf(patient('taken'))], NOTE)
    const write = here.write([putOf(patient('half')), createOf(patient('taken'))], NOTE)
    await expect(write).rejects.toBeInstanceOf(AlreadyExists)
    expect(await here.read('Patient', 'half')).toBeUndefined()
  })

  test('sees its own writes, and nobody else does before it ends', async () => {
    await here.transaction(async (tx) => {
      await tx.write([createOf(patient('inside'))], NOTE)
      expect(await tx.read('Patient', 'inside')).toBeDefined()
      expect(await there.read('Patient', 'inside')).toBeUndefined()
    })
    expect(await there.read('Patient', 'inside')).toBeDefined()
  })

  test('that failed leaves the connection fit for other practices', async () => {
    const other = one.store.as({ tenant: await one.tenant('elsewhere'), compartment: 'unrestricted' })
    for (let turn = 0; turn < 20; turn++) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          other.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined),
        ),
      )
      const [made] = await here.write([putOf(patient(`after-${turn}`)), putOf(patient(`after-${turn}-b`))], NOTE)
      expect(made?.created).toBe(true)
    }
  })
})

describe('access', () => {
  test('a practice sees nothing of another, by any door', async () => {
    const other = one.store.as({ tenant: await one.tenant('other'), compartment: 'unrestricted' })
    await other.write([createOf(patient('foreign')), createOf(pulse('foreign-pulse', 'foreign'))], NOTE)
    expect(await here.read('Patient', 'foreign')).toBeUndefined()
    expect(await here.readVersion('Patient', 'foreign', 1)).toBeUndefined()
    expect(await here.readMany(['Patient/foreign'])).toEqual([])
    expect((await here.history({ type: 'Patient', id: 'foreign', count: 10 })).versions).toEqual([])
    expect((await here.records(['foreign'], ['Patient', 'Observation'])).get('foreign')).toEqual([])
    const [own] = await here.write([createOf(patient('foreign'))], NOTE)
    expect(own).toMatchObject({ created: true, version: 1 })
  })

  test('the second wall holds without the first: row-level security alone', async () => {
    const rows = await test_.database.reads.queryOnce((await one.tenant('nobody')).key, 'select id from resource', [])
    expect(rows).toEqual([])
    const forged = test_.database.reads.queryOnce(
      (await one.tenant('nobody')).key,
      `update resource set content = '' where tenant = $1 returning id`,
      [access.tenant.key],
    )
    expect(await forged).toEqual([])
  })

  test('a caller confined to a patient reads and writes that record alone', async () => {
    await here.write(
      [
        createOf(patient('mine')),
        createOf(patient('yours')),
        createOf(pulse('my-pulse', 'mine')),
        createOf(pulse('your-pulse', 'yours')),
      ],
      NOTE,
    )
    const confined = one.store.as({ ...access, compartment: { patients: ['mine'] } })
    expect(await confined.read('Observation', 'my-pulse')).toBeDefined()
    expect(await confined.read('Observation', 'your-pulse')).toBeUndefined()
    expect(await confined.readVersion('Observation', 'your-pulse', 1)).toBeUndefined()
    expect((await confined.readMany(['Patient/mine', 'Patient/yours'])).map(({ id }) => id)).toEqual(['mine'])
    expect((await confined.history({ type: 'Observation', count: 50 })).versions.map(({ id }) => id)).toEqual([
      'my-pulse',
    ])
    expect((await confined.records(['mine', 'yours'], ['Observation'])).get('yours')).toEqual([])
    await confined.write([putOf(pulse('my-pulse', 'mine'))], NOTE)
    for (const change of [
      putOf(pulse('your-pulse', 'mine')),
      putOf(pulse('my-pulse', 'yours')),
      putOf(pulse('new-pulse', 'yours')),
      { kind: 'delete', type: 'Observation', id: 'your-pulse' } as const,
    ])
      await expect(confined.write([change], NOTE)).rejects.toBeInstanceOf(OutsideAccess)
    expect(await here.read('Observation', 'your-pulse')).toMatchObject({ version: 1, deleted: false })
  })

  test('granular scopes narrow what is read and what may be written', async () => {
    const code = { kind: 'token', param: 'code', values: [{ system: 'http://loinc.org', code: '8480-6' }] } as const
    const narrow = one.store.as({ ...access, narrowed: new Map([['Observation', [[code]]]]) })
    await here.write([createOf(pulse('narrow-pulse', 'mine'))], NOTE)
    expect(await narrow.read('Observation', 'narrow-pulse')).toBeUndefined()
    const systolic = {
      ...pulse('narrow-systolic', 'mine'),
      code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
    }
    await narrow.write([createOf(systolic)], NOTE)
    expect(await narrow.read('Observation', 'narrow-systolic')).toBeDefined()
    await expect(narrow.write([createOf(pulse('narrow-other', 'mine'))], NOTE)).rejects.toBeInstanceOf(OutsideAccess)
    expect(await here.read('Observation', 'narrow-other')).toBeUndefined()
  })
})

describe('records', () => {
  test('bring what lies in each patient’s compartment, around a window when asked', async () => {
    const march = pulse('window-march', 'windowed')
    const april = { ...pulse('window-april', 'windowed'), effectiveDateTime: '2026-04-20T10:00:00Z' }
    await here.write([createOf(patient('windowed')), createOf(march), createOf(april)], NOTE)
    const all = await here.records(['windowed'], ['Patient', 'Observation'])
    expect(all.get('windowed')?.map(({ id }) => id)).toEqual(['windowed', 'window-march', 'window-april'])
    const window = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') }
    const within = await here.records(['windowed'], ['Observation'], window)
    expect(within.get('windowed')?.map(({ id }) => id)).toEqual(['window-march'])
  })
})

describe('the time ledger', () => {
  const entry = (id: string): Task => ({ resourceType: 'Task', id, status: 'completed', intent: 'order' })
  const span = (performer: string, from: number, to?: number) => ({
    performer,
    start: 1_000_000 * 60 + from * 60_000,
    ...(to === undefined ? {} : { end: 1_000_000 * 60 + to * 60_000 }),
  })
  const put = (id: string, timeEntry: ReturnType<typeof span> | null) =>
    ({ kind: 'put', resource: preparedResource(entry(id)), timeEntry }) as const

  test('of 50 overlapping entries sent through two processes one wins, and no deadlock is seen', async () => {
    for (let round = 0; round < 3; round++) {
      const { won, failures } = await ends(
        Array.from({ length: 50 }, (_, at) =>
          (at % 2 ? here : there).write([put(`race-${round}-${at}`, span(`nurse-${round}`, at % 5, 20))], NOTE),
        ),
      )
      expect(won).toBe(1)
      expect(failures.every((error) => error instanceof TimeOverlap && error.rule === 'overlap')).toBe(true)
    }
  })

  test('an entry can be moved, and taken out, and its time is free again', async () => {
    await here.write([put('moved', span('mover', 0, 10))], NOTE)
    await expect(here.write([put('second', span('mover', 5, 15))], NOTE)).rejects.toMatchObject({
      rule: 'overlap',
      other: { task: 'moved', ...{ start: span('', 0).start, end: span('', 0, 10).end } },
    })
    await here.write([put('moved', span('mover', 20, 30))], NOTE)
    await here.write([put('second', span('mover', 5, 15))], NOTE)
    await here.write([put('moved', null)], NOTE)
    await here.write([put('third', span('mover', 25, 28))], NOTE)
    await here.write([{ kind: 'delete', type: 'Task', id: 'third' }], NOTE)
    await here.write([put('fourth', span('mover', 25, 28))], NOTE)
  })

  test('a running timer excludes another of the same person, and entries after its start', async () => {
    await here.write([put('running', span('timer', 10))], NOTE)
    await expect(here.write([put('running-2', span('timer', 50))], NOTE)).rejects.toMatchObject({
      rule: 'timer-running',
    })
    await expect(here.write([put('later', span('timer', 60, 70))], NOTE)).rejects.toMatchObject({ rule: 'overlap' })
    await here.write([put('earlier', span('timer', 0, 10))], NOTE)
  })

  test('two entries of one request that overlap each other are refused', async () => {
    const both = [put('twin-1', span('twin', 0, 10)), put('twin-2', span('twin', 5, 15))]
    await expect(here.write(both, NOTE)).rejects.toBeInstanceOf(TimeOverlap)
    expect(await here.read('Task', 'twin-1')).toBeUndefined()
  })
})
