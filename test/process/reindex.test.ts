import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typeNumber } from '../../server/store/fhir/resource-columns.ts'
import { runningEmbedded } from '../../server/store/embedded/running-embedded.ts'
import { anObservation, aPatient } from '../support/chart.ts'
import { demoClient, makeDataDir } from '../support/demo-server.ts'
import { until } from '../support/locked-rows.ts'
import { runToEnd, startServer, type ServerProcess } from '../support/server-process.ts'
import type { TestClient } from '../support/test-app.ts'

const COUNT = 3000
const COMMAND = 'server/commands/reindex.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let server: ServerProcess | undefined
let ended = false

beforeAll(async () => {
  dataDir = await makeDataDir()
})
afterAll(async () => {
  ended = true
  await server?.stop()
  await dataDir.remove()
})

/** A body weight whose code nobody else has. */
function weight(at: number, code = `code${at}`) {
  return {
    ...anObservation(`w${at}`, 'heavy', '2026-03-05'),
    code: { coding: [{ system: 'https://example.org', code }] },
  }
}

async function start(): Promise<TestClient> {
  server = await startServer({ DATA_DIR: dataDir.path })
  return demoClient(server.url, dataDir.path)
}

async function fill(client: TestClient): Promise<void> {
  for (let from = 0; from < COUNT; from += 1000) {
    const resources = Array.from({ length: 1000 }, (_unused, at) => weight(from + at))
    const all = from === 0 ? [aPatient('heavy', 'Heavy'), ...resources] : resources
    const entry = all.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    }))
    const { status, text } = await client('', {
      method: 'POST',
      json: { resourceType: 'Bundle', type: 'transaction', entry },
    })
    expect(status, text).toBe(200)
  }
}

/** Takes the codes out of the index and writes down that it was made otherwise, as an older version would have left it. */
async function age(database: pg.Client): Promise<void> {
  const type = typeNumber('Observation')
  await database.query(`update ccm.resource set keys = '{}', patient = null where type = $1`, [type])
  await database.query(
    `update ccm.search_index set parts = (parts::jsonb || '{"code": "old", "*": "old"}')::text where type = $1`,
    [type],
  )
}

/** Writes on until it is told to end: which codes are there, and which no longer. */
async function write(client: TestClient, now: Set<string>, gone: Set<string>): Promise<void> {
  for (let at = 0; !ended; at++) {
    const number = (at * 997) % COUNT
    const code = `changed${at}`
    const { status, text } = await client(`/Observation/w${number}`, { method: 'PUT', json: weight(number, code) })
    expect(status, text).toBe(200)
    gone.add(`code${number}`)
    now.add(code)
    const added = await client(`/Observation/w${COUNT + at}`, { method: 'PUT', json: weight(COUNT + at) })
    expect(added.status, added.text).toBe(201)
    now.add(`code${COUNT + at}`)
  }
}

const totalOf = async (client: TestClient, code: string) =>
  (await client(`/Observation?code=${code}&_summary=count`)).body.total

test('the index is rebuilt beside the server, which goes on writing; cut off by a kill it goes on from there', async () => {
  await fill(await start())
  const database = new pg.Client({ connectionString: await runningEmbedded(dataDir.path) })
  await database.connect()
  await age(database)
  await database.end()
  await server?.stop()

  const client = await start()
  const ready = async () => (await (await fetch(`${server!.url}/readyz`)).json()) as object
  expect(await ready()).toEqual({ status: 'ready', searchIndex: 'outdated' })
  expect(server?.output()).toContain('search index outdated')
  expect(await (await fetch(`${server!.url}/metrics`)).text()).toContain('ccm_search_index_outdated_types 1\n')
  const refused = await client('/Observation?code=code7')
  expect(refused.status).toBe(503)
  expect(refused.body.issue[0]).toMatchObject({ code: 'transient' })
  expect(refused.headers.get('retry-after')).not.toBeNull()
  expect((await client('/Observation/w7')).status).toBe(200)

  const [now, gone] = [new Set<string>(), new Set<string>()]
  const writing = write(client, now, gone)
  const environment = { ...process.env, DATA_DIR: dataDir.path, PORT: new URL(server!.url).port }
  const first = spawn(process.execPath, [COMMAND], { env: environment, stdio: 'ignore' })
  const watching = new pg.Client({ connectionString: await runningEmbedded(dataDir.path) })
  await watching.connect()
  const placeOf = async () => {
    const { rows } = await watching.query<{ rid: string }>(
      'select rid from ccm.search_index where type = $1 and target is not null',
      [typeNumber('Observation')],
    )
    return Number(rows[0]?.rid ?? 0)
  }
  await until(async () => (await placeOf()) > 0)
  first.kill('SIGKILL')
  await once(first, 'exit')
  const place = await placeOf()
  expect(place).toBeGreaterThan(0)
  await watching.end()
  expect(await ready()).toEqual({ status: 'ready', searchIndex: 'outdated' })

  const { code, output } = await runToEnd([COMMAND], environment)
  expect(code, output).toBe(0)
  expect(output).toContain('going on where it was interrupted')
  await until(async () => !('searchIndex' in (await ready())))
  ended = true
  await writing
  expect(now.size).toBeGreaterThan(10)
  for (const code of now) expect(await totalOf(client, code), code).toBe(1)
  for (const code of gone) expect(await totalOf(client, code), code).toBe(0)
  const missing: number[] = []
  for (let at = 0; at < COUNT; at += 7)
    if (!gone.has(`code${at}`) && (await totalOf(client, `code${at}`)) !== 1) missing.push(at)
  expect(missing).toEqual([])
  expect((await client('/Observation?patient=heavy&_summary=count')).body.total).toBe(COUNT + now.size / 2)
  expect(await (await fetch(`${server!.url}/metrics`)).text()).toContain('ccm_search_index_outdated_types 0\n')

  const again = await runToEnd([COMMAND], environment)
  expect(again.output).toBe('The search index is current: there is nothing to do.\n')
})

test('the index is rebuilt where no server runs', async () => {
  await server?.stop()
  server = undefined
  const { code, output } = await runToEnd([COMMAND, '--type', 'Patient'], { DATA_DIR: dataDir.path })
  expect(code, output).toBe(0)
  expect(output).toMatch(/^Patient: \d+\nThe search index is current: \d+ resources of 1 types were indexed anew\.\n$/)
  expect(await runningEmbedded(dataDir.path)).toBeUndefined()
})
