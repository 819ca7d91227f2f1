import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { start } from '../../../server/compose/start.ts'
import { readConfig } from '../../../server/config.ts'
import { createLog } from '../../../server/log.ts'
import { createTestDatabase } from '../database.ts'
import { SmartClient } from '../smart/smart-client.ts'
import { NOTE, openStore, putOf } from '../stored.ts'
import { clientOf, type TestClient } from '../test-app.ts'

/** A server in production mode over real HTTP on this machine, where `localhost` stands for the proxy with its TLS. */
export interface ProductionServer {
  readonly url: string
  readonly database: string
  readonly smart: SmartClient
  readonly log: readonly string[]
  /** Puts resources into a practice, which is made where it is not there, past the server. */
  put(practice: string, resources: readonly Resource[]): Promise<void>
  /** The id of the one resource of a practice with this identifier. */
  idOf(practice: string, type: string, system: string, value: string): Promise<string>
  client(token: string): TestClient
  stop(): Promise<void>
}

const ANY = { sort: [], include: [], revinclude: [], count: 2, total: 'none' } as const

/** @param environment settings besides those of a test */
export async function startProductionServer(environment: Readonly<Record<string, string>>): Promise<ProductionServer> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'ccm-production-'))
  const log: string[] = []
  const settings = readConfig({ PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder, ...environment }, 'demo')
  const server = await start(
    { ...settings, mode: 'production' },
    createLog('debug', (line) => log.push(line)),
  )
  await server.ready
  const opened = await openStore(database.database)
  const url = `http://localhost:${server.port}`
  return {
    url,
    database: database.url,
    smart: new SmartClient(url),
    log,
    async put(practice, resources) {
      const repository = opened.store.as({ tenant: await opened.tenant(practice), compartment: 'unrestricted' })
      await repository.write(
        resources.map((resource) => putOf(resource as never)),
        NOTE,
      )
    },
    async idOf(practice, type, system, value) {
      const repository = opened.store.as({ tenant: await opened.tenant(practice), compartment: 'unrestricted' })
      const where = [{ kind: 'token', param: 'identifier', values: [{ system, code: value }] }] as const
      const { matches } = await repository.search({ ...ANY, type, where })
      return matches[0]?.id ?? ''
    },
    client: (token) => clientOf(`${url}/fhir/r4`, token),
    async stop() {
      await server.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
