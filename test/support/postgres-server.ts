import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded, type EmbeddedDatabase } from '../../server/store/embedded.ts'
import { openDatabase } from '../../server/store/open-database.ts'
import { silentLog } from './silent-log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of each worker's PostgreSQL; its database `ccm_template` has the schema and nothing else. */
    readonly postgres: readonly string[]
  }
}

let folder: string | undefined
let servers: readonly EmbeddedDatabase[] = []

/**
 * Starts a PostgreSQL for each worker of a run, with a template from which each test file gets a database of its own.
 * Files that run at the same time share nothing: roles, advisory locks and connections are a whole server's.
 */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'ccm-test-'))
  await chmod(folder, 0o755)
  const workers = Array.from({ length: project.config.maxWorkers }, (_, at) => startFor(join(folder!, `data-${at}`)))
  servers = await Promise.all(workers)
  project.provide(
    'postgres',
    servers.map(({ url }) => url),
  )
}

export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
  if (folder) await rm(folder, { recursive: true, force: true })
}

const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

async function startFor(data: string): Promise<EmbeddedDatabase> {
  const server = await startEmbedded({ folder: data, log: silentLog, settings: SETTINGS })
  await makeTemplate(server.url)
  return server
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create database ccm_template')
  await client.end()
  const template = await openDatabase({ url: databaseUrl(url, 'ccm_template'), log: silentLog })
  await template.close()
}

/** The same server, another database. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
