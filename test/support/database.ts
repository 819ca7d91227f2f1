import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../server/store/open-database.ts'
import { databaseUrl } from './postgres-server.ts'
import { silentLog } from './silent-log.ts'

export interface TestDatabase {
  readonly url: string
  /** Connections as the product has them. */
  readonly database: Database
  /** Another process's worth of connections to the same database. */
  another(): Promise<Database>
  /** Closes everything and drops the database. */
  drop(): Promise<void>
}

/** A database of its own, with the schema: for `beforeAll` of a test file; `drop` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverOfWorker()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template ccm_template`)
  const url = databaseUrl(server, name)
  const opened: Database[] = []
  const another = async () => {
    const database = await openDatabase({ url, log: silentLog })
    opened.push(database)
    return database
  }
  return {
    url,
    database: await another(),
    another,
    async drop() {
      await Promise.all(opened.map((database) => database.close()))
      await administer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

/** The PostgreSQL of this worker; Vitest numbers those that run at the same time from 1. */
function serverOfWorker(): string {
  const servers = inject('postgres')
  return servers[(Number(process.env['VITEST_POOL_ID']) - 1) % servers.length]!
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
