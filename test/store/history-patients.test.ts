import type { Appointment } from '@medplum/fhirtypes'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { historyPatients } from '../../server/store/migrations/0010-history-patients.ts'
import { anObservation } from '../support/chart.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openSearchStore, type SearchStore } from './search/search-store.ts'

/** In whose compartments superseded versions were: kept by every way to write, and filled in by the step of the schema. */
let db: TestDatabase
let store: SearchStore

beforeAll(async () => {
  db = await createTestDatabase()
  store = await openSearchStore(db.database, 'north')
})
afterAll(() => db.drop())

async function patientsOf(id: string): Promise<readonly (readonly string[])[]> {
  const { rows } = await db.database.owner.query<{ readonly patients: readonly string[] }>(
    'select patients from ccm.history where id = $1 order by version',
    [id],
  )
  return rows.map(({ patients }) => patients)
}

function together(id: string, ...patients: readonly string[]): Appointment & { id: string } {
  return {
    resourceType: 'Appointment',
    id,
    status: 'proposed',
    participant: patients.map((patient) => ({ status: 'accepted', actor: { reference: `Patient/${patient}` } })),
  }
}

test('each version keeps those of its own time', async () => {
  await store.put([anObservation('o', 'a', '2026-03-01'), together('both', 'a', 'b')])
  await store.put([anObservation('o', 'b', '2026-03-01')])
  await store.put([together('both', 'c')])
  await store.put([anObservation('o', 'c', '2026-03-01'), together('both', 'c', 'd', 'e')])
  await store.put([anObservation('o', 'c', '2026-03-02'), together('both', 'f')])
  expect(await patientsOf('o')).toEqual([['a'], ['b'], ['c']])
  expect(await patientsOf('both')).toEqual([['a', 'b'], ['c'], ['c', 'd', 'e']])
})

test('versions from before are taken to have been where the resource is now', async () => {
  await store.put([anObservation('old', 'a', '2026-03-01'), together('old-both', 'a', 'b')])
  await store.put([anObservation('old', 'a', '2026-03-02'), together('old-both', 'a', 'b')])
  await db.database.owner.query('alter table ccm.history drop patients')
  await historyPatients.up(new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.database.owner }) }))
  expect(await patientsOf('old')).toEqual([['a']])
  expect(await patientsOf('old-both')).toEqual([['a', 'b']])
})
