import type { AuditEvent } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient
let auditor: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  auditor = await app.client({ role: 'auditor', user: 'Practitioner/sato' })
  await putAll(nurse, [aPatient('p1', 'Quillfeather'), aPatient('p2', 'Brandybuck'), aCondition('c1', 'p1', 'I10')])
})
afterAll(() => app.stop())

/** The entries of the trail about a request, once they are stored. */
async function entriesOf(request: string): Promise<AuditEvent[]> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const { body, text } = await auditor('/AuditEvent?_sort=-date&_count=100')
    const found = (body.entry ?? [])
      .map(({ resource }) => resource)
      .filter((event) => JSON.stringify(event).includes(request))
    if (found.length > 0) return found as unknown as AuditEvent[]
    if (attempt === 39) throw new Error(`Nothing of ${request} in the trail: ${text.slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return []
}

/** Only the engine writes one. */
const charge = JSON.stringify({
  resourceType: 'ChargeItem',
  identifier: [{ system: 'https://ccm-on-fhir.org/ig/charge', value: 'x' }],
  status: 'billable',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99490' }] },
  subject: { reference: 'Patient/p1' },
})

describe('the audit trail', () => {
  test.each([
    ['a read', '/Condition/c1', {}, { action: 'R', outcome: '0', subject: 'Condition/c1', patient: 'Patient/p1' }],
    ['a read of a version', '/Patient/p1/_history/1', {}, { action: 'R', outcome: '0', patient: 'Patient/p1' }],
    ['a search about one patient', '/Condition?patient=p1', {}, { action: 'E', outcome: '0', patient: 'Patient/p1' }],
    [
      'a search that finds one patient',
      '/Patient?family=Quillfeather',
      {},
      { action: 'E', outcome: '0', patient: 'Patient/p1' },
    ],
    ['a read of what is not there', '/Patient/nobody', {}, { action: 'R', outcome: '4' }],
    ['an operation', '/Patient/p1/$ccm-eligibility', {}, { action: 'E', outcome: '0', patient: 'Patient/p1' }],
    [
      'a read of a whole record',
      '/Patient/p1/$everything?_type=Condition',
      {},
      { action: 'E', outcome: '0', subject: 'Patient/p1', patient: 'Patient/p1' },
    ],
    ['a refused write', '/Organization/x', { method: 'PUT', body: '{}' }, { action: 'U', outcome: '4' }],
    [
      'a write about a patient that is refused by a rule',
      '/ChargeItem',
      { method: 'POST', body: charge },
      { action: 'C', outcome: '4', patient: 'Patient/p1' },
    ],
    [
      'a stale update',
      '/Condition/c1',
      { method: 'PUT', body: JSON.stringify(aCondition('c1', 'p1', 'I10')), headers: { 'if-match': 'W/"9"' } },
      { action: 'U', outcome: '4', subject: 'Condition/c1', patient: 'Patient/p1' },
    ],
    ['a path that means nothing', '/Frobnicate/1', {}, { outcome: '4' }],
  ] as const)('keeps %s', async (_what, path, init, expected) => {
    const request = `audit-${crypto.randomUUID()}`
    const given = 'headers' in init ? init.headers : {}
    const headers = { ...given, 'x-request-id': request, 'content-type': 'application/fhir+json' }
    await nurse(path, { ...init, headers })
    const [entry, ...more] = await entriesOf(request)
    expect(more).toEqual([])
    expect(entry?.outcome).toBe(expected.outcome)
    if ('action' in expected) expect(entry?.action).toBe(expected.action)
    const text = JSON.stringify(entry)
    expect(text).toContain('Practitioner/whitfield')
    if ('subject' in expected) expect(text).toContain(expected.subject)
    if ('patient' in expected) expect(text).toContain(expected.patient)
  })

  test('keeps a write once', async () => {
    const request = `audit-${crypto.randomUUID()}`
    await nurse('/Patient/p2', { method: 'PUT', json: aPatient('p2', 'Tuk'), headers: { 'x-request-id': request } })
    const entries = await entriesOf(request)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ action: 'U', outcome: '0' })
    expect(JSON.stringify(entries[0])).toContain('Patient/p2')
  })

  test('keeps the string of a search that was posted', async () => {
    const request = `audit-${crypto.randomUUID()}`
    await nurse('/Patient/_search', {
      method: 'POST',
      headers: { 'x-request-id': request, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'birthdate=1948-06-02',
    })
    const [entry] = await entriesOf(request)
    const query = entry?.entity?.find((entity) => entity.query !== undefined)?.query ?? ''
    expect(Buffer.from(query, 'base64').toString()).toContain('birthdate=1948-06-02')
  })

  test('is stored in whole at a graceful stop, and no name stands in the log', async () => {
    await nurse('/Patient?name=Quillfeather')
    await nurse('/Patient?name=Quillfeather&birthdate=zzz-Quillfeather')
    await nurse('/Patient/Quillfeather/Quillfeather/Quillfeather')
    await nurse('/Patient', { method: 'POST', json: { ...aPatient('x', 'Quillfeather'), frobnicate: 'Quillfeather' } })
    await nurse('/Patient/$Quillfeather')
    expect(app.log.length).toBeGreaterThan(5)
    expect(app.log.filter((line) => /Quillfeather|Brandybuck|1948/i.test(line))).toEqual([])
    expect(app.log.join('')).not.toMatch(/eyJ[\w-]+\./)
  })
})
