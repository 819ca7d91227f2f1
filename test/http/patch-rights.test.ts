import type { AuditEvent, Patient, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectIssue, unique, versionsOf } from '../support/bundles.ts'
import { aPatient, putAll } from '../support/chart.ts'
import { inactive, sendPatch } from '../support/patches.ts'
import { aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let admin: TestClient
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const patch = (path: string, operations: unknown, headers: Record<string, string> = {}, client = nurse) =>
  sendPatch(client, path, operations, headers)

async function newPatient(more: Partial<Patient> = {}): Promise<string> {
  const id = unique('patched')
  await putAll(nurse, [aPatient(id, 'Patched', more)])
  return `/Patient/${id}`
}

describe('rights', () => {
  const withScope = (scope: string) => app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope })

  test('a patch is an update', async () => {
    const path = await newPatient()
    expectIssue(await patch(path, inactive, {}, await withScope('user/Patient.crs')), 403, { code: 'forbidden' })
    expect((await patch(path, inactive, {}, await withScope('user/Patient.ru'))).status).toBe(200)
    const payer = await app.client({ role: 'payer' })
    expect((await patch(path, inactive, {}, payer)).status).toBe(403)
  })

  test('who may not read patches nothing: its operations would tell what is there', async () => {
    const path = await newPatient()
    const blind = await withScope('user/Patient.u')
    const right = [{ op: 'test', path: '/birthDate', value: '1948-06-02' }]
    const shown = [{ op: 'copy', from: '/birthDate', path: '/gender' }]
    for (const operations of [inactive, right, shown]) {
      const alone = await patch(path, operations, {}, blind)
      const entry = {
        resource: {
          resourceType: 'Binary',
          contentType: 'application/json-patch+json',
          data: btoa(JSON.stringify(operations)),
        },
        request: { method: 'PATCH', url: path.slice(1) },
      }
      const inTransaction = await blind('/', {
        method: 'POST',
        json: { resourceType: 'Bundle', type: 'transaction', entry: [entry] },
      })
      for (const answer of [alone, inTransaction]) {
        expectIssue(answer, 403, { code: 'forbidden' })
        expect(answer.text).not.toContain('1948')
      }
    }
    expect(await versionsOf(nurse, path.slice(1))).toBe(1)
  })

  test('a granular scope reaches no other rows', async () => {
    const path = await newPatient()
    const male = await withScope('user/Patient.rus?gender=male')
    expect((await patch(path, inactive, {}, male)).status).toBe(404)
  })

  test('criteria are a search', async () => {
    const value = unique('mrn')
    await newPatient({ identifier: [{ system: 'http://mrn', value }] })
    const answer = await patch(`/Patient?identifier=${value}`, inactive, {}, await withScope('user/Patient.ru'))
    expect(answer.status).toBe(403)
  })
})

describe('what the programme governs', () => {
  let entry: string

  beforeAll(async () => {
    await putChronicPatient(admin, 'patched-time', { mbi: '1EG4TE5MK73' })
    await enrollPatient(admin, 'patched-time')
    const json = aTimeEntry('patched-time', '2026-02-05T09:00:00-06:00', '2026-02-05T09:45:00-06:00')
    const logged = await nurse('/Task', { method: 'POST', json })
    expect(logged.status, logged.text).toBe(201)
    entry = `/Task/${logged.body.id}`
  })

  const end = (value: string) => [{ op: 'replace', path: '/executionPeriod/end', value }]

  test('is judged as an update is', async () => {
    const fine = await patch(entry, end('2026-02-05T09:40:00-06:00'))
    expect(fine.status, fine.text).toBe(200)
    const backwards = await patch(entry, end('2026-02-05T08:00:00-06:00'))
    const updated = await nurse(entry, {
      method: 'PUT',
      json: {
        ...(fine.body as object),
        executionPeriod: { start: '2026-02-05T09:00:00-06:00', end: '2026-02-05T08:00:00-06:00' },
      },
    })
    expect([backwards.status, backwards.body.issue]).toEqual([updated.status, updated.body.issue])
    const others = await patch(entry, [{ op: 'replace', path: '/owner/reference', value: 'Practitioner/alvarez' }])
    expect([others.status, rulesIn(others)[0]]).toEqual([403, expect.any(String)])
  })

  test('moves the ledger of time with it', async () => {
    const overlapping = aTimeEntry('patched-time', '2026-02-05T09:41:00-06:00', '2026-02-05T09:50:00-06:00')
    expect((await nurse('/Task', { method: 'POST', json: overlapping })).status).toBe(201)
    const answer = await patch(entry, end('2026-02-05T09:45:00-06:00'))
    expect([answer.status, rulesIn(answer)]).toEqual([409, ['overlap']])
  })

  test('makes nothing governed of what was not', async () => {
    const json: Task = {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/patched-time' },
    }
    const plain = await nurse('/Task', { method: 'POST', json })
    const code = aTimeEntry('x', '', '').code
    const answer = await patch(`/Task/${plain.body.id}`, [
      { op: 'add', path: '/code', value: code },
      { op: 'replace', path: '/status', value: 'completed' },
    ])
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
    expect(await versionsOf(nurse, `Task/${plain.body.id}`)).toBe(1)
  })
})

describe('the audit trail', () => {
  const entriesOf = async (search: string) => {
    const { body } = await admin(`/AuditEvent?_sort=-date&_count=100&${search}`)
    return (body.entry ?? []).map(({ resource }) => resource as unknown as AuditEvent)
  }

  test('has a patch that was done once, and one that was refused', async () => {
    const path = await newPatient()
    const requests = [unique('patch-done'), unique('patch-refused')] as const
    await patch(path, inactive, { 'x-request-id': requests[0] })
    await patch(path, [{ op: 'remove', path: '/photo' }], { 'x-request-id': requests[1] })
    const about = async (request: string) =>
      (await entriesOf(`patient=${path.slice(9)}`)).filter((event) => JSON.stringify(event).includes(request))
    await expect.poll(() => about(requests[1])).toHaveLength(1)
    const [done, ...more] = await about(requests[0])
    expect(more).toEqual([])
    expect(done).toMatchObject({ action: 'U', outcome: '0', subtype: [{ code: 'patch' }] })
    expect((await about(requests[1]))[0]).toMatchObject({ action: 'U', outcome: '4', subtype: [{ code: 'patch' }] })
  })
})
