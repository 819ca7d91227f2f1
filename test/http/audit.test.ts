import type { AuditEvent } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
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

/** What came without a valid token, as the database's owner sees it. */
async function refusedOf({
  database,
}: TestApp): Promise<readonly { readonly tenant: number; readonly refusal: string }[]> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  const { rows } = await client.query<{ tenant: number; refusal: string }>(
    `select tenant, refusal, query, client from ccm.audit where interaction = 'access-refused' order by at, process, seq`,
  )
  await client.end()
  return rows
}

/** Only the engine writes one. */
const charge = JSON.stringify({
  resourceType: 'ChargeItem',
  identifier: [{ system: 'https://ccm-on-fhir.org/ig/charge', value: 'x' }],
  status: 'billable',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99490' }] },
  subject: { reference: 'Patient/p1' },
})

/** Refused before anybody has looked into the record: the URL says whose it would have been. */
const REFUSED_WITH_PATIENT = (
  [
    ['a search that is refused', '/AuditEvent?patient=p1', {}],
    ['a search that is wrong', '/Condition?subject=Patient%2Fp1&_count=many', {}],
    ['a search of a refused type in a record', '/Patient/p1/AuditEvent', {}],
    ['an operation that is refused', '/Patient/p1/$ccm-close-month', { method: 'POST', body: '{}' }],
    ['an operation that is not there', '/Patient/p1/$frobnicate', {}],
    ['a change under criteria that is refused', '/ClaimResponse?patient=Patient/p1', { method: 'PUT', body: '{}' }],
  ] as const
).map(
  ([what, path, init]) => [`${what}, with its patient`, path, init, { outcome: '4', patient: 'Patient/p1' }] as const,
)

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
    [
      'a search of somebody’s record',
      '/Patient/p1/Condition?code=I10',
      {},
      { action: 'E', outcome: '0', patient: 'Patient/p1' },
    ],
    ...REFUSED_WITH_PATIENT,
    ['a search that names two patients', '/AuditEvent?patient=p1&patient=p2', {}, { outcome: '4', patient: null }],
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
    const patients = (entry?.entity ?? []).flatMap(({ role, what }) => (role?.code === '1' ? [what?.reference] : []))
    if ('patient' in expected) expect(patients).toEqual(expected.patient === null ? [] : [expected.patient])
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

  test('keeps what comes without a valid token: of no practice, once an address and minute, and how often', async () => {
    const before = await refusedOf(app)
    for (let time = 0; time < 20; time++) await fetch(`${app.fhir}/Patient/p1`)
    for (const authorization of ['Bearer eyJhbGciOiJub25lIn0.e30.x', 'Basic dXNlcjpwYXNzd29yZA=='])
      await fetch(`${app.fhir}/Patient/p1`, { headers: { authorization } })
    await vi.waitFor(async () => {
      expect((await refusedOf(app)).length).toBe(before.length + 3)
    }, 5000)
    const entered = (await refusedOf(app)).slice(before.length)
    expect(entered.map(({ refusal }) => refusal)).toEqual(['no-token', 'invalid_token', 'invalid_request'])
    expect(new Set(entered.map(({ tenant }) => tenant))).toEqual(new Set([0]))
    expect(JSON.stringify(entered)).not.toMatch(/eyJ|dXNl/)
    expect((await auditor('/AuditEvent?subtype=access-refused')).body.entry).toBeUndefined()
  })

  test('is stored in whole at a graceful stop, and no name stands in the log', async () => {
    await nurse('/Patient?name=Quillfeather')
    await nurse('/Patient?name=Quillfeather&birthdate=zzz-Quillfeather')
    await nurse('/Patient/Quillfeather/Quillfeather/Quillfeather')
    await nurse('/Patient', { method: 'POST', json: { ...aPatient('x', 'Quillfeather'), frobnicate: 'Quillfeather' } })
    await nurse('/Patient/$Quillfeather')
    expect(app.log.length).toBeGreaterThan(5)
    expect(app.log.filter((line) => /Quillfeather|Brandybuck|1948-\d\d-\d\d/i.test(line))).toEqual([])
    expect(app.log.join('')).not.toMatch(/eyJ[\w-]+\./)
  })
})
