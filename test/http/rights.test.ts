import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { minimalResource } from '../support/minimal-resources.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [
    aPatient('mine', 'Quillfeather', { generalPractitioner: [{ reference: 'Practitioner/alvarez' }] }),
    aPatient('other', 'Brandybuck', { generalPractitioner: [{ reference: 'Practitioner/alvarez' }] }),
    aCondition('mine-c', 'mine', 'I10'),
    aCondition('other-c', 'other', 'I10'),
    anObservation('mine-o', 'mine', '2026-03-01'),
    anObservation('other-o', 'other', '2026-03-01'),
    aCarePlan('mine-plan', 'mine', { addresses: [{ reference: 'Condition/other-c' }] }),
  ])
})
afterAll(() => app.stop())

const idsOf = ({ body }: TestAnswer): string[] =>
  (body.entry ?? []).map(({ resource }) => `${resource.resourceType}/${resource.id}`)

const ofOthers = /other|Brandybuck/

describe('a patient', () => {
  let patient: TestClient
  beforeAll(async () => {
    patient = await app.client({ role: 'patient', patient: 'mine' })
  })

  test('reads the own record, and of others not even that there is one', async () => {
    expect((await patient('/Patient/mine')).status).toBe(200)
    expect((await patient('/Observation/mine-o')).status).toBe(200)
    const hidden = await patient('/Observation/other-o')
    const missing = await patient('/Observation/nobody-o')
    expect(hidden.status).toBe(404)
    expect(hidden.text.replaceAll('other-o', 'nobody-o')).toBe(missing.text)
    expect((await patient('/Observation/other-o/_history/1')).status).toBe(404)
    expect((await patient('/Observation/other-o/_history')).status).toBe(404)
  })

  test.each([
    '/Condition',
    '/Condition?patient=other',
    '/Observation?subject:Patient.name=Brandybuck',
    '/Patient?_has:Condition:patient:code=I10',
    '/Patient?_revinclude=Condition:subject',
    '/CarePlan?_include=CarePlan:condition',
    '/Practitioner?_id=alvarez&_revinclude=Patient:general-practitioner',
    '/?_type=Patient,Condition,Observation',
    '/Patient/other/Condition',
    '/Patient/mine/*',
    '/Condition/_history',
    '/_history',
  ])('%s shows nothing of others', async (path) => {
    const answer = await patient(path)
    expect(answer.status, answer.text).toBe(200)
    expect(idsOf(answer).filter((id) => id.includes('other'))).toEqual([])
    if (!path.includes('plan')) expect(JSON.stringify(idsOf(answer))).not.toMatch(ofOthers)
  })

  test('finds the own', async () => {
    expect(idsOf(await patient('/Condition'))).toEqual(['Condition/mine-c'])
    expect(idsOf(await patient('/Condition?patient=other'))).toEqual([])
    expect(idsOf(await patient('/Practitioner?_id=alvarez'))).toEqual(['Practitioner/alvarez'])
  })

  test('writes nothing, and sees no audit trail', async () => {
    const answer = await patient('/Observation/mine-o', {
      method: 'PUT',
      json: anObservation('mine-o', 'mine', '2026-03-02'),
    })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] })
    expect((await patient('/AuditEvent')).status).toBe(403)
  })
})

