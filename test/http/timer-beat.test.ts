import type { AuditEvent, Parameters, Task } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectIssue } from '../support/bundles.ts'
import { aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let administrator: TestClient
let whitfield: TestClient
let id: string
let start: string

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  whitfield = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  for (const [patient, mbi] of [
    ['ada', '1EG4TE5MK72'],
    ['ben', '2EG4TE5MK72'],
  ] as const) {
    await putChronicPatient(administrator, patient, { mbi })
    await enrollPatient(administrator, patient)
  }
})
afterAll(() => app.stop())

/** A timer of Whitfield's for Ada, for two minutes by now. */
beforeEach(async () => {
  const before = await administrator('/Task?status=in-progress,completed')
  for (const { resource } of before.body.entry ?? []) await administrator(`/Task/${resource.id}`, { method: 'DELETE' })
  start = new Date(Date.now() - 120_000).toISOString()
  id = await begin({})
})

async function begin(more: Partial<Task>): Promise<string> {
  const timer = aTimeEntry('ada', start, start, { status: 'in-progress', executionPeriod: { start }, ...more })
  const made = await administrator('/Task', { method: 'POST', json: timer })
  expect(made.status, made.text).toBe(201)
  return made.body.id
}

/** A beat so many seconds after the start. */
function beat(by: TestClient, at: number, attested = at): Promise<TestAnswer> {
  const instant = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString()
  const json: Parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'at', valueInstant: instant(at) },
      { name: 'attested', valueInstant: instant(attested) },
    ],
  }
  return by(`/Task/${id}/$ccm-beat`, { method: 'POST', json })
}

/** What an answer says, by name; instants in seconds after the start. */
function said({ body, status, text }: TestAnswer): Readonly<Record<string, unknown>> {
  expect(status, text).toBe(200)
  const { parameter = [] } = body as unknown as Parameters
  const seconds = (instant: string) => (Date.parse(instant) - Date.parse(start)) / 1000
  return Object.fromEntries(
    parameter.map(({ name, valueCode, valueInstant, valueUnsignedInt }) => [
      name,
      valueInstant === undefined ? (valueCode ?? valueUnsignedInt) : seconds(valueInstant),
    ]),
  )
}

test('a beat answers how the timer stands and leaves the Task as it is', async () => {
  expect(said(await beat(whitfield, 30, 20))).toEqual({ status: 'in-progress', attested: 20, others: 0 })
  expect(said(await beat(whitfield, 60, 55))).toEqual({ status: 'in-progress', attested: 55, others: 0 })
  expect(said(await beat(whitfield, 45, 45))).toEqual({ status: 'in-progress', attested: 20 + 35, others: 0 })
  const { body } = await whitfield(`/Task/${id}/_history`)
  expect(body.total).toBe(1)
})

test('it counts who else times the patient', async () => {
  await begin({ owner: { reference: 'Practitioner/alvarez' } })
  expect(said(await beat(whitfield, 30))).toMatchObject({ others: 1 })
})

test('a timer that has ended is told with its end', async () => {
  await beat(whitfield, 30)
  const { body } = await whitfield(`/Task/${id}`)
  const end = new Date(Date.parse(start) + 40_000).toISOString()
  const json = { ...body, status: 'completed', executionPeriod: { start, end } }
  expect((await whitfield(`/Task/${id}`, { method: 'PUT', json })).status).toBe(200)
  expect(said(await beat(whitfield, 60))).toEqual({ status: 'completed', attested: 40, others: 0, end: 40 })
})

test('the trail says who beat for which Task', async () => {
  await beat(whitfield, 30)
  await expect
    .poll(async () => {
      const trail = await administrator('/AuditEvent?subtype=$ccm-beat&_sort=-date&_count=1')
      return (trail.body.entry?.[0]?.resource as unknown as AuditEvent | undefined)?.entity?.map(
        ({ what }) => what?.reference,
      )
    })
    .toContain(`Task/${id}`)
})

