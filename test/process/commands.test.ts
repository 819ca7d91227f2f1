import { spawnSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDataDir } from '../support/demo-server.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { clientOf } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let server: ServerProcess

beforeAll(async () => {
  dataDir = await makeDataDir()
  server = await startServer({ DATA_DIR: dataDir.path })
})
afterAll(async () => {
  await server.stop()
  await dataDir.remove()
})

/** `npm run -s …` beside the server, as the README says it: no address and no token, only the same settings. */
function npm(script: string, ...words: readonly string[]) {
  const environment = { ...process.env, DATA_DIR: dataDir.path, PORT: new URL(server.url).port }
  return spawnSync('npm', ['run', '-s', script, '--', ...words], { env: environment, encoding: 'utf8' })
}

describe('the commands, beside a demo server', () => {
  test('token prints a token and nothing else, which works for its role, also after a restart', async () => {
    const { stdout, stderr, status } = npm('token', '--role', 'auditor')
    expect(status, stderr).toBe(0)
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const { exp, iat } = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString()) as {
      exp: number
      iat: number
    }
    expect(exp - iat).toBe(12 * 3600)
    const before = clientOf(`${server.url}/fhir/r4`, stdout.trim())
    expect((await before('/Patient/ruiz')).status).toBe(200)
    expect((await before('/Patient/ruiz', { method: 'DELETE' })).status).toBe(403)
    await server.stop()
    server = await startServer({ DATA_DIR: dataDir.path })
    const after = clientOf(`${server.url}/fhir/r4`, stdout.trim())
    expect((await after('/Patient/ruiz')).status).toBe(200)
  })

  test('token narrows to a patient, and to scopes', async () => {
    const own = clientOf(`${server.url}/fhir/r4`, npm('token', '--role', 'patient', '--patient', 'ruiz').stdout.trim())
    expect((await own('/Patient/ruiz')).status).toBe(200)
    expect((await own('/Patient/brandt')).status).toBe(404)
    const scoped = npm('token', '--role', 'administrator', '--scope', 'user/Patient.rs').stdout.trim()
    const narrow = clientOf(`${server.url}/fhir/r4`, scoped)
    expect((await narrow('/Patient/brandt')).status).toBe(200)
    expect((await narrow('/Condition?patient=brandt')).status).toBe(403)
  })

  test('token says in one line what it wants', () => {
    for (const words of [[], ['--role', 'king'], ['--role', 'patient'], ['--role']]) {
      const { status, stdout, stderr } = npm('token', ...words)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr.trim().split('\n'), stderr).toHaveLength(1)
    }
  })

  test('import and journey find the server by themselves', async () => {
    const path = join(dataDir.path, 'one.json.gz')
    const patient = {
      resourceType: 'Patient',
      id: 'x',
      identifier: [{ system: 'http://mrn.example', value: 'beside' }],
    }
    await writeFile(path, gzipSync(JSON.stringify(patient)))
    const imported = npm('import', path)
    expect(imported.status, imported.stderr).toBe(0)
    expect(imported.stdout).toContain('1 of 1 files imported')
    const journey = npm('journey')
    expect(journey.status, journey.stderr).toBe(0)
    expect(journey.stdout).toContain('9. What an auditor gets')
  })
})
