import type { Observation, Patient, Provenance, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../server/ports/access.ts'
import {
  AlreadyExists,
  OutsideAccess,
  StoreBusy,
  type FhirRepository,
  type FhirTransaction,
} from '../../server/ports/fhir-store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createOf, NOTE, openStore, preparedResource, putOf, type OpenedStore } from '../support/stored.ts'

let db: TestDatabase
let one: OpenedStore
let access: Access
/** The same practice, seen by two processes. */
let here: FhirRepository
let there: FhirRepository

beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  const two = await openStore(await db.another())
  access = { tenant: await one.tenant('practice'), compartment: 'unrestricted' }
  here = one.store.as(access)
  there = two.store.as(access)
})

afterAll(async () => {
  await db.drop()
})

const patient = (id: string, family = 'Smith'): Patient => ({ resourceType: 'Patient', id, name: [{ family }] })
const pulse = (id: string, of: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${of}` },
})
const task = (id: string): Task => ({ resourceType: 'Task', id, status: 'completed', intent: 'order' })

/** Waits at a place that several pass, until all have come. */
function meeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let come = 0
  return async () => {
    if (++come === count) resolve(undefined)
    await promise
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('a transaction whose write failed', () => {
  test('commits nothing, even when the failure was swallowed', async () => {
    await here.write([createOf(patient('taken'))], NOTE)
    const time = { performer: 'nurse', start: 1_000, end: 2_000 }
    const swallowed = here.transaction(async (tx) => {
      await tx.write([createOf(patient('before'))], NOTE)
      const withTime = { kind: 'put', resource: preparedResource(task('timed')), timeEntry: time } as const
      await tx.write([withTime, createOf(patient('taken'))], NOTE).catch(() => undefined)
    })
    await expect(swallowed).rejects.toBeInstanceOf(AlreadyExists)
    expect(await here.read('Patient', 'before')).toBeUndefined()
    const { rows } = await db.database.owner.query(`select 1 from ccm.time_entry where performer = 'nurse'`)
    expect(rows).toEqual([])
    const { rows: entered } = await db.database.owner.query(`select 1 from ccm.audit where id in ('before', 'timed')`)
    expect(entered).toEqual([])
  })

  test('is not taken for committed when a statement of it failed without being noticed', async () => {
    const swallowed = here.transaction(async (tx) => {
      await tx.write([createOf(patient('unnoticed'))], NOTE)
      await tx.search({ ...everyPatient, where: [{ kind: 'id', values: ['\0'] }] }).catch(() => undefined)
      return 'done'
    })
    await expect(swallowed).rejects.toMatchObject({ code: '22021' })
    expect(await here.read('Patient', 'unnoticed')).toBeUndefined()
  })

  const everyPatient = {
    type: 'Patient',
    where: [],
    sort: [],
    count: 10,
    include: [],
    revinclude: [],
    total: 'none',
  } as const
})

describe('a transaction that has ended', () => {
  test('takes no more statements from what still runs of its work', async () => {
    const ended = Promise.withResolvers<undefined>()
    let straggler: Promise<unknown> = Promise.resolve()
    let kept: FhirTransaction | undefined
    const failed = here.transaction(async (tx) => {
      kept = tx
      straggler = ended.promise.then(() => tx.write([createOf(patient('straggler'))], NOTE))
      straggler.catch(() => undefined)
      await tx.read('Patient', 'nobody')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    ended.resolve(undefined)
    await expect(straggler).rejects.toThrow('has ended')
    await expect(kept!.read('Patient', 'nobody')).rejects.toThrow('has ended')
    expect(await here.read('Patient', 'straggler')).toBeUndefined()
  })
})

describe('everything that a transaction writes', () => {
  test('is filed as of one instant, whenever it was prepared and however many writes it takes', async () => {
    const long = Date.now() - 60_000
    const prepared = (resource: Patient, ago: number) => preparedResource(resource, long + ago)
    await here.write([createOf(patient('renamed')), createOf(patient('removed')), createOf(patient('alone'))], NOTE)
    const before = Date.now()
    const written = await here.transaction(async (tx) => [
      ...(await tx.write(
        [
          { kind: 'create', resource: prepared(patient('made'), 0) },
          { kind: 'put', resource: prepared(patient('renamed', 'Jones'), 1) },
          { kind: 'delete', type: 'Patient', id: 'removed' },
        ],
        NOTE,
      )),
      ...(await pause(5).then(() =>
        tx.write([{ kind: 'put', resource: prepared(patient('alone', 'Jones'), 2) }], NOTE),
      )),
      ...(await tx.write([{ kind: 'delete', type: 'Patient', id: 'made' }], NOTE)),
    ])
    const [instant = 0] = written.map(({ updated }) => updated)
    expect(instant).toBeGreaterThanOrEqual(before)
    expect(new Set(written.map(({ updated }) => updated))).toEqual(new Set([instant]))
    for (const id of ['made', 'renamed', 'removed', 'alone'])
      expect((await here.read('Patient', id))?.updated, id).toBe(instant)
    const { content = '' } = (await here.read('Patient', 'alone')) ?? {}
    expect(JSON.parse(content)).toMatchObject({ meta: { lastUpdated: new Date(instant).toISOString() } })
    expect(written.find(({ id }) => id === 'alone')?.content).toBe(content)
  })

  test('is later than what it replaces, also where another process’s clock is ahead', async () => {
    const ahead = Date.now() + 60_000
    await here.write([{ kind: 'create', resource: preparedResource(patient('ahead'), ahead) }], NOTE)
    const [written, beside] = await there.write([putOf(patient('ahead', 'Jones')), createOf(patient('beside'))], NOTE)
    expect([written?.updated, beside?.updated]).toEqual([ahead + 1, ahead + 1])
  })
})

describe('failures that pass', () => {
  test('a deadlock is not seen: the work runs again, also where it wraps errors in its own', async () => {
    await here.write([createOf(patient('left')), createOf(patient('right'))], NOTE)
    const meet = meeting(2)
    let runs = 0
    const crossed = (repository: FhirRepository, order: readonly string[]) =>
      repository.transaction(async (tx) => {
        runs++
        const [first = '', second = ''] = order
        await tx.readForUpdate([first])
        await meet()
        await tx.readForUpdate([second]).catch((error: unknown) => {
          throw new Error('wrapped', { cause: error })
        })
        return runs
      })
    await Promise.all([
      crossed(here, ['Patient/left', 'Patient/right']),
      crossed(there, ['Patient/right', 'Patient/left']),
    ])
    expect(runs).toBe(3)
  })

  test('that do not pass after all say that the store is busy', async () => {
    let runs = 0
    const busy = here.transaction(() => {
      runs++
      return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }))
    })
    await expect(busy).rejects.toBeInstanceOf(StoreBusy)
    expect(runs).toBe(8)
  })
})

describe('connections', () => {
  const connections = async () => {
    const { rows } = await db.database.owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'ccm writes' order by pid`,
    )
    return rows.map(({ pid }) => pid)
  }

  test('are kept when the work of a transaction says no', async () => {
    const refuse = () =>
      Promise.allSettled(Array.from({ length: 20 }, () => here.transaction(() => Promise.reject(new Error('no')))))
    await refuse()
    const before = await connections()
    await refuse()
    expect(await connections()).toEqual(before)
  })

  test('that break fail the transaction on them, and nothing else', async () => {
    const broken = here.transaction(async (tx) => {
      await tx.write([createOf(patient('broken'))], NOTE)
      await db.database.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'ccm writes' and state = 'idle in transaction'`,
      )
      await pause(50)
      await tx.write([createOf(patient('broken-2'))], NOTE)
    })
    await expect(broken).rejects.toThrow()
    expect(await here.read('Patient', 'broken')).toBeUndefined()
    const after = Array.from({ length: 16 }, (_, at) => here.write([putOf(patient(`after-${at}`))], NOTE))
    expect((await Promise.all(after)).flat().every(({ created }) => created)).toBe(true)
  })
})

describe('what a transaction holds', () => {
  test('names are held until its end, in whatever order they are asked for', async () => {
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? here : there).transaction(async (tx) => {
          await tx.lock(at % 3 ? ['a', 'b', 'c'] : ['c', 'b', 'a'])
          most = Math.max(most, ++inside)
          await tx.read('Patient', 'nobody')
          inside--
        }),
      ),
    )
    expect(most).toBe(1)
  })

  test('names of one practice are not those of another', async () => {
    const other = one.store.as({ tenant: await one.tenant('other'), compartment: 'unrestricted' })
    await here.transaction(async (tx) => {
      await tx.lock(['the same name'])
      await other.transaction((foreign) => foreign.lock(['the same name']))
    })
  })

  test('rows read for an update are changed by nobody else before its end; deleted ones are among them', async () => {
    await here.write([createOf(patient('held')), createOf(patient('dead'))], NOTE)
    await here.write([{ kind: 'delete', type: 'Patient', id: 'dead' }], NOTE)
    let other: Promise<unknown> = Promise.resolve()
    await here.transaction(async (tx) => {
      const found = await tx.readForUpdate(['Patient/held', 'Patient/dead', 'Patient/nobody', 'nonsense'])
      expect(found.map(({ id, deleted, version }) => [id, deleted, version])).toEqual([
        ['dead', true, 2],
        ['held', false, 1],
      ])
      other = there.write([putOf(patient('held', 'Other'))], NOTE)
      await pause(100)
      expect(await there.read('Patient', 'held')).toMatchObject({ version: 1 })
      await tx.write([putOf(patient('held', 'Mine'), 1)], NOTE)
    })
    await other
    const { versions } = await here.history({ type: 'Patient', id: 'held', count: 10 })
    expect(versions.map(({ content }) => /Smith|Mine|Other/.exec(content)?.[0])).toEqual(['Other', 'Mine', 'Smith'])
  })
})

describe('a caller confined to a patient', () => {
  const confined = () => one.store.as({ ...access, compartment: { patients: ['inside'] } })

  test('does not overwrite a record that leaves the compartment at that moment', async () => {
    await here.write(
      [createOf(patient('inside')), createOf(patient('outside')), createOf(pulse('moves', 'inside'))],
      NOTE,
    )
    let write: Promise<unknown> = Promise.resolve()
    await there.transaction(async (tx) => {
      await tx.write([putOf(pulse('moves', 'outside'))], NOTE)
      write = confined().write([putOf(pulse('moves', 'inside'))], NOTE)
      write.catch(() => undefined)
      await pause(150)
    })
    await expect(write).rejects.toBeInstanceOf(OutsideAccess)
    const stored = await here.read('Observation', 'moves')
    expect(stored).toMatchObject({ version: 2, patient: 'outside' })
  })

  test('writes what speaks of the own records, and nothing that speaks of others', async () => {
    await here.write([createOf(pulse('own', 'inside')), createOf(pulse('foreign', 'outside'))], NOTE)
    const provenance = (id: string, target: string): Provenance => ({
      resourceType: 'Provenance',
      id,
      target: [{ reference: target }],
      recorded: '2026-03-05T10:00:00Z',
      agent: [{ who: { display: 'somebody' } }],
    })
    const [made] = await confined().write([createOf(provenance('of-own', 'Observation/own'))], NOTE)
    expect(made?.created).toBe(true)
    expect(await confined().read('Provenance', 'of-own')).toBeDefined()
    const [version] = await confined().write([createOf(provenance('of-version', 'Observation/own/_history/1'))], NOTE)
    expect(version?.created).toBe(true)
    const record = (await confined().records(['inside'], ['Provenance'])).get('inside')
    expect(record?.map(({ id }) => id)).toEqual(['of-own', 'of-version'])
    const foreign = confined().write([createOf(provenance('of-foreign', 'Observation/foreign'))], NOTE)
    await expect(foreign).rejects.toBeInstanceOf(OutsideAccess)
    const organization = { resourceType: 'Organization', id: 'o', name: 'Shared' } as const
    await expect(confined().write([createOf(organization)], NOTE)).rejects.toBeInstanceOf(OutsideAccess)
  })

  test('locks no row of others', async () => {
    const reading = confined().transaction((tx) => tx.readForUpdate(['Patient/outside']))
    await expect(reading).rejects.toBeInstanceOf(OutsideAccess)
  })
})
