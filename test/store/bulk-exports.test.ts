import type { Observation } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../../server/ports/access.ts'
import type { BulkExports, ExportQuery } from '../../server/ports/bulk-exports.ts'
import type { FhirRepository } from '../../server/ports/fhir-store.ts'
import { createBulkExports } from '../../server/store/exports/bulk-exports.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NOTE, openStore, preparedResource, type OpenedStore } from '../support/stored.ts'

/** Exports as they lie in the database: made anew by another process, ended half way, taken away; pages and what runs beside. */
let db: TestDatabase
let one: OpenedStore
let access: Access
let practice: FhirRepository
let exports: BulkExports

const MANY = 2500
let instant = Date.now()
const clock = { now: () => instant }

beforeAll(async () => {
  db = await createTestDatabase()
  one = await openStore(db.database)
  const tenant = await one.tenant('exporting')
  access = { tenant, compartment: 'unrestricted' }
  practice = one.store.as(access)
  exports = createBulkExports({ db: db.database, clock })
  await put(Array.from({ length: MANY }, (_unused, at) => observation(`o${at}`)))
})
afterAll(async () => {
  await db.drop()
})

const observation = (id: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'pulse' },
})

async function put(resources: readonly Observation[]): Promise<void> {
  const changes = resources.map((resource) => ({ kind: 'put', resource: preparedResource(resource, instant) }) as const)
  await practice.write(changes, NOTE)
}

const query = (job: string, more: Partial<ExportQuery> = {}): ExportQuery => ({
  ...{ job, types: ['Observation', 'Patient'], seen: ['Observation', 'Patient'], filters: new Map(), of: 'practice' },
  ...more,
})
const quietly = () => Promise.resolve()
const pagesOf = async (job: string): Promise<number> => {
  const found = await db.database.owner.query('select 1 from ccm.export_page where job = $1', [job])
  return found.rows.length
}

async function idsIn(job: string, file: number): Promise<readonly string[]> {
  let text = ''
  for await (const piece of exports.read(access, job, file)) text += piece
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line) => (JSON.parse(line) as { readonly id: string }).id)
}

test('a file is read page by page, each resource once and in the order in which they came', async () => {
  const job = crypto.randomUUID()
  const { files } = await exports.make(access, query(job), quietly)
  expect(files).toEqual([{ type: 'Observation', deleted: false, count: MANY }])
  expect(await pagesOf(job)).toBe(3)
  expect(await idsIn(job, 0)).toEqual(Array.from({ length: MANY }, (_unused, at) => `o${at}`))
  expect(await idsIn(job, 1)).toEqual([])
})

test('made again, as when a process died, it replaces what there was', async () => {
  const job = crypto.randomUUID()
  await exports.make(access, query(job), quietly)
  const { files } = await exports.make(access, query(job), quietly)
  expect(files.map(({ count }) => count)).toEqual([MANY])
  expect(await pagesOf(job)).toBe(3)
  await exports.discard(access.tenant.key, job)
  expect(await pagesOf(job)).toBe(0)
})

test('ended half way, nothing of it is kept', async () => {
  const job = crypto.randomUUID()
  const ending = (done: number) => (done === 1 ? Promise.reject(new Error('cancelled')) : Promise.resolve())
  await expect(exports.make(access, query(job), ending)).rejects.toThrow('cancelled')
  expect(await pagesOf(job)).toBe(0)
})

test('what is being written at its moment is in the next one, though it was changed before', async () => {
  const begun = Promise.withResolvers<undefined>()
  const goOn = Promise.withResolvers<undefined>()
  const slow = practice.transaction(async (tx) => {
    await tx.write([{ kind: 'put', resource: preparedResource(observation('slow'), instant) }], NOTE)
    begun.resolve(undefined)
    await goOn.promise
  })
  await begun.promise
  instant += 60_000
  const first = await exports.make(access, query(crypto.randomUUID()), quietly)
  expect(first.files.map(({ count }) => count)).toEqual([MANY])
  goOn.resolve(undefined)
  await slow
  instant += 60_000
  const job = crypto.randomUUID()
  await exports.make(access, query(job, { since: first.at }), quietly)
  expect(await idsIn(job, 0)).toContain('slow')
})

test('what belongs to no job that has ended well of late is swept away', async () => {
  const [kept, orphan] = [crypto.randomUUID(), crypto.randomUUID()]
  for (const job of [kept, orphan]) await exports.make(access, query(job), quietly)
  await db.database.owner.query(
    `insert into ccm.job (id, task, tenant, key, owner, payload, state, started, ended)
     values ($1, 'export', $2, 'sweep', 'me', '{}', 'completed', 1, $3)`,
    [kept, access.tenant.key, instant],
  )
  await exports.sweep(instant - 1000)
  expect([await pagesOf(kept), await pagesOf(orphan)]).toEqual([3, 0])
  await exports.sweep(instant + 1000)
  expect(await pagesOf(kept)).toBe(0)
})