describe('nobody beats', () => {
  test('for somebody else, whatever their role', async () => {
    for (const claims of [
      { role: 'clinical-staff', user: 'Practitioner/brooks' },
      { role: 'billing-practitioner', user: 'Practitioner/alvarez' },
      { role: 'administrator' },
    ] as const) {
      const answer = await beat(await app.client(claims), 30)
      expect(answer.status, answer.text).toBe(403)
      expect(rulesIn(answer)).toEqual(['not-your-time'])
    }
    expect((await beat(await app.client({ role: 'biller', user: 'Practitioner/whitfield' }), 30)).status).toBe(403)
  })

  test('with scopes that do not allow to update the Task', async () => {
    const claims = { role: 'clinical-staff', user: 'Practitioner/whitfield' } as const
    for (const scope of ['user/*.rs', 'user/Patient.cruds'])
      expectIssue(await beat(await app.client({ ...claims, scope }), 30), 403, { code: 'forbidden' })
    const only = await app.client({ ...claims, scope: 'user/Task.u' })
    expect(said(await beat(only, 30))).toMatchObject({ status: 'in-progress' })
  })

  test('in another patient’s chart: a token of one patient sees that one’s timers alone', async () => {
    const inChart = (patient: string) =>
      app.client({
        role: 'clinical-staff',
        user: 'Practitioner/whitfield',
        patient,
        scope: 'patient/*.cruds',
      })
    const hidden = await beat(await inChart('ben'), 30)
    expect(hidden.status).toBe(404)
    expect(said(await beat(await inChart('ada'), 30))).toMatchObject({ status: 'in-progress' })
  })

  test('for a Task that is not there, or is no time', async () => {
    const errand: Task = {
      resourceType: 'Task',
      status: 'in-progress',
      intent: 'order',
      for: { reference: 'Patient/ada' },
    }
    const made = await administrator('/Task', { method: 'POST', json: errand })
    id = made.body.id
    const answer = await beat(whitfield, 30)
    expect(answer.status).toBe(422)
    expect(rulesIn(answer)).toEqual(['entry-unclear'])
    id = 'nothing'
    expectIssue(await beat(whitfield, 30), 404, { code: 'not-found' })
  })

  test('without saying when, or in the future', async () => {
    const send = (parameter: Parameters['parameter']) =>
      whitfield(`/Task/${id}/$ccm-beat`, { method: 'POST', json: { resourceType: 'Parameters', parameter } })
    expectIssue(await send([{ name: 'at', valueInstant: start }]), 400, { expression: ['attested'] })
    expectIssue(await send([{ name: 'at', valueInstant: '2026-03-05' }]), 400, { expression: ['at'] })
    const answer = await beat(whitfield, 600)
    expect(answer.status).toBe(422)
    expect(rulesIn(answer)).toEqual(['future'])
    expect((await whitfield(`/Task/${id}/$ccm-beat`)).status).toBe(405)
  })
})

