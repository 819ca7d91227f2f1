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

const statusesOf = ({ entry = [] }: { readonly entry?: readonly object[] }) =>
  entry.map((one) => (one as { response?: { status?: string } }).response?.status)

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

  test('again with the same key, as after a lost answer, makes nothing twice, also at once', async () => {
    await activate()
    const key = { name: 'key', valueId: '5b1c0a53-6f0e-4d5a-9e55-0f6a2f5a3c11' }
    const communications = async () => (await nurse('/Communication?patient=ada&_total=accurate&_count=0')).body.total
    const before = await communications()
    const answers = await Promise.all([handOver(nurse, key), handOver(nurse, key)])
    const again = await handOver(nurse, key)
    const made = [...answers, again].map(({ body, text }) => {
      const document = writtenOf<DocumentReference>(body, 'DocumentReference')
      expect(document.content, text.slice(0, 300)).toHaveLength(2)
      return [document.id, writtenOf<Communication>(body, 'Communication').id]
    })
    expect(new Set(made.map((ids) => ids.join()))).toHaveLength(1)
    expect(statusesOf(again.body)).toEqual(['200 OK', '200 OK'])
    expect(await communications()).toBe(before + 1)
    const mailed = await handOver(nurse, key, { name: 'medium', valueCode: 'MAILWRIT' })
    expect(statusesOf(mailed.body)).toEqual(['201 Created', '201 Created'])
    const without = [await handOver(nurse), await handOver(nurse)]
    expect(without.flatMap(({ body }) => statusesOf(body))).toEqual(Array(4).fill('201 Created'))
    expect(await communications()).toBe(before + 4)
  })

  test('a newer copy takes the place of the older ones; another language of the same version stands beside it', async () => {
    await activate()
    const given = async (code: string) =>
      writtenOf<DocumentReference>(
        (await handOver(nurse, { name: 'language', valueCode: code })).body,
        'DocumentReference',
      )
    const current = async () => {
      const { body } = await nurse('/DocumentReference?patient=ada&status=current')
      return (body.entry ?? []).map(({ resource }) => resource.id).toSorted()
    }
    const other: DocumentReference = {
      resourceType: 'DocumentReference',
      status: 'current',
      subject: { reference: 'Patient/ada' },
      content: [{ attachment: { contentType: 'text/plain', data: 'QQ==' } }],
      context: { related: [{ reference: `CarePlan/${plan.id ?? ''}` }] },
    }
    const letter = (await nurse('/DocumentReference', { method: 'POST', json: other })).body.id
    const english = await given('en')
    const spanish = await given('es')
    expect(await current()).toEqual([letter, english.id, spanish.id].toSorted())
    const newer = await given('en')
    expect(newer.relatesTo).toEqual([
      { code: 'replaces', target: { reference: `DocumentReference/${english.id ?? ''}` } },
    ])
    expect(await current()).toEqual([letter, newer.id, spanish.id].toSorted())
    const revised = await administrator(`/CarePlan/${plan.id}`, { method: 'PUT', json: { ...plan, title: 'Revised' } })
    plan = revised.body as unknown as CarePlan
    const last = await given('es')
    expect(last.relatesTo?.map(({ target }) => target.reference)).toEqual(
      [spanish, newer].map(({ id }) => `DocumentReference/${id ?? ''}`),
    )
    expect(await current()).toEqual([letter, last.id].toSorted())
    const { body } = await nurse(`/DocumentReference/${english.id ?? ''}`)
    expect(body).toMatchObject({ status: 'superseded', content: english.content })
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
    ['key', { name: 'key', valueId: 'not a key' }],
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
