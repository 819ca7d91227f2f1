import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoClient, demoToken, makeDataDir } from '../support/demo-server.ts'
import { lockResource, until } from '../support/locked-rows.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import type { TestClient } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>

beforeEach(async () => {
  dataDir = await makeDataDir()
})
afterEach(() => dataDir.remove())

describe('a server that is told to stop', () => {
  let database: TestDatabase
  let server: ServerProcess
  let client: TestClient

  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(async () => {
    await server.kill()
    await database.drop()
  })

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    server = await startServer({ DATA_DIR: dataDir.path, DATABASE_URL: database.url, ...environment })
    client = await demoClient(server.url, dataDir.path)
    await putAll(client, [aPatient('p1', 'Underway')])
  }

  const put = (family: string) => client('/Patient/p1', { method: 'PUT', json: aPatient('p1', family) })

  async function auditOf(request: string | null): Promise<number> {
    const { rows } = await database.database.owner.query<{ count: number }>(
      'select count(*)::int from ccm.audit where request = $1',
      [request],
    )
    return rows[0]?.count ?? 0
  }

  test('finishes what is under way, tells others to come again, keeps the trail, and ends with 0', async () => {
    await start()
    const locked = await lockResource(database.url, 'p1')
    const slow = put('InTime')
    await until(async () => (await locked.waiting()) === 1)
    const read = await client('/Patient/p1')
    server.signal('SIGTERM')
    await until(() => server.output().includes('"message":"stopping"'))

    const refused = await client('/Patient/p1')
    expect(refused.status).toBe(503)
    expect(refused.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'transient' }] })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('connection')).toBe('close')
    for (const [path, status] of [
      ['/', 503],
      ['/readyz', 503],
      ['/healthz', 200],
    ] as const)
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(status)

    await locked.release()
    const answer = await slow
    expect(answer.status, answer.text).toBe(200)
    expect(await server.ended()).toBe(0)
    expect(server.output()).toContain('"message":"stopped"')
    expect(await auditOf(read.headers.get('x-request-id'))).toBe(1)
    expect(await auditOf(answer.headers.get('x-request-id'))).toBe(1)
  })

  test('gives up what is still under way after STOP_SECONDS: nothing is kept of it, and it is told so', async () => {
    await start({ STOP_SECONDS: '1' })
    const locked = await lockResource(database.url, 'p1')
    const slow = put('TooLate')
    await until(async () => (await locked.waiting()) === 1)
    server.signal('SIGTERM')
    const answer = await slow
    expect(answer.status, answer.text).toBe(503)
    expect(answer.body).toMatchObject({ issue: [{ code: 'timeout' }] })
    expect(await server.ended()).toBe(0)
    expect(await locked.waiting()).toBe(0)
    await locked.release()
    await start()
    expect((await client('/Patient/p1')).text).toContain('Underway')
    expect(await server.stop()).toBe(0)
  })

  test('keeps no connection that has sent nothing, or half a request', async () => {
    await start()
    const sockets = ['', 'GET /fhir/r4/metadata HTTP/1.1\r\nHost: x\r\n'].map((bytes) => opened(server.url, bytes))
    await until(() => sockets.every(({ connecting }) => !connecting))
    expect(await server.stop()).toBe(0)
    for (const socket of sockets) expect(await text(socket)).toBe('')
  })
})

function opened(url: string, bytes: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(bytes)
  return socket
}

describe('a server with a database of its own', () => {
  const databaseRuns = () => existsSync(join(dataDir.path, 'postgres', 'postmaster.pid'))

  /** A request whose body never comes. */
  async function stuck(server: ServerProcess): Promise<Socket> {
    const token = await demoToken(dataDir.path)
    const head = ['PUT /fhir/r4/Patient/p1 HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`, 'Content-Length: 99']
    const socket = opened(server.url, `${head.join('\r\n')}\r\nContent-Type: application/fhir+json\r\n\r\n{`)
    await until(async () => /requests_under_way [1-9]/.test(await (await fetch(`${server.url}/metrics`)).text()))
    return socket
  }

  test('ends in order and at once when it is told twice', async () => {
    const server = await startServer({ DATA_DIR: dataDir.path, STOP_SECONDS: '600' })
    const socket = await stuck(server)
    server.signal('SIGTERM')
    await until(() => server.output().includes('"message":"stopping"'))
    server.signal('SIGINT')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
    expect(await server.ended()).toBe(0)
    expect(server.output()).toContain('"message":"stopped"')
    expect(server.output()).toContain('"message":"audit chain closed"')
    expect(databaseRuns()).toBe(false)
  })

  test('does not wait any more when it is told three times, and its database ends all the same', async () => {
    const server = await startServer({ DATA_DIR: dataDir.path, STOP_SECONDS: '600' })
    await stuck(server)
    server.signal('SIGTERM')
    await until(() => server.output().includes('"message":"stopping"'))
    // What the process waits for next does not answer: it cannot end in order.
    stopDatabase(dataDir.path, 'SIGSTOP')
    server.signal('SIGINT')
    await until(() => server.output().includes('"message":"stopping at once"'))
    server.signal('SIGTERM')
    expect(await server.ended()).toBe(130)
    stopDatabase(dataDir.path, 'SIGCONT')
    await until(() => !databaseRuns())
    const next = await startServer({ DATA_DIR: dataDir.path })
    expect(await next.stop()).toBe(0)
  })
})

/** Sends a signal to the server of PostgreSQL of a data folder. */
function stopDatabase(folder: string, signal: NodeJS.Signals): void {
  process.kill(Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), signal)
}
