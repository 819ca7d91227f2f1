import type { CarePlan, Communication, DocumentReference } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inForce } from '../support/care-plans.ts'
import { enrollPatient, putChronicPatient, rulesIn, writtenOf } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let administrator: TestClient
let nurse: TestClient
let plan: CarePlan

beforeAll(async () => {
  app = await startTestApp()
  administrator = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putChronicPatient(administrator, 'ada', { mbi: '1EG4TE5MK72' })
  await enrollPatient(administrator, 'ada')
  const drafts = await administrator('/CarePlan?patient=ada')
  plan = drafts.body.entry?.[0]?.resource as unknown as CarePlan
})
afterAll(() => app.stop())

const handOver = (client: TestClient, ...parameter: readonly object[]) =>
  client(`/CarePlan/${plan.id}/$ccm-hand-over`, { method: 'POST', json: { resourceType: 'Parameters', parameter } })

async function activate(): Promise<void> {
  if (plan.status === 'active') return
  const json = inForce(plan)
  const answer = await administrator(`/CarePlan/${plan.id}`, { method: 'PUT', json })
  expect(answer.status, answer.text).toBe(200)
  plan = answer.body as unknown as CarePlan
}

describe('looking at the copy', () => {
  test('gives a PDF, HTML, or a Binary, as Accept asks', async () => {
    const path = `/CarePlan/${plan.id}/$ccm-copy`
    const pdf = await nurse(path, { headers: { accept: 'application/pdf' } })
    expect([pdf.status, pdf.headers.get('content-type')], pdf.text.slice(0, 500)).toEqual([200, 'application/pdf'])
    expect(pdf.text).toMatch(/^%PDF-/)
    const html = await nurse(`${path}?language=es`, { headers: { accept: 'text/html' } })
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html.text).toContain('Su plan de cuidados')
    const binary = await nurse(path)
    expect(binary.body).toMatchObject({ resourceType: 'Binary', contentType: 'application/pdf' })
  })

  test('refuses a language that it does not have, and a plan that is not there', async () => {
    const french = await nurse(`/CarePlan/${plan.id}/$ccm-copy?language=fr`)
    expect(french.status).toBe(400)
    expect(french.body.issue[0]?.expression).toEqual(['language'])
    expect((await nurse('/CarePlan/none/$ccm-copy')).status).toBe(404)
  })

  test('is the patient’s own right, and nobody else’s patient’s', async () => {
    await putChronicPatient(administrator, 'eva')
    const own = await app.client({ role: 'patient', patient: 'ada' })
    const other = await app.client({ role: 'patient', patient: 'eva' })
    const accept = { headers: { accept: 'text/html' } }
    expect((await own(`/CarePlan/${plan.id}/$ccm-copy`, accept)).status).toBe(200)
    expect((await other(`/CarePlan/${plan.id}/$ccm-copy`, accept)).status).toBe(404)
  })
})

describe('handing the copy over', () => {
  test('wants a plan in force, and writes nothing before', async () => {
    const draft = plan.status === 'active' ? undefined : await handOver(nurse)
    if (draft) {
      expect(draft.status, draft.text).toBe(409)
      expect(rulesIn(draft)).toEqual(['plan-not-in-force'])
    }
    expect((await nurse('/DocumentReference?patient=ada')).body.entry).toBeUndefined()
    expect((await nurse('/Communication?patient=ada')).body.entry).toBeUndefined()
  })

  test('keeps the copy and records who gave it to whom, when and how', async () => {
    await activate()
    const answer = await handOver(
      nurse,
      { name: 'language', valueCode: 'es' },
      { name: 'medium', valueCode: 'MAILWRIT' },
      { name: 'sent', valueDateTime: '2026-03-05' },
    )
    expect(answer.status, answer.text).toBe(200)
    const document = writtenOf<DocumentReference>(answer.body, 'DocumentReference')
    const record = writtenOf<Communication>(answer.body, 'Communication')
    expect(document.content.map(({ attachment }) => attachment.contentType)).toEqual(['application/pdf', 'text/html'])
    const [pdf] = document.content
    const bytes = Buffer.from(pdf?.attachment.data ?? '', 'base64')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf?.attachment).toMatchObject({ size: bytes.byteLength, language: 'es', title: 'Su plan de cuidados' })
    expect(document.context?.related).toEqual([
      { reference: `CarePlan/${plan.id}/_history/${plan.meta?.versionId ?? ''}` },
    ])
    expect(record).toMatchObject({
      status: 'completed',
      subject: { reference: 'Patient/ada' },
      recipient: [{ reference: 'Patient/ada' }],
      sender: { reference: 'Practitioner/whitfield' },
      sent: '2026-03-05',
      payload: [{ contentReference: { reference: `DocumentReference/${document.id ?? ''}` } }],
    })
    const found = await nurse('/Communication?patient=ada&category=handed-over')
    expect(found.body.entry).toHaveLength(1)
  })

  test.each([
    ['sent', { name: 'sent', valueDateTime: '2199-01-01' }, 422, 'future'],
    ['recipient', { name: 'recipient', valueReference: { reference: 'Patient/eva' } }, 422, 'unknown-reference'],
  ])('refuses a wrong %s by its rule', async (name, parameter, status, rule) => {
    await activate()
    const answer = await handOver(nurse, parameter)
    expect(answer.status, answer.text).toBe(status)
    expect(rulesIn(answer)).toEqual([rule])
    expect(answer.body.issue[0]?.expression).toEqual([name])
  })

  test.each([
    ['medium', { name: 'medium', valueCode: 'PIGEON' }],
    ['sent', { name: 'sent', valueString: 'yesterday' }],
    ['langauge', { name: 'langauge', valueCode: 'es' }],
  ])('says that %s is not understood', async (name, parameter) => {
    const answer = await handOver(nurse, parameter)
    expect(answer.status, answer.text).toBe(400)
    expect(answer.body.issue[0]?.expression).toEqual([name])
  })

  test('is not a biller’s or an auditor’s work', async () => {
    for (const role of ['biller', 'auditor', 'patient'] as const) {
      const client = await app.client({ role, ...(role === 'patient' ? { patient: 'ada' } : {}) })
      expect((await handOver(client)).status, role).toBe(403)
    }
  })
})

test('the audit file is a PDF too', async () => {
  const auditor = await app.client({ role: 'auditor' })
  const pdf = await auditor('/Patient/ada/$ccm-audit?month=2026-02', { headers: { accept: 'application/pdf' } })
  expect([pdf.status, pdf.headers.get('content-type')], pdf.text.slice(0, 500)).toEqual([200, 'application/pdf'])
  expect(pdf.text).toMatch(/^%PDF-/)
})