describe('a person has one timer', () => {
  const inChart = (patient: string, user = 'Practitioner/whitfield') =>
    app.client({ role: 'clinical-staff', user, patient, scope: 'patient/*.cruds' })

  /** A timer for the patient, begun now, with the token of that chart. */
  async function startIn(patient: string): Promise<TestAnswer> {
    const now = new Date().toISOString()
    const timer = aTimeEntry(patient, now, now, { status: 'in-progress', executionPeriod: { start: now } })
    return (await inChart(patient))('/Task', { method: 'POST', json: timer })
  }

  async function stopFrom(patient: string, at = Date.now(), user?: string): Promise<TestAnswer> {
    const parameter = [{ name: 'at', valueInstant: new Date(at).toISOString() }]
    const json: Parameters = { resourceType: 'Parameters', parameter }
    return (await inChart(patient, user))('/Task/$ccm-stop-timer', { method: 'POST', json })
  }

  /** As if the server had taken the timer, and heard of it last, so many seconds ago, and been there ever since. */
  async function silentFor(seconds: number): Promise<void> {
    const pool = new pg.Pool({ connectionString: app.database })
    await pool.query('update ccm.timer_watch set since = $1', [Date.now() - seconds * 1000])
    await pool.query('update ccm.timer_beat set heard = $1 where task = $2', [Date.now() - seconds * 1000, id])
    await pool.end()
  }

  async function ended(): Promise<Task> {
    return (await administrator(`/Task/${id}`)).body as unknown as Task
  }

  test('whose frame died before its first beat is ended by the server at its start', async () => {
    await silentFor(125)
    await expect.poll(async () => (await ended()).status, { timeout: 15_000 }).toBe('completed')
    expect((await ended()).executionPeriod).toEqual({ start, end: start })
  })

  test('and a silent one is in nobody’s way: it is ended, and the new one begins', async () => {
    await silentFor(125)
    const begun = await startIn('ben')
    expect(begun.status, begun.text).toBe(201)
    expect(await ended()).toMatchObject({ status: 'completed', executionPeriod: { end: start } })
  })

  test('and in a transaction of a conditional create, too', async () => {
    await silentFor(125)
    const now = new Date().toISOString()
    const resource = aTimeEntry('ben', now, now, { status: 'in-progress', executionPeriod: { start: now } })
    const request = { method: 'POST', url: 'Task', ifNoneExist: 'identifier=urn:test|none' }
    const json = { resourceType: 'Bundle', type: 'transaction', entry: [{ resource, request }] }
    const answer = await whitfield('/', { method: 'POST', json })
    expect(answer.status, answer.text).toBe(200)
    expect((await ended()).status).toBe('completed')
  })

  test('that is alive refuses another, and can be stopped from there, unseen', async () => {
    const refused = await startIn('ben')
    expect(refused.status).toBe(409)
    expect(rulesIn(refused)).toEqual(['timer-running'])
    const at = Date.parse(start) + 100_000
    const stopped = await stopFrom('ben', at)
    expect(stopped.status, stopped.text).toBe(200)
    expect(stopped.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'stopped', valueBoolean: true },
        { name: 'start', valueInstant: start },
        { name: 'end', valueInstant: new Date(Math.floor(at / 1000) * 1000).toISOString() },
      ],
    })
    expect(stopped.text).not.toMatch(/ada|Patient|Task/)
    expect((await ended()).status).toBe('completed')
    expect((await startIn('ben')).status).toBe(201)
  })

  test('which nobody else stops, and no token that may not write time', async () => {
    const others = await stopFrom('ben', Date.now(), 'Practitioner/brooks')
    expect(others.body).toMatchObject({ parameter: [{ name: 'stopped', valueBoolean: false }] })
    const parameter = [{ name: 'at', valueInstant: start }]
    const json: Parameters = { resourceType: 'Parameters', parameter }
    for (const claims of [
      { role: 'clinical-staff', user: 'Practitioner/whitfield', scope: 'user/*.rs' },
      { role: 'biller', user: 'Practitioner/whitfield' },
      { role: 'patient', patient: 'ada' },
    ] as const)
      expectIssue(await (await app.client(claims))('/Task/$ccm-stop-timer', { method: 'POST', json }), 403, {
        code: 'forbidden',
      })
    expect((await ended()).status).toBe('in-progress')
  })

  test('and stopping it stands in the trail of its own patient alone', async () => {
    await stopFrom('ben')
    const reference = async (patient: string) => {
      const { body } = await administrator(`/AuditEvent?patient=${patient}&subtype=$ccm-stop-timer&_count=50`)
      return JSON.stringify(body.entry ?? [])
    }
    await expect.poll(() => reference('ada')).toContain(`Task/${id}/_history/2`)
    expect(await reference('ben')).not.toContain(id)
  })
})
