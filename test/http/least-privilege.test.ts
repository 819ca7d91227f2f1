import type { CarePlan, Resource, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSystem } from '../../server/domain/fhir/canonicals.ts'
import { inForce } from '../support/care-plans.ts'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { ATTESTATION, aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startProductionApp, type ProductionApp } from '../support/production-app.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

/** Who may not do what, though the chart is open to them: the cases that docs/security.md names, by every way to write. */
let demo: TestApp
let production: ProductionApp
let administrator: TestClient
let nurse: TestClient
let biller: TestClient

const MONTH = '2026-02'
const START = '2026-03-05T09:00:00-06:00'
const END = '2026-03-05T09:05:00-06:00'

beforeAll(async () => {
  demo = await startTestApp()
  production = await startProductionApp(demo.database, demo.dataDir)
  administrator = await demo.client({ role: 'administrator' })
  nurse = await demo.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  biller = await demo.client({ role: 'biller', user: 'Practitioner/hale' })
  await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
  await enrollPatient(administrator, 'ada', ATTESTATION)
  const plans = await administrator('/CarePlan?patient=ada')
  const plan = plans.body.entry?.[0]?.resource as unknown as CarePlan
  await putAll(administrator, [
    inForce(plan, { created: '2025-01-02' }),
    anObservation('weight', 'ada', '2026-03-01'),
    aCarePlan('other-plan', 'ada'),
  ] as (Resource & { id: string })[])
})
afterAll(async () => {
  await production.stop()
  await demo.stop()
})

/** Every way to change a resource that is there, or to add one beside it. */
const WAYS: readonly (readonly [
  way: string,
  change: (client: TestClient, current: Resource) => Promise<TestAnswer>,
])[] = [
  ['an update', (client, current) => client(pathOf(current), { method: 'PUT', json: current })],
  ['a patch', (client, current) => client(pathOf(current), { method: 'PATCH', headers: JSON_PATCH, json: LANGUAGE })],
  ['a deletion', (client, current) => client(pathOf(current), { method: 'DELETE' })],
  ['a create', (client, current) => client(`/${current.resourceType}`, { method: 'POST', json: withoutId(current) })],
  [
    'a conditional update',
    (client, current) =>
      client(`/${current.resourceType}?_id=${current.id ?? ''}`, { method: 'PUT', json: withoutId(current) }),
  ],
  [
    'a conditional patch',
    (client, current) =>
      client(`/${current.resourceType}?_id=${current.id ?? ''}`, {
        method: 'PATCH',
        headers: JSON_PATCH,
        json: LANGUAGE,
      }),
  ],
  [
    'a conditional deletion',
    (client, current) => client(`/${current.resourceType}?_id=${current.id ?? ''}`, { method: 'DELETE' }),
  ],
  [
    'a transaction',
    (client, current) =>
      client('/', {
        method: 'POST',
        json: {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [{ request: { method: 'PUT', url: pathOf(current).slice(1) }, resource: current }],
        },
      }),
  ],
]

const JSON_PATCH = { 'content-type': 'application/json-patch+json' }
const LANGUAGE = [{ op: 'add', path: '/language', value: 'en' }]

const deleting = (type: 'batch' | 'transaction', url: string) => ({
  resourceType: 'Bundle',
  type,
  entry: [{ request: { method: 'DELETE', url } }],
})

const pathOf = ({ resourceType, id = '' }: Resource): string => `/${resourceType}/${id}`

function withoutId(resource: Resource): Resource {
  const copy = { ...resource }
  delete copy.id
  return copy
}

async function currentOf(path: string): Promise<Resource> {
  return (await administrator(path)).body as unknown as Resource
}

const CLINICAL = ['/Patient/ada', '/Condition/ada-c0', '/Observation/weight', '/CarePlan/other-plan']

describe.each(CLINICAL)('%s', (path) => {
  test.each(WAYS)('is not changed by a biller by %s', async (_way, change) => {
    const before = await currentOf(path)
    const answer = await change(biller, before)
    expect(answer.status, answer.text).toBe(403)
    expect(await currentOf(path)).toEqual(before)
  })

  test.each(WAYS)('is not changed by an administrator in production by %s', async (_way, change) => {
    const before = await currentOf(path)
    const answer = await change(await production.client({ role: 'administrator' }), before)
    expect(answer.status, answer.text).toBe(403)
    expect(await currentOf(path)).toEqual(before)
  })

  test.each(WAYS)('is not changed by an auditor by %s, whatever the scopes', async (_way, change) => {
    const auditor = await demo.client({ role: 'auditor', scope: 'user/*.cruds system/*.cruds' })
    expect((await change(auditor, await currentOf(path))).status).toBe(403)
  })

  test('is not changed by an entry of a batch, and says so of that entry', async () => {
    const before = await currentOf(path)
    for (const client of [biller, await production.client({ role: 'administrator' })]) {
      const entry = { request: { method: 'PUT', url: path.slice(1) }, resource: before }
      const answer = await client('/', {
        method: 'POST',
        json: { resourceType: 'Bundle', type: 'batch', entry: [entry] },
      })
      expect(answer.body.entry?.[0]?.response?.status).toMatch(/^403/)
    }
    expect(await currentOf(path)).toEqual(before)
  })
})