describe('scopes', () => {
  test('bound a role: reading is not writing, one type is not another', async () => {
    const reader = await app.client({ role: 'clinical-staff', scope: 'user/Condition.rs' })
    expect((await reader('/Condition/mine-c')).status).toBe(200)
    expect((await reader('/Observation/mine-o')).status).toBe(403)
    expect((await reader('/Condition/mine-c', { method: 'DELETE' })).status).toBe(403)
    expect((await reader('/Patient/mine/$ccm-eligibility')).status).toBe(403)
  })

  test('reading is not searching', async () => {
    const reader = await app.client({ role: 'clinical-staff', scope: 'user/Condition.r user/Patient.s' })
    expect((await reader('/Condition/mine-c')).status).toBe(200)
    expect((await reader('/Condition')).status).toBe(403)
    expect((await reader('/Patient')).status).toBe(200)
    expect((await reader('/Patient/mine')).status).toBe(403)
  })

  test('hold for what a search goes through and brings along', async () => {
    const reader = await app.client({ role: 'clinical-staff', scope: 'user/CarePlan.rs user/Condition.rs' })
    expect((await reader('/Condition?patient.name=Quillfeather')).status).toBe(403)
    expect((await reader('/Condition?_has:Observation:subject:code=29463-7')).status).toBe(400)
    const patients = await app.client({ role: 'clinical-staff', scope: 'user/Patient.rs' })
    expect((await patients('/Patient?_has:Condition:patient:code=I10')).status).toBe(403)
    const included = await reader('/CarePlan?_include=CarePlan:subject&_include=CarePlan:condition')
    expect(
      idsOf(included)
        .filter((id) => !id.startsWith('OperationOutcome'))
        .toSorted(),
    ).toEqual(['CarePlan/mine-plan', 'Condition/other-c'])
    const all = await reader('/?_lastUpdated=gt2020-01-01&_count=200')
    expect(new Set(idsOf(all).map((id) => id.split('/')[0]))).toEqual(new Set(['CarePlan', 'Condition']))
  })

  test('of a patient confine staff to that patient, writes too', async () => {
    const inChart = await app.client({ role: 'clinical-staff', scope: 'patient/*.cruds', patient: 'mine' })
    expect((await inChart('/Observation/mine-o')).status).toBe(200)
    expect((await inChart('/Observation/other-o')).status).toBe(404)
    const foreign = await inChart('/Observation', {
      method: 'POST',
      json: { ...anObservation('', 'other', '2026-03-03'), id: undefined },
    })
    expect(foreign.status, foreign.text).toBe(403)
    const moved = await inChart('/Observation/mine-o', {
      method: 'PUT',
      json: anObservation('mine-o', 'other', '2026-03-01'),
    })
    expect(moved.status, moved.text).toBe(403)
    const taken = await inChart('/Observation/other-o', {
      method: 'PUT',
      json: anObservation('other-o', 'mine', '2026-03-01'),
    })
    expect(taken.status).toBeGreaterThanOrEqual(400)
    expect((await nurse('/Observation/other-o')).body.subject.reference).toBe('Patient/other')
    expect((await inChart('/Observation/other-o', { method: 'DELETE' })).status).not.toBe(200)
    expect((await nurse('/Observation/other-o')).status).toBe(200)
  })

  test('with search constraints narrow the rows', async () => {
    const narrow = await app.client({ role: 'clinical-staff', scope: 'user/Condition.rs?code=E11.9' })
    expect((await narrow('/Condition/mine-c')).status).toBe(404)
    expect(idsOf(await narrow('/Condition'))).toEqual([])
    await putAll(nurse, [aCondition('mine-d', 'mine', 'E11.9')])
    expect(idsOf(await narrow('/Condition'))).toEqual(['Condition/mine-d'])
    expect((await narrow('/Condition/mine-d')).status).toBe(200)
    const nonsense = await app.client({ role: 'clinical-staff', scope: 'user/Condition.rs?frobnicate=1' })
    expect((await nonsense('/Condition/mine-d')).status).toBe(403)
  })
})

describe('roles', () => {
  test('a payer reads six types of its own members', async () => {
    const payer = await app.client({ role: 'payer', patient: 'mine' })
    expect((await payer('/Condition/mine-c')).status).toBe(200)
    expect((await payer('/Condition/other-c')).status).toBe(404)
    expect((await payer('/Observation/mine-o')).status).toBe(403)
    expect(idsOf(await payer('/Condition')).every((id) => id.includes('mine'))).toBe(true)
    expect((await payer('/Patient?_has:Observation:patient:code=29463-7')).status).toBe(403)
  })

  test('who may only correct makes nothing, by an update neither', async () => {
    const biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
    const task = { ...minimalResource('Task', 'mine'), id: 'made' }
    expect((await biller('/Task', { method: 'POST', json: { ...task, id: undefined } })).status).toBe(403)
    expect((await biller('/Task/made', { method: 'PUT', json: task })).status).toBe(403)
    expect((await nurse('/Task/made', { method: 'PUT', json: task })).status).toBe(201)
    expect((await biller('/Task/made', { method: 'PUT', json: task })).status).toBe(200)
  })

  test('an auditor reads everything and writes nothing', async () => {
    const auditor = await app.client({ role: 'auditor' })
    expect((await auditor('/Condition/other-c')).status).toBe(200)
    expect((await auditor('/AuditEvent?_count=1')).status).toBe(200)
    expect((await auditor('/Condition/other-c', { method: 'DELETE' })).status).toBe(403)
  })

  test('nobody writes the trail: 403 engine-only', async () => {
    for (const role of ['administrator', 'clinical-staff'] as const) {
      const writer = await app.client({ role })
      const answer = await writer('/AuditEvent/a', { method: 'PUT', json: { resourceType: 'AuditEvent', id: 'a' } })
      expect(answer.status, answer.text).toBe(403)
      expect(answer.body.issue[0]?.details?.coding).toMatchObject([{ code: 'engine-only' }])
    }
  })

  test('operations are for those whom the table names', async () => {
    const payer = await app.client({ role: 'payer', patient: 'mine' })
    expect((await payer('/Patient/mine/$ccm-eligibility')).status).toBe(403)
    const biller = await app.client({ role: 'biller' })
    const enroll = await biller('/Patient/mine/$ccm-enroll', { method: 'POST', json: { resourceType: 'Parameters' } })
    expect(enroll.status).toBe(403)
  })
})
