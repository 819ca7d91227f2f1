import type { Resource, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aPatient, putAll } from '../support/chart.ts'
import { aTimeEntry } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

/** A biller corrects time. What somebody is asked to do for a patient, or has planned, is care, and changed by no biller. */
let app: TestApp
let administrator: TestClient
let biller: TestClient

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
  await putAll(administrator, [aPatient('p1', 'One'), aPatient('p2', 'Other')])
})
afterAll(() => app.stop())

const planned = aTimeEntry('p1', '2026-03-05T09:00:00Z', '2026-03-05T09:05:00Z', { status: 'requested' })
const TASKS: readonly (Task & { id: string })[] = [
  {
    resourceType: 'Task',
    id: 'asked-of-a-nurse',
    status: 'requested',
    intent: 'order',
    code: { text: 'Call about the new inhaler' },
    for: { reference: 'Patient/p1' },
    owner: { reference: 'Practitioner/whitfield' },
  },
  { ...planned, id: 'planned-call' },
]

const done = [{ op: 'replace', path: '/status', value: 'completed' }]
const patching = (json: object) => ({
  method: 'PATCH',
  headers: { 'content-type': 'application/json-patch+json' },
  json,
})
const sending = (type: 'batch' | 'transaction', url: string, resource: Resource) => ({
  method: 'POST',
  json: { resourceType: 'Bundle', type, entry: [{ request: { method: 'PUT', url }, resource }] },
})

const PATCH_DATA = Buffer.from(JSON.stringify(done)).toString('base64')

const WAYS: readonly (readonly [string, (task: Task & { id: string }) => Promise<TestAnswer>])[] = [
  ['an update', (task) => biller(`/Task/${task.id}`, { method: 'PUT', json: { ...task, status: 'completed' } })],
  ['a patch', ({ id }) => biller(`/Task/${id}`, patching(done))],
  [
    'a patch that gives it to another patient',
    ({ id }) => biller(`/Task/${id}`, patching([{ op: 'replace', path: '/for/reference', value: 'Patient/p2' }])),
  ],
  ['a conditional patch', ({ id }) => biller(`/Task?_id=${id}`, patching(done))],
  [
    'a conditional update',
    ({ id, ...task }) => biller(`/Task?_id=${id}`, { method: 'PUT', json: { ...task, status: 'completed' } }),
  ],
  ['a transaction', (task) => biller('/', sending('transaction', `Task/${task.id}`, { ...task, status: 'completed' }))],
  [
    'a patch in a transaction',
    ({ id }) => {
      const resource = { resourceType: 'Binary', contentType: 'application/json-patch+json', data: PATCH_DATA } as const
      const entry = [{ request: { method: 'PATCH', url: `Task/${id}` }, resource }]
      return biller('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    },
  ],
  ['a batch', (task) => biller('/', sending('batch', `Task/${task.id}`, { ...task, status: 'completed' }))],
]

describe.each(TASKS)('$id', (task) => {
  test.each(WAYS)('is not changed by a biller by %s', async (_way, change) => {
    await putAll(administrator, [task])
    const before = (await administrator(`/Task/${task.id}`)).body
    const { status, body } = await change(task)
    expect(body.entry?.[0]?.response?.status ?? String(status)).toMatch(/^403/)
    expect((await administrator(`/Task/${task.id}`)).body).toEqual(before)
  })
})

test('a biller says why time was corrected, and tells nothing of what else is in a chart', async () => {
  const time: Task & { id: string } = { ...planned, id: 'time', status: 'entered-in-error' }
  await putAll(administrator, [time, aCarePlan('plan', 'p1')])
  const telling = (targets: readonly string[]) => ({
    method: 'POST',
    json: {
      resourceType: 'Provenance',
      target: targets.map((reference) => ({ reference })),
      recorded: '2026-03-05T10:00:00Z',
      reason: [{ text: 'Reviewed with the patient.' }],
      agent: [{ who: { reference: 'Practitioner/alvarez' } }],
    },
  })
  const plan = 'CarePlan/plan/_history/1'
  for (const targets of [[plan], ['Task/time', plan], ['Patient/p1']]) {
    const alone = await biller('/Provenance', telling(targets))
    expect(alone.status, alone.text).toBe(403)
    const entry = [{ request: { method: 'POST', url: 'Provenance' }, resource: telling(targets).json }]
    const together = await biller('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    expect(together.status, together.text).toBe(403)
  }
  expect((await administrator(`/Provenance?target=CarePlan/plan`)).body.entry ?? []).toEqual([])
  const told = await biller('/Provenance', telling(['Task/time']))
  expect(told.status, told.text).toBe(201)
})
