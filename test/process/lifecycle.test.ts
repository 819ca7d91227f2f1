import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aPatient } from '../support/chart.ts'
import { createTestDatabase } from '../support/database.ts'
import { demoClient, demoToken, makeDataDir } from '../support/demo-server.ts'
import { runToEnd, startServer, type ServerProcess } from '../support/server-process.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
const running: ServerProcess[] = []

beforeEach(async () => {
  dataDir = await makeDataDir()
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  await dataDir.remove()
})

async function start(environment: Record<string, string> = {}, args?: readonly string[]): Promise<ServerProcess> {
  const server = await startServer({ DATA_DIR: dataDir.path, ...environment }, args)
  running.push(server)
  return server
}

describe('a process', () => {
  test('starts in an empty folder, ends in order, and finds everything again', async () => {
    const first = await start()
    expect((await fetch(first.url)).status).toBe(200)
    const client = await demoClient(first.url, dataDir.path)
    expect((await client('/Organization/riverbend')).status).toBe(200)
    const made = await client('/Patient', { method: 'POST', json: { ...aPatient('', 'Quillfeather'), id: undefined } })
    expect(made.status, made.text).toBe(201)
    expect(await first.stop()).toBe(0)
    expect(first.output()).toContain('"message":"stopped"')

    const second = await start()
    const again = await demoClient(second.url, dataDir.path)
    const read = await again(`/Patient/${made.body.id}`)
    expect(read.status).toBe(200)
    expect(read.text).toBe(made.text)
    const trail = await again('/AuditEvent?_count=200')
    expect(JSON.stringify(trail.body)).toContain(made.headers.get('x-request-id'))
  })

  test('answers what is under way before it ends', async () => {
    const server = await start()
    const token = await demoToken(dataDir.path)
    const sent = request(`${server.url}/fhir/r4/Patient/p1`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/fhir+json',
        expect: '100-continue',
      },
    })
    sent.flushHeaders()
    await once(sent, 'continue')
    const ended = server.stop()
    while (!server.output().includes('"message":"stopping"')) await sleep(10)
    sent.end(JSON.stringify(aPatient('p1', 'Quillfeather')))
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    response.resume()
    expect(response.statusCode).toBe(201)
    expect(await ended).toBe(0)
    const next = await start()
    expect((await (await demoClient(next.url, dataDir.path))('/Patient/p1')).status).toBe(200)
  })

  test('says so when its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    const { code, output } = await runToEnd(['server/main.ts', '--demo'], {
      DATA_DIR: dataDir.path,
      PORT: String(port),
    })
    taken.close()
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port}`)
    expect(output).toContain('PORT=')
    expect(output).not.toContain('    at ')
  })

  test('refuses to hand out demo tokens beyond this machine, and production without TLS', async () => {
    const demo = await runToEnd(['server/main.ts', '--demo'], { DATA_DIR: dataDir.path, HOST: '0.0.0.0' })
    expect(demo.code).toBe(2)
    expect(demo.output).toContain('loopback')
    const plain = await runToEnd(['server/main.ts'], { DATA_DIR: dataDir.path, PUBLIC_URL: 'http://ccm.example' })
    expect(plain.code).toBe(2)
    expect(plain.output).toContain('https://')
    const noProxy = await runToEnd(['server/main.ts'], { DATA_DIR: dataDir.path, PUBLIC_URL: 'https://ccm.example' })
    expect(noProxy.code).toBe(2)
    expect(noProxy.output).toContain('TRUST_PROXY')
  })

  test('refuses to be a demo on the data of a practice', async () => {
    const database = await createTestDatabase()
    try {
      const settings = { DATA_DIR: dataDir.path, DATABASE_URL: database.url, PORT: '0' }
      for (const slug of ['riverbend', 'lakeside']) {
        const [given, family] = ['Ana', 'Reyes']
        const appointed = await runToEnd(
          [
            ...['server/commands/first-administrator.ts', '--practice', slug, '--name', 'Real', '--person'],
            ...[`${given} ${family}`, '--email', 'ana@practice.example', '--time-zone', 'America/New_York'],
          ],
          settings,
        )
        expect(appointed.code, appointed.output).toBe(0)
        const { code, output } = await runToEnd(['server/main.ts', '--demo'], settings)
        expect([code, output.includes('npm run serve')], output).toEqual([1, true])
        expect(output).toContain('riverbend')
        expect(output).not.toContain('    at ')
      }
    } finally {
      await database.drop()
    }
  })

  test('of production seeds nothing, takes no demo token, and says where others come from', async () => {
    const demo = await start()
    const client = await demoClient(demo.url, dataDir.path)
    await demo.stop()
    const server = await start({ PUBLIC_URL: 'https://ccm.example', TRUST_PROXY: 'true' }, [])
    const authorization = { headers: { authorization: 'Bearer x' } }
    expect((await fetch(`${server.url}/fhir/r4/Patient`, authorization)).status).toBe(401)
    const path = `${server.url}/fhir/r4/Organization/riverbend`
    expect((await client(path)).status).toBe(401)
    expect((await fetch(`${server.url}/demo/fhir/Organization/riverbend`)).status).toBe(404)
    const metadata = await fetch(`${server.url}/fhir/r4/metadata`)
    expect(await metadata.json()).toMatchObject({ implementation: { url: 'https://ccm.example/fhir/r4' } })
    expect(server.output()).toContain('https://ccm.example/fhir/r4/.well-known/smart-configuration')
  })

  test('started as root names the folder that its database cannot reach', async (context) => {
    if (process.getuid?.() !== 0) context.skip('Only root hands the database to another user.')
    const closed = join(dataDir.path, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o700)
    const { code, output } = await runToEnd(['server/main.ts', '--demo'], { DATA_DIR: join(closed, 'data'), PORT: '0' })
    expect(code).toBe(1)
    expect(output).toContain(closed)
    expect(output).not.toContain('    at ')
  })
})
