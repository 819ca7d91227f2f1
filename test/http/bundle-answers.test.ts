import type { Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

/** Answers to a Bundle are held until all are there: a short one could ask for more than there is memory. */
let app: TestApp
let client: TestClient

const LONG: Patient & { id: string } = { ...aPatient('long', 'Long'), name: [{ text: 'x'.repeat(60_000) }] }

beforeAll(async () => {
  app = await startTestApp({ MAX_BODY_MB: '0.1' })
  client = await app.client({ role: 'administrator' })
  await putAll(client, [LONG])
})
afterAll(() => app.stop())

const asking = (type: 'batch' | 'transaction', many: number) => ({
  method: 'POST',
  json: {
    resourceType: 'Bundle',
    type,
    entry: Array.from({ length: many }, () => ({ request: { method: 'GET', url: 'Patient/long' } })),
  },
})

test('a batch answers as much as a request may bring, and each entry beyond it by the limit', async () => {
  const { status, body, text } = await client('/', asking('batch', 20))
  expect(status).toBe(200)
  const answers = body.entry?.map(({ response }) => response?.status) ?? []
  expect(answers).toHaveLength(20)
  expect(answers[0]).toBe('200 OK')
  expect(answers.filter((answer) => answer === '413 Payload Too Large').length).toBeGreaterThanOrEqual(14)
  expect(answers.slice(6)).toEqual(Array.from({ length: 14 }, () => '413 Payload Too Large'))
  expect(JSON.stringify(body.entry?.[19]?.response)).toContain('MAX_BODY_MB')
  expect(text.length).toBeLessThan(500_000)
})

test('a transaction whose reads say more does nothing', async () => {
  const { json } = asking('transaction', 4)
  const made = { request: { method: 'PUT', url: 'Patient/beside' }, resource: aPatient('beside', 'Beside') }
  const answer = await client('/', { method: 'POST', json: { ...json, entry: [made, ...json.entry] } })
  expect(answer.status, answer.text.slice(0, 300)).toBe(413)
  expect(answer.text).toContain('MAX_BODY_MB')
  expect((await client('/Patient/beside')).status).toBe(404)
})

const LONG_TOO = { ...LONG, id: 'too', identifier: [{ system: 'urn:test', value: 'too' }] }

test('one search of a batch says no more than fits, either', async () => {
  await putAll(client, [LONG_TOO])
  const entry = ['Patient/long', 'Patient?_id=long,too'].map((url) => ({ request: { method: 'GET', url } }))
  const { body } = await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } })
  const answers = body.entry?.map(({ response }) => response?.status) ?? []
  expect(answers.toSorted()).toEqual(['200 OK', '413 Payload Too Large'])
})

test('a batch whose writes are answered at length says what was done, and leaves out what came of it', async () => {
  const patch = { resourceType: 'Parameters', parameter: [{ name: 'operation', part: PART }] }
  const entry = ['long', 'too', 'long'].map((id) => ({
    request: { method: 'PATCH', url: `Patient/${id}` },
    resource: patch,
  }))
  await putAll(client, [LONG, LONG_TOO])
  const { body } = await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } })
  expect(body.entry?.map(({ response }) => response?.status)).toEqual(['200 OK', '200 OK', '200 OK'])
  expect(body.entry?.filter((each) => 'resource' in each)).toHaveLength(1)
  expect(JSON.stringify(body.entry)).toContain('MAX_BODY_MB')
  expect((await client('/Patient/too')).text).toContain('"gender":"other"')
})

const PART = [
  { name: 'type', valueCode: 'replace' },
  { name: 'path', valueString: 'Patient.gender' },
  { name: 'value', valueCode: 'other' },
]

test('a transaction that finds the same long resource again and again tells it once, and what it wrote is told', async () => {
  await putAll(client, [LONG_TOO])
  const found = {
    request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:test|too' },
    resource: aPatient('', 'Too'),
  }
  const made = { request: { method: 'PUT', url: 'Patient/beside' }, resource: aPatient('beside', 'Beside') }
  const entry = [made, ...Array.from({ length: 200 }, () => found)]
  const answer = await client('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  expect(answer.text.length).toBeLessThan(250_000)
  expect(answer.body.entry?.map(({ response }) => response?.status)).toEqual([
    '201 Created',
    ...Array.from({ length: 200 }, () => '200 OK'),
  ])
  expect(answer.body.entry?.filter((each) => 'resource' in each)).toHaveLength(2)
  expect(answer.body.entry?.at(-1)?.response?.location).toContain('Patient/too')
})

test('an entry of a batch that is refused before it is asked stands in the trail, as every other', async () => {
  const headers = { 'x-request-id': 'batch-in-the-trail' }
  const { json } = asking('batch', 5)
  const filling = { request: { method: 'POST', url: 'Patient/_search?_id=long,too' } }
  const elsewhere = { request: { method: 'GET', url: 'https://elsewhere.example/Patient/long' } }
  const entry = [filling, ...json.entry, elsewhere]
  const { body } = await client('/', { method: 'POST', json: { ...json, entry }, headers })
  const statuses = body.entry?.map(({ response }) => response?.status.slice(0, 3)).toSorted()
  const trail = async () => {
    const found = await client('/AuditEvent?_count=200&_sort=-date')
    const events = (found.body.entry ?? []).map(({ resource }) => JSON.stringify(resource))
    return events.filter((event) => event.includes('batch-in-the-trail'))
  }
  await expect.poll(async () => (await trail()).length, { timeout: 5000 }).toBe(7)
  const refused = (await trail()).filter((event) => event.includes('"outcome":"4"'))
  expect(statuses).toEqual(['200', '400', '413', '413', '413', '413', '413'])
  expect(refused).toHaveLength(6)
  expect(refused.filter((event) => event.includes('Patient/long'))).toHaveLength(5)
})