describe('time', () => {
  const answerOf = (answer: TestAnswer): readonly unknown[] => [
    answer.status,
    ...(answer.status < 400 ? [] : rulesIn(answer)),
  ]
  let entry: Task

  beforeAll(async () => {
    const logged = await nurse('/Task', { method: 'POST', json: aTimeEntry('ada', START, END) })
    expect(logged.status, logged.text).toBe(201)
    entry = logged.body as unknown as Task
  })

  test.each([
    ['another nurse’s', { owner: { reference: 'Practitioner/mercer' } }],
    ['the physician’s', { owner: { reference: 'Practitioner/alvarez' } }],
  ])('is not logged by staff as %s', async (_whose, owner) => {
    const json = aTimeEntry('ada', '2026-03-05T10:00:00-06:00', '2026-03-05T10:05:00-06:00', owner)
    expect(answerOf(await nurse('/Task', { method: 'POST', json }))).toEqual([403, 'not-your-time'])
  })

  test('is not logged by staff of whom the token does not say who they are', async () => {
    const nobody = await demo.client({ role: 'clinical-staff' })
    const json = aTimeEntry('ada', '2026-03-05T10:00:00-06:00', '2026-03-05T10:05:00-06:00')
    expect(answerOf(await nobody('/Task', { method: 'POST', json }))).toEqual([403, 'not-your-time'])
  })

  test('of others is not changed, given away or deleted', async () => {
    const other = await demo.client({ role: 'clinical-staff', user: 'Practitioner/mercer' })
    const path = pathOf(entry)
    const taken = { ...entry, owner: { reference: 'Practitioner/mercer' } }
    expect(answerOf(await other(path, { method: 'PUT', json: taken }))).toEqual([403, 'not-your-time'])
    expect(answerOf(await nurse(path, { method: 'PUT', json: taken }))).toEqual([403, 'not-your-time'])
    expect(answerOf(await other(path, { method: 'DELETE' }))).toEqual([403, 'not-your-time'])
    const longer = [{ op: 'replace', path: '/executionPeriod/end', value: '2026-03-05T09:50:00-06:00' }]
    expect(answerOf(await other(path, { method: 'PATCH', headers: JSON_PATCH, json: longer }))).toEqual([
      403,
      'not-your-time',
    ])
  })

  test('is corrected by a biller with a reason, in a Provenance of the same transaction, and not without', async () => {
    const corrected = { ...entry, executionPeriod: { start: START, end: '2026-03-05T09:04:00-06:00' } }
    const put = { request: { method: 'PUT', url: pathOf(entry).slice(1) }, resource: corrected }
    const provenance = (reason: object) => ({
      request: { method: 'POST', url: 'Provenance' },
      resource: {
        resourceType: 'Provenance',
        target: [{ reference: pathOf(entry).slice(1) }],
        recorded: '2026-03-06T10:00:00Z',
        agent: [{ who: { reference: 'Practitioner/hale' } }],
        ...reason,
      },
    })
    const send = (...more: readonly object[]) =>
      biller('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry: [put, ...more] } })
    expect(answerOf(await send())).toEqual([422, 'correction-without-reason'])
    expect(answerOf(await send(provenance({})))).toEqual([422, 'correction-without-reason'])
    const done = await send(provenance({ reason: [{ text: 'The call ended at 9:04.' }] }))
    expect(done.status, done.text).toBe(200)
    const found = await administrator(`/Provenance?target=${pathOf(entry).slice(1)}`)
    expect(found.body.entry).toHaveLength(1)
  })

  test('is logged for others neither by a biller nor by who only reads', async () => {
    const json = aTimeEntry('ada', '2026-03-05T10:00:00-06:00', '2026-03-05T10:05:00-06:00')
    expect((await biller('/Task', { method: 'POST', json })).status).toBe(403)
    for (const role of ['auditor', 'payer', 'patient'] as const) {
      const client = await demo.client({ role, patient: 'ada', scope: 'user/*.cruds' })
      expect((await client('/Task', { method: 'POST', json })).status, role).toBe(403)
    }
  })
})

describe('a closed month', () => {
  let entry: Task

  beforeAll(async () => {
    const json = aTimeEntry('ada', '2026-02-05T09:00:00-06:00', '2026-02-05T09:45:00-06:00')
    const logged = await nurse('/Task', { method: 'POST', json })
    expect(logged.status, logged.text).toBe(201)
    entry = logged.body as unknown as Task
    const accepted = await biller(`/$ccm-close-month?month=${MONTH}`, { method: 'POST' })
    expect(accepted.status, accepted.text).toBe(202)
    const location = accepted.headers.get('content-location') ?? ''
    for (let answer = await biller(location); answer.status !== 200; answer = await biller(location)) {
      expect(answer.status, answer.text).toBe(202)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })

  test.each([
    ['whoever did the work', 'clinical-staff', 'Practitioner/whitfield'],
    ['the billing practitioner', 'billing-practitioner', 'Practitioner/alvarez'],
    ['the biller', 'biller', 'Practitioner/hale'],
    ['an administrator', 'administrator', undefined],
  ] as const)('is not edited by %s', async (_who, role, user) => {
    const client = await demo.client({ role, ...(user ? { user } : {}) })
    const before = await currentOf(pathOf(entry))
    const statusReason = { text: 'a correction' }
    const shorter = { start: '2026-02-05T09:00:00-06:00', end: '2026-02-05T09:30:00-06:00' }
    const elsewhere = { start: '2026-03-06T09:00:00-06:00', end: '2026-03-06T09:30:00-06:00' }
    const attempts = [
      await client(pathOf(entry), { method: 'PUT', json: { ...entry, statusReason, executionPeriod: shorter } }),
      await client(pathOf(entry), { method: 'PUT', json: { ...entry, statusReason, executionPeriod: elsewhere } }),
      await client(pathOf(entry), { method: 'PUT', json: { ...entry, statusReason, status: 'entered-in-error' } }),
      await client(pathOf(entry), {
        method: 'PATCH',
        headers: JSON_PATCH,
        json: [{ op: 'replace', path: '/executionPeriod/end', value: shorter.end }],
      }),
      await client(pathOf(entry), { method: 'DELETE' }),
      await client('/Task', {
        method: 'POST',
        json: aTimeEntry('ada', '2026-02-06T09:00:00-06:00', '2026-02-06T09:10:00-06:00', {
          ...(user ? { owner: { reference: user } } : {}),
        }),
      }),
    ]
    for (const { status, text } of attempts) expect([403, 409], text).toContain(status)
    expect(await currentOf(pathOf(entry))).toEqual(before)
  })

  test('is closed for a token that is shown some Tasks only, and not the month', async () => {
    const scope = `user/Task.cruds?code=${codeSystem('ccm-activity')}|care-coordination`
    const narrow = await demo.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope })
    const attempts = [
      await narrow('/Task', {
        method: 'POST',
        json: aTimeEntry('ada', `${MONTH}-06T09:00:00Z`, `${MONTH}-06T09:09:00Z`),
      }),
      await narrow(pathOf(entry), { method: 'DELETE' }),
    ]
    for (const answer of attempts)
      expect([answer.status, ...rulesIn(answer)], answer.text).toEqual([409, 'month-closed'])
  })

  test('says that it is closed to whoever did the work', async () => {
    const answer = await nurse(pathOf(entry), { method: 'DELETE' })
    expect([answer.status, ...rulesIn(answer)]).toEqual([409, 'month-closed'])
  })

  test.each([
    ['a deletion', (client: TestClient) => client('/Patient/ada', { method: 'DELETE' })],
    ['a conditional deletion', (client: TestClient) => client('/Patient?_id=ada', { method: 'DELETE' })],
    ['a batch', (client: TestClient) => client('/', { method: 'POST', json: deleting('batch', 'Patient/ada') })],
    [
      'a transaction',
      (client: TestClient) => client('/', { method: 'POST', json: deleting('transaction', 'Patient/ada') }),
    ],
  ])('keeps its patient on file: %s takes away nothing that shows what was billed on', async (_way, remove) => {
    const auditor = await demo.client({ role: 'auditor' })
    for (const client of [nurse, administrator]) {
      const { status, text } = await remove(client)
      expect(status === 200 ? text : String(status)).toContain('409')
      expect(text).toContain('month-closed')
      expect(text).toContain(MONTH)
    }
    expect((await auditor(`/Patient/ada/$ccm-audit?month=${MONTH}`)).status).toBe(200)
  })

  test('keeps no other patient, unless one who is enrolled', async () => {
    await putAll(administrator, [aPatient('passing', 'By')])
    expect((await nurse('/Patient/passing', { method: 'DELETE' })).status).toBe(204)
    await putChronicPatient(administrator, 'staying')
    await enrollPatient(administrator, 'staying')
    for (const client of [nurse, administrator]) {
      const kept = await client('/Patient/staying', { method: 'DELETE' })
      expect([kept.status, ...rulesIn(kept)], kept.text).toEqual([409, 'enrolled'])
      expect(kept.text).toContain('enrolled in CCM: end the enrollment first')
    }
  })

  test('is reopened by no clinician, and by nobody who administers in production', async () => {
    const json = { resourceType: 'Parameters', parameter: [{ name: 'reason', valueString: 'a correction' }] }
    const reopen = (client: TestClient) =>
      client(`/Patient/ada/$ccm-reopen-month?month=${MONTH}`, { method: 'POST', json })
    expect((await reopen(nurse)).status).toBe(403)
    expect((await reopen(await production.client({ role: 'administrator' }))).status).toBe(403)
    const done = await reopen(biller)
    expect(done.status, done.text).toBe(200)
  })
})

test('a condition of the chart is still there for clinicians to write', async () => {
  const json = aCondition('ada-c9', 'ada', 'N18.30')
  expect((await nurse('/Condition/ada-c9', { method: 'PUT', json })).status).toBe(201)
  const inProduction = await production.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  expect((await inProduction('/Condition/ada-c9', { method: 'PUT', json: { ...json, language: 'en' } })).status).toBe(
    200,
  )
})
