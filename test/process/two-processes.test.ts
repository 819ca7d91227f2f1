import type { Bundle, Practitioner } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMonths, monthOf } from '#domain/calendar.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { mintDemoToken } from '../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../server/compose/demo-key.ts'
import { verifyAuditChain } from '../../server/store/audit/verify-audit-chain.ts'
import { anObservation, aPatient, putAll } from '../support/chart.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { demoClient, makeDataDir } from '../support/demo-server.ts'
import { lockWrites, until } from '../support/locked-rows.ts'
import { aTimeEntry, enrollParameters, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { countsOf, historyVersions, raceOf } from '../support/races.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { clientOf, type TestAnswer, type TestClient } from '../support/test-app.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let database: TestDatabase
let servers: readonly ServerProcess[]
let first: TestClient
let second: TestClient

/** Clients of the two processes in turn. */
const either = (at: number): TestClient => (at % 2 === 0 ? first : second)

const start = () => startServer({ DATA_DIR: dataDir.path, DATABASE_URL: database.url })

beforeAll(async () => {
  dataDir = await makeDataDir()
  database = await createTestDatabase()
  servers = await Promise.all([start(), start()])
  const [one, other] = servers
  first = await demoClient(one!.url, dataDir.path)
  second = await demoClient(other!.url, dataDir.path)
}, 180_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await database.drop()
  await dataDir.remove()
})

/** The same of both, with each process's own address taken out. */
async function ofBoth(path: string): Promise<readonly string[]> {
  const answers = await Promise.all([first(path), second(path)])
  return answers.map(({ status, text }) => `${status} ${text.replaceAll(/http:\/\/localhost:\d+/g, '')}`)
}

describe('two processes that were started at once on one empty database', () => {
  test('have one practice, one demo and one guide between them', async () => {
    for (const path of [
      '/Organization?_summary=count',
      '/Patient?_count=100',
      '/EpisodeOfCare?_count=100',
      '/ChargeItem?_count=200',
      '/StructureDefinition?_summary=count',
      '/PlanDefinition?_count=50',
    ]) {
      const [one, other] = await ofBoth(path)
      expect(one?.slice(0, 3), path).toBe('200')
      expect(other, path).toBe(one)
    }
    const { body } = await first('/Patient?_summary=count&_tag:not=none')
    expect(body.total).toBe(30)
  })

  test('take the same tokens, of a practice that is new to both, too', async () => {
    const client = database.database.owner
    await client.query(`insert into ccm.tenant (slug) values ('newcomer')`)
    const clients = await Promise.all(servers.map(({ url }) => tenantClient(url, 'newcomer')))
    // No patient: a demo would not start again beside a practice that has some.
    const json: Practitioner = { resourceType: 'Practitioner', id: 'newcomer', name: [{ family: 'Newcomer' }] }
    const made = await clients[0]!('/Practitioner/newcomer', { method: 'PUT', json })
    expect(made.status, made.text).toBe(201)
    expect((await clients[1]!('/Practitioner/newcomer')).status).toBe(200)
    expect((await first('/Practitioner/newcomer')).status).toBe(404)
  })
})

async function tenantClient(url: string, tenant: string): Promise<TestClient> {
  const key = await readDemoKey(dataDir.path)
  const token = await mintDemoToken({ tenant, role: 'administrator' }, key!, { now: () => Date.now() })
  return clientOf(`${url}/fhir/r4`, token)
}

