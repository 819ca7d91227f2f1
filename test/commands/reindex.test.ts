import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSearchIndex } from '../../server/store/reindex/search-index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runToEnd } from '../support/server-process.ts'
import { silentLog } from '../support/silent-log.ts'
import { NOTE, openStore, putOf } from '../support/stored.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  const index = await openSearchIndex(db.database, silentLog)
  index.close()
  const one = await openStore(db.database)
  const repository = one.store.as({ tenant: await one.tenant('north'), compartment: 'unrestricted' })
  await repository.write(
    [putOf({ resourceType: 'Patient', id: 'p' }), putOf({ resourceType: 'Basic', id: 'b' } as never)],
    NOTE,
  )
})
afterAll(async () => {
  await db.drop()
})

const run = (...words: readonly string[]) =>
  runToEnd(['server/commands/reindex.ts', ...words], { DATABASE_URL: db.url })

test('npm run reindex works on DATABASE_URL', async () => {
  expect(await run()).toEqual({ code: 0, output: 'The search index is current: there is nothing to do.\n' })
  expect(await run('--type', 'Patient,Basic')).toEqual({
    code: 0,
    output: 'Basic: 1\nPatient: 1\nThe search index is current: 2 resources of 2 types were indexed anew.\n',
  })
  const { code, output } = await run('--all')
  expect(code, output).toBe(0)
  expect(output).toContain('The search index is current: 2 resources of 145 types were indexed anew.\n')
})

test('it does not begin, nor change the schema, beside another version', async () => {
  const client = new pg.Client({ connectionString: db.url, application_name: 'ccm owner 0123' })
  await client.connect()
  await client.query(`delete from ccm.kysely_migration where name = '0008-search-index'`)
  const { code, output } = await run('--all')
  expect(code).toBe(1)
  expect(output).toMatch(/^Another version of the server works on this database .*run this again\.\n$/)
  await client.query(`insert into ccm.kysely_migration values ('0008-search-index', now())`)
  await client.end()
})

test.each([
  [['--type', 'Frobnicate'], 2, 'Frobnicate is none'],
  [['--frobnicate'], 2, 'try --help'],
  [['--help'], 0, 'npm run reindex -- [options]'],
])('%j ends with %i', async (words, expected, said) => {
  const { code, output } = await run(...words)
  expect(code).toBe(expected)
  expect(output).toContain(said)
})

test('where there is no database, it says so and makes none', async () => {
  const { code, output } = await runToEnd(['server/commands/reindex.ts'], { DATA_DIR: '/tmp/ccm-no-such-folder' })
  expect(code).toBe(1)
  expect(output).toBe(
    'There is no database in /tmp/ccm-no-such-folder: set DATA_DIR or DATABASE_URL as for the server.\n',
  )
})
