import { afterAll, beforeAll, expect, test } from 'vitest'
import { GuideCatalog, type CatalogEntry } from '../../../server/store/guide/guide-catalog.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { openStore, type OpenedStore } from '../../support/stored.ts'
import { parsed } from '../search/search-store.ts'
import { activity, GUIDE, load, URL } from './small-guide.ts'

let db: TestDatabase
let loader: OpenedStore

beforeAll(async () => {
  db = await createTestDatabase()
  loader = await openStore(db.database)
})
afterAll(async () => {
  await db.drop()
})

/** What a practice reads while the guide is this edition. */
async function readerOf(edition: readonly CatalogEntry[]) {
  const opened = await openStore(db.database, new GuideCatalog(edition))
  return opened.store.as({ tenant: await opened.tenant('south'), compartment: 'unrestricted' })
}

test('writes nothing where nothing has changed, and only what has where something has', async () => {
  expect(await load(db, loader, GUIDE)).toBe(5)
  expect(await load(db, loader, GUIDE)).toBe(0)
  const [walk, asthma, ...copd] = GUIDE
  const edition = [walk!, { ...asthma!, title: 'Asthma' }, ...copd.slice(1), activity('swim')]
  expect(await load(db, loader, edition)).toBe(3)
  const reader = await readerOf(edition)
  expect(await reader.read('PlanDefinition', 'asthma')).toMatchObject({ version: 2 })
  expect(await reader.readVersion('PlanDefinition', 'asthma', 1)).toMatchObject({ version: 1 })
  expect(await reader.read('PlanDefinition', 'copd-9')).toMatchObject({ version: 1 })
  expect(await reader.read('PlanDefinition', 'copd-1')).toBeUndefined()
  expect((await reader.search(parsed('PlanDefinition', `url=${URL}/copd`))).matches).toHaveLength(2)
  expect(await reader.read('ActivityDefinition', 'swim')).toMatchObject({ version: 1 })
})

test('is done once by processes that start together', async () => {
  const edition = Array.from({ length: 40 }, (_, at) => activity(`a${at}`))
  const other = await openStore(await db.another())
  const written = await Promise.all([loader, other, loader, other].map((by) => load(db, by, edition)))
  expect(written.toSorted((a, b) => b - a)).toEqual([40 + 5, 0, 0, 0])
  const reader = await readerOf(edition)
  const page = await reader.search(parsed('ActivityDefinition', '_count=100'))
  expect(page.matches.map(({ version }) => version)).toEqual(edition.map(() => 1))
})
