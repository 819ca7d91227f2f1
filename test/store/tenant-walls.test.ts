import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APP_ROLE } from '../../server/store/connection/client-settings.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/**
 * The second wall: what row-level security lets through when the first one, the tenant in every statement, is not there.
 * The tables are read from the catalog: a new one that holds a practice's data and has no policy fails here.
 */
let db: TestDatabase
let app: pg.Client
let tables: readonly Table[]

interface Table {
  readonly name: string
  readonly columns: readonly Column[]
}

interface Column {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly identity: boolean
}

/** Two practices that exist for this file alone. */
const OURS = 501
const THEIRS = 502

/**
 * Tables with a column `tenant` that no request's connection may touch at all: the role has no right on them, and they are
 * asked by functions of the owner, or by the owner. A right granted on one of them fails below.
 */
const NEVER_OF_REQUESTS = ['biller_claim', 'job', 'search_index']

const COLUMNS = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull and not a.atthasdef as required, a.attidentity <> '' as identity
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = 'ccm' and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname, a.attnum`

beforeAll(async () => {
  db = await createTestDatabase()
  const { rows } = await db.database.owner.query<Column & { readonly table: string }>(COLUMNS)
  const byTable = new Map<string, Column[]>()
  for (const { table, ...column } of rows) byTable.set(table, [...(byTable.get(table) ?? []), column])
  tables = [...byTable].map(([name, columns]) => ({ name, columns }))
  app = new pg.Client({ connectionString: db.url, options: `-c role=${APP_ROLE} -c search_path=ccm,pg_temp` })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await db.drop()
})

const ofPractices = (): readonly Table[] =>
  tables.filter(({ columns }) => columns.some(({ name }) => name === 'tenant'))

/** A value that its column takes, by type; whatever it says. */
const VALUES: readonly (readonly [type: RegExp, value: string])[] = [
  [/\[\]$/, `'{}'`],
  [/^(smallint|integer|bigint|numeric)/, '1'],
  [/^boolean/, 'false'],
  [/^text/, `'waiting'`],
  [/^uuid/, 'gen_random_uuid()'],
  [/^int8range/, 'int8range(1, 2)'],
  [/^int4range/, 'int4range(1, 2)'],
  [/^int8multirange/, `'{}'`],
  [/^bytea/, `'\\x00'`],
  [/^xid8/, 'pg_current_xact_id()'],
  [/^timestamp/, 'now()'],
  [/^jsonb?/, `'{}'`],
]

/** Values where a check constraint wants one of a few. */
const CHOSEN: Readonly<Record<string, string>> = { 'biller_claim.program': `'ccm'` }

/** An insert of the least that a row of a table needs. */
function insertInto({ name: table, columns }: Table, tenant: number): string {
  const needed = columns.filter(({ required, identity, name }) => (required && !identity) || name === 'tenant')
  const values = needed.map(({ name, type }) => {
    if (name === 'tenant') return String(tenant)
    const value = CHOSEN[`${table}.${name}`] ?? VALUES.find(([pattern]) => pattern.test(type))?.[1]
    if (value === undefined) throw new Error(`Say in VALUES what a column of type ${type} takes (${table}.${name}).`)
    return value
  })
  return `insert into ccm.${table} (${needed.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`
}

/** As the role that requests work as, told to see one practice. */
async function as(tenant: number | undefined, statement: string): Promise<number> {
  await app.query(`select set_config('app.tenant', $1, false)`, [tenant === undefined ? '' : String(tenant)])
  const { rowCount } = await app.query(statement)
  return rowCount ?? 0
}

async function rightsOn(table: string): Promise<readonly string[]> {
  const { rows } = await db.database.owner.query<{ readonly right: string }>(
    `select r as right from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) r
     where has_table_privilege('${APP_ROLE}', 'ccm.${table}', r)`,
  )
  return rows.map(({ right }) => right)
}

test('the practices of the catalog are those that are known here', () => {
  expect(ofPractices().map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'audit',
      'history',
      'res_date',
      'res_patient',
      'res_string',
      'resource',
      'term',
      'time_entry',
    ]),
  )
})

test('every table of a practice is behind row-level security, or out of the reach of requests', async () => {
  const { rows } = await db.database.owner.query<{ readonly name: string; readonly secured: boolean }>(
    `select relname as name, relrowsecurity as secured from pg_class where relnamespace = 'ccm'::regnamespace`,
  )
  const secured = new Map(rows.map(({ name, secured }) => [name, secured]))
  for (const { name } of ofPractices()) {
    if (NEVER_OF_REQUESTS.includes(name)) expect(await rightsOn(name), name).toEqual([])
    else expect(secured.get(name), name).toBe(true)
  }
})

test('what requests may touch without a policy holds nothing of a practice', async () => {
  const open: string[] = []
  for (const { name } of tables) {
    const { rows } = await db.database.owner.query<{ readonly secured: boolean }>(
      'select relrowsecurity as secured from pg_class where oid = $1::regclass',
      [`ccm.${name}`],
    )
    if (rows[0]?.secured !== true && (await rightsOn(name)).length > 0) open.push(name)
  }
  expect(open.toSorted()).toEqual([
    'app_launch',
    'app_session',
    'audit_batch',
    'audit_head',
    'audit_process',
    'oauth_record',
    'tenant',
  ])
})

test('partitions are no way around the policy of their table', async () => {
  const { rows } = await db.database.owner.query<{ readonly name: string }>(
    `select relname as name from pg_class where relnamespace = 'ccm'::regnamespace and relispartition`,
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { name } of rows) expect(await rightsOn(name), name).toEqual([])
})

test('the role owns nothing, and may bypass nothing', async () => {
  const { rows } = await db.database.owner.query(
    `select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned
     from pg_roles r where rolname = '${APP_ROLE}'`,
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }])
})

describe('without the tenant in the statement', () => {
  test('no row of another practice is seen, changed, taken away or made, in any table', async () => {
    for (const table of ofPractices()) {
      const { name } = table
      const rights = await rightsOn(name)
      await db.database.owner.query(insertInto(table, THEIRS))
      if (!rights.includes('select')) {
        await expect(as(OURS, `select * from ccm.${name}`), name).rejects.toThrow(/permission denied/)
        continue
      }
      expect(await as(THEIRS, `select * from ccm.${name}`), `${name}: the row is there for its own practice`).toBe(1)
      expect(await as(OURS, `select * from ccm.${name}`), name).toBe(0)
      expect(await as(OURS, `select * from ccm.${name} where tenant = ${THEIRS}`), name).toBe(0)
      expect(await as(undefined, `select * from ccm.${name}`), `${name}: told nothing`).toBe(0)
      if (rights.includes('update')) {
        expect(await as(OURS, `update ccm.${name} set tenant = ${OURS} where tenant = ${THEIRS}`), name).toBe(0)
        expect(await as(OURS, `update ccm.${name} set tenant = tenant`), name).toBe(0)
      }
      if (rights.includes('delete')) expect(await as(OURS, `delete from ccm.${name}`), name).toBe(0)
      expect(rights, name).not.toContain('truncate')
      // The trail takes entries of all practices at once, and shows each only its own.
      if (name !== 'audit')
        await expect(as(OURS, insertInto(table, THEIRS)), name).rejects.toThrow(/row-level security/)
      expect(await as(THEIRS, `select * from ccm.${name}`), `${name}: and is there still`).toBe(1)
    }
  })

  test('a row cannot be given to another practice', async () => {
    for (const table of ofPractices()) {
      if (!(await rightsOn(table.name)).includes('update')) continue
      await db.database.owner.query(insertInto(table, OURS))
      const given = as(OURS, `update ccm.${table.name} set tenant = ${THEIRS}`)
      await expect(given, table.name).rejects.toThrow(/row-level security/)
    }
  })

  test('functions that look past it answer numbers of rows, which show nothing by themselves', async () => {
    const { rows } = await db.database.owner.query<{ readonly name: string; readonly result: string }>(
      `select proname as name, pg_get_function_result(oid) as result from pg_proc
       where pronamespace = 'ccm'::regnamespace and prosecdef and has_function_privilege('${APP_ROLE}', oid, 'execute')
       order by proname`,
    )
    expect(rows).toEqual([
      { name: 'biller_claim_months', result: 'text' },
      { name: 'biller_release_months', result: 'void' },
      { name: 'find', result: 'SETOF bigint' },
      { name: 'find_any', result: 'SETOF bigint' },
    ])
  })
})
