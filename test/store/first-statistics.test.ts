import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appClient } from '../../server/store/connection/client-settings.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(appClient(database.url, 'plans', { statement: 10_000, lock: 10_000, idle: 60_000 }))
  await client.connect()
  await client.query(`select set_config('app.tenant', '1', false)`)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

describe('plans made while the tables are empty, which stay while they grow', () => {
  test.each([
    ['a resource by its id', 'select content from resource where tenant = $1 and type = $2 and id = $3', 'resource_id'],
    [
      'a row by its number',
      'select content from resource where tenant = $1 and type = $2 and rid = $3',
      'resource_key',
    ],
    [
      'a superseded version',
      'select content from history where tenant = $1 and type = $2 and id = $3 and version = $4',
      'history_key',
    ],
    [
      'the records of a patient',
      'select content from resource where tenant = $1 and type = $2 and patient = $3',
      'resource_type_patient',
    ],
  ])('find %s by all that is known of it', async (_what, text, index) => {
    const { rows } = await client.query<Record<string, string>>(`explain (generic_plan, costs off) ${text}`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain(`using ${index} `)
    expect(plan).not.toContain('  Filter:')
  })
})
