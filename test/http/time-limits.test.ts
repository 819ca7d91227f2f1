import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { anObservation, aPatient, putAll } from '../support/chart.ts'
import { lockEverything, lockResource, until, type Locked } from '../support/locked-rows.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let client: TestClient
let locked: Locked | undefined

beforeAll(async () => {
  app = await startTestApp({ MAX_REQUEST_SECONDS: '2', MAX_LOCK_SECONDS: '60', MAX_SEARCH_SECONDS: '60' })
  client = await app.client({ role: 'administrator' })
  await putAll(client, [aPatient('p1', 'Timed'), anObservation('o1', 'p1', '2026-03-05')])
})
afterEach(async () => {
  await locked?.release()
  locked = undefined
})
afterAll(() => app.stop())

function expectGivenUp(answer: TestAnswer): void {
  expect(answer.status, answer.text).toBe(503)
  expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'timeout' }] })
  expect(answer.text).toContain('MAX_REQUEST_SECONDS')
}

const put = (family: string) => client('/Patient/p1', { method: 'PUT', json: aPatient('p1', family) })

const transaction = (family: string) =>
  client('/', {
    method: 'POST',
    json: {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [aPatient('p9', family), aPatient('p1', family)].map((resource) => ({
        resource,
        request: { method: 'PUT', url: `Patient/${resource.id}` },
      })),
    },
  })

describe('a request that takes too long is given up', () => {
  test.each([
    ['a write', put],
    ['a transaction', transaction],
    [
      'a conditional update',
      (family: string) => client('/Patient?_id=p1', { method: 'PUT', json: aPatient('p1', family) }),
    ],
    ['a deletion', () => client('/Patient/p1', { method: 'DELETE' })],
  ])('%s: nothing is kept of it, and its statement does not go on', async (_what, write) => {
    const before = (await client('/Patient/p1')).text
    locked = await lockResource(app.database, 'p1')
    const { waiting } = locked
    const answering = write('Late')
    await until(async () => (await waiting()) === 1)
    expectGivenUp(await answering)
    expect(await waiting()).toBe(0)
    await locked.release()
    locked = undefined
    expect((await client('/Patient/p1')).text).toBe(before)
    expect((await client('/Patient/p9')).status).toBe(404)
  })

  test('many writes at once, more than there are connections: all are answered, and the next one works', async () => {
    locked = await lockResource(app.database, 'p1')
    const answers = await Promise.all(Array.from({ length: 20 }, (_unused, at) => put(`Crowd${at}`)))
    answers.forEach(expectGivenUp)
    await locked.release()
    locked = undefined
    expect((await put('Timed')).status).toBe(200)
  })

  test('searches: those that came later are answered as if nothing had been', async () => {
    locked = await lockEverything(app.database)
    const { waiting } = locked
    const early = [1, 2, 3, 4].map(() => client('/Observation?patient=p1'))
    await until(async () => (await waiting()) > 0)
    const answers = early.map(async (one) => {
      expectGivenUp(await one)
    })
    // Sent on the connections that the early ones block, with time of their own left when those are over.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const late = [1, 2, 3, 4].map(() => client('/Observation?patient=p1'))
    await Promise.all(answers)
    await locked.release()
    locked = undefined
    for (const answer of await Promise.all(late)) {
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body.entry).toHaveLength(1)
    }
  })

  test('a batch: what is late fails by itself, and the rest has been done', async () => {
    locked = await lockResource(app.database, 'p1')
    const answer = await client('/', {
      method: 'POST',
      json: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { resource: aPatient('p1', 'Late'), request: { method: 'PUT', url: 'Patient/p1' } },
          { resource: aPatient('p7', 'InTime'), request: { method: 'PUT', url: 'Patient/p7' } },
          { request: { method: 'GET', url: 'Patient/p1' } },
        ],
      },
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(['503', '201', '503'])
  })

  test('a body that does not come', async () => {
    const sent = request(`${app.fhir}/Patient`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.token({ role: 'administrator' })}`,
        'content-type': 'application/fhir+json',
        'content-length': 100,
      },
    })
    sent.write('{')
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    sent.on('error', () => undefined)
    expect(response.statusCode).toBe(408)
    expect(await text(response)).toContain('MAX_REQUEST_SECONDS')
  })

  test('headers that do not come', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    socket.write('GET /fhir/r4/metadata HTTP/1.1\r\nHost: ')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"resourceType":"OperationOutcome"')
  })
})

test('what is no HTTP is answered by an OperationOutcome', async () => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.write('this is no HTTP\r\n\r\n')
  const answer = await text(socket)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).toContain('"resourceType":"OperationOutcome"')
})
