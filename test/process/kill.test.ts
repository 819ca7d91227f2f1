import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPatient, anObservation } from '../support/chart.ts'
import { demoClient, makeDataDir } from '../support/demo-server.ts'
import { startServer } from '../support/server-process.ts'
import type { TestClient } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>

beforeAll(async () => {
  dataDir = await makeDataDir()
})
afterAll(async () => {
  killDatabase()
  await sleep(200)
  await dataDir.remove()
})

/** What the clients know: which version of what was acknowledged, and which transactions were sent at all. */
interface Ledger {
  readonly acknowledged: Map<string, number>
  readonly pairs: Set<string>
}

const WRITERS = 6

/** Writes until the server goes away (it may say so by a 503): updates of one resource each, and transactions of two that belong together. */
async function write(client: TestClient, writer: string, ledger: Ledger): Promise<void> {
  for (let at = 0; ; at++) {
    const single = `single-${writer}`
    const pair = `pair-${writer}-${at}`
    ledger.pairs.add(pair)
    try {
      const updated = await client(`/Patient/${single}`, { method: 'PUT', json: aPatient(single, `Round${at}`) })
      if (updated.status >= 500) return
      if (updated.status > 201) throw new Error(`${updated.status} ${updated.text}`)
      ledger.acknowledged.set(`Patient/${single}`, Number(updated.body.meta.versionId))
      const stored = await client('/', { method: 'POST', json: transactionOf(pair) })
      if (stored.status >= 500) return
      if (stored.status !== 200) throw new Error(`${stored.status} ${stored.text}`)
      ledger.acknowledged.set(`Patient/${pair}`, 1).set(`Observation/${pair}`, 1)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return
    }
  }
}

function transactionOf(id: string) {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [aPatient(id, 'Pair'), anObservation(id, id, '2026-03-05')].map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${id}` },
    })),
  }
}

async function check(client: TestClient, { acknowledged, pairs }: Ledger): Promise<void> {
  const lost: string[] = []
  for (const [reference, version] of acknowledged) {
    const { status, headers, body } = await client(`/${reference}`)
    const current = Number(/\d+/.exec(headers.get('etag') ?? '')?.[0])
    if (status !== 200 || current < version) lost.push(`${reference}: ${status}, version ${current} of ${version}`)
    else expect(body.id).toBe(reference.split('/')[1])
  }
  expect(lost).toEqual([])
  const halves: string[] = []
  for (const pair of pairs) {
    const [patient, observation] = await Promise.all([client(`/Patient/${pair}`), client(`/Observation/${pair}`)])
    if (patient.status !== observation.status) halves.push(`${pair}: ${patient.status} and ${observation.status}`)
    const found = await client(`/Observation?patient=${pair}&_summary=count`)
    if (found.body.total !== (patient.status === 200 ? 1 : 0)) halves.push(`${pair}: index says ${found.body.total}`)
  }
  expect(halves).toEqual([])
}

function databasePid(): number | undefined {
  const file = join(dataDir.path, 'postgres', 'postmaster.pid')
  if (!existsSync(file)) return undefined
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

function killDatabase(): void {
  const pid = databasePid()
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}

describe('a process that is killed under load', () => {
  test('has kept everything that it acknowledged, and nothing by halves', async () => {
    const ledger: Ledger = { acknowledged: new Map(), pairs: new Set() }
    const rounds = [
      { wait: 700, database: 'lives' },
      { wait: 400, database: 'killed' },
      { wait: 1000, database: 'lives' },
      { wait: 500, database: 'killed first' },
    ] as const
    for (const [round, { wait, database }] of rounds.entries()) {
      const server = await startServer({ DATA_DIR: dataDir.path })
      const client = await demoClient(server.url, dataDir.path)
      await check(client, ledger)
      const written = Promise.allSettled(
        Array.from({ length: WRITERS }, (_unused, writer) => write(client, `${round}-${writer}`, ledger)),
      )
      await sleep(wait)
      if (database === 'killed first') killDatabase()
      await server.kill()
      if (database === 'killed') killDatabase()
      const refused = (await written).filter(({ status }) => status === 'rejected')
      expect(refused).toEqual([])
    }
    expect(ledger.acknowledged.size).toBeGreaterThan(rounds.length * WRITERS)
    const last = await startServer({ DATA_DIR: dataDir.path })
    await check(await demoClient(last.url, dataDir.path), ledger)
    expect(await last.stop()).toBe(0)
  })

  test('leaves a database that the next process takes over', async () => {
    const first = await startServer({ DATA_DIR: dataDir.path })
    await first.kill()
    const pid = databasePid()
    expect(pid).toBeDefined()
    const second = await startServer({ DATA_DIR: dataDir.path })
    expect(second.output()).toContain('"message":"database adopted"')
    expect(databasePid()).toBe(pid)
    expect(await second.stop()).toBe(0)
    expect(databasePid()).toBeUndefined()
  })
})
