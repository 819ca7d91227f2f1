import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../server/store/open-database.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/silent-log.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(async () => {
  await db.drop()
})

test('works as a role that owns nothing and may not bypass row-level security', async () => {
  const rows = await db.database.reads.queryOnce(
    1,
    'select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    [],
  )
  expect(rows).toEqual([['ccm_app', false, false]])
  const owned = await db.database.owner.query("select 1 from pg_class where relowner = 'ccm_app'::regrole")
  expect(owned.rows).toEqual([])
})

test('has row-level security on every table that carries a tenant, and no table without it but those meant to be shared', async () => {
  const { rows } = await db.database.owner.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'ccm'::regnamespace and relkind in ('r', 'p') and not relispartition
       and not relrowsecurity order by relname`,
  )
  const shared = [
    'audit_batch',
    'audit_process',
    'job',
    'kysely_migration',
    'kysely_migration_lock',
    'setting',
    'tenant',
  ]
  expect(rows.map(({ relname }) => relname)).toEqual(shared)
})

test('two processes that start at once on an empty database both come up', async () => {
  await db.database.owner.query('create database together')
  const url = db.url.replace(/\/test_[^?]+/, '/together')
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url, log: silentLog })))
  await Promise.all(opened.map((database) => database.ping()))
  await Promise.all(opened.map((database) => database.close()))
  await db.database.owner.query('drop database together with (force)')
})

test('a login that may not make the role is told what to run', async () => {
  await db.database.owner.query("create role modest login password 'x'")
  await db.database.owner.query('revoke ccm_app from modest')
  const url = new URL(db.url)
  url.searchParams.set('user', 'modest')
  url.searchParams.set('password', 'x')
  const opened = openDatabase({ url: url.href, log: silentLog })
  await expect(opened).rejects.toMatchObject({
    code: 'DATABASE_SETUP',
    message: expect.stringContaining('grant ccm_app to "modest"') as string,
  })
  await db.database.owner.query('drop role modest')
})

test('the tenant of a shared connection follows each statement', async () => {
  const asked = [1, 2, 2, 3, 1].map((tenant) =>
    db.database.reads.queryOnce(tenant, "select current_setting('app.tenant')", []),
  )
  expect((await Promise.all(asked)).flat(2)).toEqual(['1', '2', '2', '3', '1'])
})

test('a reading connection that breaks is opened anew, and what was under way is asked again', async () => {
  const slow = db.database.reads.queryOnce(1, 'select pg_sleep(0.3), 7', [])
  await new Promise((resolve) => setTimeout(resolve, 100))
  await db.database.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'ccm reads'",
  )
  expect((await slow).map((row) => row[1])).toEqual([7])
})

test('the listener hears a message, and is told after a break that it may have missed one', async () => {
  const heard: string[] = []
  await db.database.listener.listen('news', (payload) => heard.push(payload))
  const client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await client.query("notify news, 'one'")
  await expect.poll(() => heard).toEqual(['one'])
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'ccm listener'",
  )
  await expect.poll(() => heard, { timeout: 5000 }).toEqual(['one', ''])
  await client.query("notify news, 'two'")
  await expect.poll(() => heard).toEqual(['one', '', 'two'])
  await client.end()
})
