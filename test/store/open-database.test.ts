import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OutOfTime, type Deadline } from '../../server/ports/deadline.ts'
import { appClient } from '../../server/store/connection/client-settings.ts'
import { TenantClient, TenantNotSet } from '../../server/store/connection/tenant-client.ts'
import { openDatabase, type Database } from '../../server/store/open-database.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/locked-rows.ts'
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
    'app_launch',
    'app_session',
    'audit_batch',
    'audit_head',
    'audit_process',
    'job',
    'kysely_migration',
    'kysely_migration_lock',
    'oauth_key',
    'oauth_record',
    'search_index',
    'setting',
    'tenant',
    'timer_watch',
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

describe('a connection', () => {
  const limits = { search: 7000, lock: 3000, idle: 200 }
  let limited: Database

  beforeAll(async () => {
    limited = await openDatabase({ url: db.url, log: silentLog, limits })
  })
  afterAll(() => limited.close())

  test('has a limit for a statement, for a lock, and for a transaction in which nothing happens', async () => {
    const settings = `select current_setting('statement_timeout'), current_setting('lock_timeout'),
      current_setting('idle_in_transaction_session_timeout')`
    expect(await limited.searches.queryOnce(1, settings, [])).toEqual([['7s', '3s', '200ms']])
    expect(await limited.reads.queryOnce(1, settings, [])).toEqual([['10s', '3s', '200ms']])
    expect(await limited.writes.use((client) => client.runOnce(1, settings, []))).toEqual([['2min', '3s', '200ms']])
  })

  test('loses a transaction in which nothing happens, with what it had locked', async () => {
    const lost = limited.writes.use(async (client) => {
      await client.begin(1)
      await client.runOnce(1, 'select pg_advisory_xact_lock(4711)', [])
      await db.database.owner.query('select pg_advisory_lock(4711), pg_advisory_unlock(4711)')
      return client.runOnce(1, 'select 1', [])
    })
    await expect(lost).rejects.toThrow(/terminat|timeout|connection error/)
    expect(await limited.writes.use((client) => client.runOnce(1, 'select 1', []))).toEqual([[1]])
  })
})

describe('statements on a connection that several share', () => {
  /** A deadline that passes when it is told. */
  function deadline(): Deadline & { pass(): void } {
    const stops = new Set<() => void>()
    return {
      passed: false,
      whenPassed(stop) {
        if (this.passed) stop()
        else stops.add(stop)
        return () => stops.delete(stop)
      },
      fault: () => new OutOfTime('late'),
      pass() {
        Object.assign(this, { passed: true })
        for (const stop of stops) stop()
      },
    }
  }

  const sleeping = (within: Deadline | undefined, seconds: number) =>
    db.database.searches.queryWithin(within, 1, { name: '', text: `select ${seconds} from pg_sleep(${seconds})` }, [])

  const underWay = async () => {
    const { rows } = await db.database.owner.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
    )
    return rows[0]?.count ?? 0
  }

  test('are stopped when their time is up, and the others get their answers', async () => {
    const late = [deadline(), deadline(), deadline(), deadline()]
    const stopped = late.map((one) => sleeping(one, 60))
    const others = [0.01, 0.02, 0.03, 0.04].map((seconds) => sleeping(undefined, seconds))
    await until(async () => (await underWay()) > 0)
    for (const one of late) one.pass()
    await Promise.all(stopped.map((one) => expect(one).rejects.toBeInstanceOf(OutOfTime)))
    expect(await Promise.all(others)).toEqual([[['0.01']], [['0.02']], [['0.03']], [['0.04']]])
    expect(await underWay()).toBe(0)
  })

  test('are not begun when their time is up already', async () => {
    const over = deadline()
    over.pass()
    await expect(sleeping(over, 60)).rejects.toBeInstanceOf(OutOfTime)
  })

  test('that come while a connection is to be had are given up in the queue', async () => {
    const held = Array.from({ length: 8 }, () => Promise.withResolvers<undefined>())
    const busy = held.map(({ promise }) => db.database.writes.use(() => promise))
    const late = deadline()
    const waiting = db.database.writes.use((client) => client.runOnce(1, 'select 1', []), late)
    late.pass()
    await expect(waiting).rejects.toBeInstanceOf(OutOfTime)
    for (const { resolve } of held) resolve(undefined)
    await Promise.all(busy)
    expect(await db.database.writes.use((client) => client.runOnce(1, 'select 1', []))).toEqual([[1]])
  })
})

test('what a connection answered that could not be told whose rows it may see is not believed, and asked again', async () => {
  const settings = { statement: 10_000, lock: 10_000, idle: 60_000 }
  const client = new pg.Client(appClient(db.url, 'deaf', settings))
  await client.connect()
  // The plan of the setting is taken away: telling the tenant fails from now on.
  const deaf = new TenantClient(client)
  await deaf.runOnce(1, 'select 1', [])
  await client.query('deallocate all')
  await expect(deaf.runOnce(2, 'select 1', [])).rejects.toBeInstanceOf(TenantNotSet)
  expect(deaf.broken).toBe(true)
  await client.end()
})