describe('what one writes the other has', () => {
  test('at once: the resource, its versions, and every search that finds it', async () => {
    await putAll(first, [aPatient('shared', 'Written')])
    for (let round = 0; round < 10; round++) {
      const [writer, reader] = [either(round), either(round + 1)]
      const code = { coding: [{ system: 'http://new.example', code: `code-${round}` }], text: `Word${round} never met` }
      const observation = { ...anObservation(`shared-${round}`, 'shared', '2026-03-05'), code }
      await putAll(writer, [observation])
      expect((await reader(`/Observation/shared-${round}`)).status).toBe(200)
      for (const query of [
        `code=http://new.example|code-${round}`,
        // Words of codes are looked up in a dictionary that each process keeps for itself, too.
        `code:text=word${round}`,
        `patient=shared&_lastUpdated=gt2020-01-01&_id=shared-${round}`,
      ])
        expect((await reader(`/Observation?${query}&_summary=count`)).body.total, query).toBe(1)
      expect((await writer(`/Observation/shared-${round}`, { method: 'DELETE' })).status).toBe(204)
      expect((await reader(`/Observation/shared-${round}`)).status).toBe(410)
    }
  })

  test('one wins under an If-Match, whoever asks whom', async () => {
    for (let round = 0; round < 20; round++) {
      await putAll(either(round), [aPatient('match', `Round${round}`)])
      const etag = (await either(round + 1)('/Patient/match')).headers.get('etag') ?? ''
      const answers = await raceOf(2, (at) =>
        either(at)('/Patient/match', {
          method: 'PUT',
          json: aPatient('match', `Writer${at}`),
          headers: { 'if-match': etag },
        }),
      )
      expect(countsOf(answers)).toEqual({ 200: 1, 412: 1 })
    }
  })

  test('50 clients of both make one resource under a condition, and one under an id', async () => {
    const json = { ...aPatient('', 'Raced', { identifier: [{ system: 'urn:race', value: 'two' }] }), id: undefined }
    const headers = { 'if-none-exist': 'identifier=urn:race|two' }
    const made = await raceOf(50, (at) => either(at)('/Patient', { method: 'POST', json, headers }))
    expect(countsOf(made)).toEqual({ 200: 49, 201: 1 })
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    const put = await raceOf(50, (at) =>
      either(at)('/Patient/race', { method: 'PUT', json: aPatient('race', `${at}`) }),
    )
    expect(countsOf(put)).toEqual({ 200: 49, 201: 1 })
    expect(await historyVersions(second, 'Patient/race')).toEqual(Array.from({ length: 50 }, (_unused, at) => at + 1))
  })

  test('transactions of both that cross each other come through', async () => {
    const ids = ['y1', 'y2', 'y3']
    const answers = await raceOf(40, (at) => {
      const order = at % 3 === 0 ? ids : ids.toReversed()
      const entry = order.map((id) => ({
        resource: aPatient(id, `Crossed${at}`),
        request: { method: 'PUT', url: `Patient/${id}` },
      }))
      return either(at)('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    })
    expect(countsOf(answers), answers.find(({ status }) => status !== 200)?.text).toEqual({ 200: 40 })
    for (const id of ids) expect(await historyVersions(first, `Patient/${id}`)).toHaveLength(40)
  })
})

describe('the programme, told to both at once', () => {
  beforeAll(async () => {
    await putChronicPatient(first, 'twin')
    await enrollPatient(first, 'twin')
  })

  test('a patient is enrolled once', async () => {
    await putChronicPatient(first, 'once', { mbi: '1EG4TE5MK73' })
    const answers = await raceOf(10, (at) => enroll(either(at), 'once'))
    expect(countsOf(answers)).toEqual({ 200: 1, 409: 9 })
    expect((await second('/EpisodeOfCare?patient=once&_summary=count')).body.total).toBe(1)
  })

  test('time of one person that overlaps is entered once', async () => {
    for (let round = 0; round < 10; round++) {
      const day = `2026-03-${String(round + 10)}`
      const answers = await raceOf(6, (at) =>
        either(at)('/Task', {
          method: 'POST',
          json: aTimeEntry('twin', `${day}T10:0${at}:00-06:00`, `${day}T10:30:00-06:00`),
        }),
      )
      expect(countsOf(answers)).toEqual({ 201: 1, 409: 5 })
      for (const answer of answers) if (answer.status === 409) expect(rulesIn(answer)).toEqual(['overlap'])
    }
  })

  test('one timer of a person runs', async () => {
    for (let round = 0; round < 10; round++) {
      const start = new Date(Date.now() - 60_000).toISOString()
      const timer = { ...aTimeEntry('twin', start, start), status: 'in-progress' as const, executionPeriod: { start } }
      const answers = await raceOf(6, (at) => either(at)('/Task', { method: 'POST', json: timer }))
      expect(countsOf(answers)).toEqual({ 201: 1, 409: 5 })
      const running = answers.find(({ status }) => status === 201)
      for (const answer of answers)
        if (answer.status === 409) expect(['overlap', 'timer-running']).toContain(rulesIn(answer)[0])
      const id = running?.body.id ?? ''
      expect((await second(`/Task/${id}`, { method: 'DELETE' })).status).toBe(204)
    }
  })

  const lastMonth = addMonths(monthOf(Date.now(), DEMO_TIME_ZONE), -1)
  const accept = (client: TestClient, month: string) => client(`/$ccm-close-month?month=${month}`, { method: 'POST' })

  test('a month closed on both at once gives one set of charges', async () => {
    const accepted = await raceOf(6, (at) => accept(either(at), lastMonth))
    expect(countsOf(accepted)).toEqual({ 202: 6 })
    const results = await Promise.all(accepted.map((answer, at) => resultOf(either(at + 1), answer)))
    for (const result of results) expect(result.status, result.text).toBe(200)
    const charges = await chargesOf(first, lastMonth)
    expect(charges.length).toBeGreaterThan(0)
    expect(new Set(charges).size).toBe(charges.length)
    const again = await resultOf(second, await accept(second, lastMonth))
    expect(again.status, again.text).toBe(200)
    expect(await chargesOf(second, lastMonth)).toEqual(charges)
  })

  test('a job goes on in the other process when its own is told to stop', async () => {
    const month = addMonths(lastMonth, -3)
    const third = await start()
    const client = await demoClient(third.url, dataDir.path)
    const locked = await lockWrites(database.url)
    const accepted = await accept(client, month)
    expect(accepted.status, accepted.text).toBe(202)
    await until(async () => (await locked.waiting()) > 0)
    expect(await third.stop()).toBe(0)
    await locked.release()
    const result = await resultOf(first, accepted)
    expect(result.status, result.text).toBe(200)
    expect((result.body as unknown as Bundle).entry?.[0]?.resource?.resourceType).toBe('Parameters')
  })
})

function enroll(client: TestClient, patient: string): Promise<TestAnswer> {
  return client(`/Patient/${patient}/$ccm-enroll`, { method: 'POST', json: enrollParameters() })
}

/** Polls a job, below the base of whichever process is asked. */
async function resultOf(client: TestClient, accepted: TestAnswer): Promise<TestAnswer> {
  const path = /\/fhir\/r4(\/.*)$/.exec(accepted.headers.get('content-location') ?? '')?.[1] ?? ''
  for (;;) {
    const answer = await client(path)
    if (answer.status !== 202) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Patient, month and code of the charges that stand in a month. */
async function chargesOf(client: TestClient, month: string): Promise<readonly string[]> {
  const { body } = await client('/ChargeItem?status=billable&_count=500&_sort=_lastUpdated')
  return ((body as unknown as Bundle).entry ?? [])
    .map(({ resource }) => resource)
    .flatMap((charge) =>
      charge?.resourceType === 'ChargeItem' && charge.occurrencePeriod?.start?.startsWith(month)
        ? [`${charge.subject.reference ?? ''} ${charge.code.coding?.[0]?.code ?? ''}`]
        : [],
    )
    .toSorted()
}

test('one that is killed leaves the other at work, and both trails whole', async () => {
  const third = await start()
  const client = await demoClient(third.url, dataDir.path)
  const writing = raceOf(
    200,
    (at) => client(`/Patient/k${at}`, { method: 'PUT', json: aPatient(`k${at}`, 'Killed') }),
    8,
  )
  const watched = writing.catch(() => undefined)
  await until(async () => (await first('/Patient?family=Killed&_summary=count')).body.total > 20)
  await third.kill()
  await watched
  const answers = await raceOf(20, (at) =>
    first(`/Patient/k${at}`, { method: 'PUT', json: aPatient(`k${at}`, 'Survivor') }),
  )
  expect(answers.filter(({ status }) => status > 201).map(({ text }) => text)).toEqual([])
  expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
  const { faults } = await verifyAuditChain(database.database)
  expect(faults).toEqual([])
})
