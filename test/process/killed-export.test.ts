import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../support/chart.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoClient, makeDataDir } from '../support/demo-server.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import type { TestClient } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let database: TestDatabase
const servers: ServerProcess[] = []

async function start(): Promise<readonly [ServerProcess, TestClient]> {
  const server = await startServer({ DATA_DIR: dataDir.path, DATABASE_URL: database.url })
  servers.push(server)
  return [server, await demoClient(server.url, dataDir.path)]
}

beforeAll(async () => {
  dataDir = await makeDataDir()
  database = await createTestDatabase()
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await database.drop()
  await dataDir.remove()
})

/** The path of a link below the FHIR base: the other process has it at an address of its own. */
const pathOf = (url: string): string => url.slice(url.indexOf('/fhir/r4') + '/fhir/r4'.length)

interface Manifest {
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[]
}

test('an export whose process is killed is made by another one, whole and once', async () => {
  const owner = database.database.owner
  const [first, asker] = await start()
  await putAll(asker, [aPatient('exported', 'Exported'), ...['a', 'b'].map((id) => aCondition(id, 'exported', 'I10'))])
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('lock table ccm.export_page in exclusive mode')
  const accepted = await asker('/$export?_type=Patient,Condition', { headers: { prefer: 'respond-async' } })
  expect(accepted.status, accepted.text).toBe(202)
  const status = pathOf(accepted.headers.get('content-location') ?? '')
  const state = async () => {
    const { rows } = await owner.query<{ state: string }>(`select state from ccm.job where task = 'export'`)
    return rows.map((row) => row.state)
  }
  await expect.poll(state, { timeout: 20_000 }).toEqual(['running'])
  const [, client] = await start()
  await first.kill()
  await lock.query('commit')
  lock.release()

  expect((await client(status)).status).toBe(202)
  await expect.poll(async () => (await client(status)).status, { timeout: 90_000, interval: 500 }).toBe(200)
  expect(await state()).toEqual(['completed'])
  const { output } = (await client(status)).body as unknown as Manifest
  expect(output.map(({ type }) => type).toSorted()).toEqual(['Condition', 'Patient'])
  for (const { type, url, count } of output) {
    const file = await client(pathOf(url))
    const ids = file.text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id)
    const { total } = (await client(`/${type}?_summary=count`)).body
    expect([count, ids.length, new Set(ids).size], type).toEqual([total, total, total])
  }
})
