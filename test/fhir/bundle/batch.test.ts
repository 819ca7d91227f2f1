import type { Bundle, BundleEntry, Patient, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entriesOf, entryAt, statusesOf } from '../../support/bundles.ts'
import { anObservation, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const send = (...entry: BundleEntry[]): Promise<TestAnswer> =>
  nurse('', { method: 'POST', json: { resourceType: 'Bundle', type: 'batch', entry } satisfies Bundle })
const post = (resource: Resource, request: object = {}): BundleEntry => ({
  resource,
  request: { method: 'POST', url: resource.resourceType, ...request },
})
const codesOf = (answer: TestAnswer) => statusesOf(answer).map((status) => status.slice(0, 3))

describe('a batch', () => {
  test('serves each entry by itself: one that fails leaves the others alone', async () => {
    await putAll(nurse, [aPatient('here', 'Here'), aPatient('doomed', 'Doomed')])
    const answer = await send(
      post(aPatient('x', 'Made')),
      post({ resourceType: 'Patient', gender: 'odd' } as unknown as Patient),
      { request: { method: 'GET', url: 'Patient/here' } },
      { request: { method: 'GET', url: 'Patient/nobody' } },
      { request: { method: 'GET', url: 'Patient?_id=here' } },
      { request: { method: 'DELETE', url: 'Patient/doomed' } },
      { resource: aPatient('here', 'Changed'), request: { method: 'PUT', url: 'Patient/here', ifMatch: 'W/"9"' } },
      { resource: aPatient('here', 'Changed'), request: { method: 'PUT', url: 'Patient/here', ifMatch: 'W/"1"' } },
      { request: { method: 'GET', url: 'Patient/here/$ccm-eligibility' } },
      { request: { method: 'GET', url: 'Patiant/here' } },
      { request: { method: 'GET', url: 'http://elsewhere/Patient/here' } },
      { resource: aPatient('here', 'X'), request: { method: 'PATCH', url: 'Patient/here' } },
      post({ resourceType: 'Claim' } as Resource),
      post({ resourceType: 'Bundle', type: 'batch' }, { url: '/' }),
    )
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'batch-response' })
    const expected = ['201', '400', '200', '404', '200', '204', '412', '200', '200', '404', '400', '400', '403', '400']
    expect(codesOf(answer)).toEqual(expected)
    const entry = (at: number) => entryAt(answer, at)
    const { etag, lastModified } = entry(0).response
    expect(etag).toBe('W/"1"')
    // HTTP's dates have no fractions of a second.
    expect(lastModified.slice(0, 19)).toBe(entry(0).resource.meta.lastUpdated.slice(0, 19))
    expect(entry(0).response.location).toMatch(/Patient\/.+\/_history\/1$/)
    expect(entry(1).response.outcome?.issue[0]?.expression).toEqual(['Patient.gender'])
    // PUT comes before GET.
    expect(entry(2).resource.name[0]?.family).toBe('Changed')
    expect(entry(3).response.outcome?.issue[0]?.code).toBe('not-found')
    expect(entry(4).resource).toMatchObject({ resourceType: 'Bundle', type: 'searchset' })
    expect(entry(8).resource.resourceType).toBe('Parameters')
    expect(entriesOf(answer).every((each) => !('resource' in each && each.response.outcome))).toBe(true)
  })

  test.each([
    ['no object', 'not an object', 'Bundle.entry[1]'],
    ['null', null, 'Bundle.entry[1]'],
    ['a list', [], 'Bundle.entry[1]'],
    ['an entry without a request', { resource: aPatient('x', 'X') }, 'Bundle.entry[1].request'],
    ['another method', { request: { method: 'LOAD', url: 'Patient' } }, 'Bundle.entry[1].request.method'],
    ['a method in small letters', { request: { method: 'get', url: 'Patient' } }, 'Bundle.entry[1].request.method'],
    ['no URL', { request: { method: 'GET' } }, 'Bundle.entry[1].request.url'],
    ['a resource that is text', { ...post(aPatient('x', 'X')), resource: 'Patient' }, 'Bundle.entry[1].resource'],
    ['a resource without a type', { ...post(aPatient('x', 'X')), resource: {} }, 'Bundle.entry[1].resource'],
    ['a PUT without a resource', { request: { method: 'PUT', url: 'Patient/x' } }, 'Bundle.entry[1].resource'],
    [
      'an If-Match that is a number',
      { request: { method: 'GET', url: 'x', ifMatch: 1 } },
      'Bundle.entry[1].request.ifMatch',
    ],
  ])('of which one entry is %s refuses that entry alone', async (_what, entry, expression) => {
    const here = { request: { method: 'GET', url: 'Patient/here' } } as const
    const answer = await send(here, entry as BundleEntry, post(aPatient('x', 'After')))
    expect(codesOf(answer)).toEqual(['200', '400', '201'])
    expect(entryAt(answer, 1).response.outcome?.issue[0]).toMatchObject({ severity: 'error', expression: [expression] })
  })

  test.each([
    ['a name twice', '"active":true,"active":false', '"active" stands twice'],
    ['no JSON', '"active": tru', 'line 1, column 37 a value was expected'],
    ['nesting without end', `"x":${'['.repeat(200)}${']'.repeat(200)}`, 'nested deeper'],
  ])('in which one resource has %s refuses that entry alone', async (_what, inside, words) => {
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'batch',
      entry: [post(aPatient('x', 'Before')), post({ resourceType: 'Patient', id: 'BROKEN' })],
    })
    const body = text.replace('"id":"BROKEN"', inside)
    for (const sent of [body, body + ' '.repeat(20_000)]) {
      const answer = await nurse('', {
        method: 'POST',
        body: sent,
        headers: { 'content-type': 'application/fhir+json' },
      })
      expect(codesOf(answer)).toEqual(['201', '400'])
      const [issue] = entryAt(answer, 1).response.outcome?.issue ?? []
      expect(issue?.diagnostics).toContain(words)
      expect(issue?.expression).toEqual(['Bundle.entry[1].resource'])
    }
  })

  test('that is no JSON as a whole is refused as a whole', async () => {
    const body = '{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/here"}]}'
    const answer = await nurse('', { method: 'POST', body, headers: { 'content-type': 'application/fhir+json' } })
    expect(answer.status).toBe(400)
  })

  test('patches', async () => {
    await putAll(nurse, [aPatient('patched', 'Patched')])
    const request = { method: 'PATCH', url: 'Patient/patched' } as const
    const binary = (operations: object[]): Resource => ({
      resourceType: 'Binary',
      contentType: 'application/json-patch+json',
      data: Buffer.from(JSON.stringify(operations)).toString('base64'),
    })
    const parameters: Resource = {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'replace' },
            { name: 'path', valueString: 'Patient.gender' },
            { name: 'value', valueCode: 'male' },
          ],
        },
      ],
    }
    const answer = await send(
      { resource: binary([{ op: 'replace', path: '/active', value: false }]), request },
      { resource: parameters, request },
      { resource: binary([{ op: 'remove', path: '/photo' }]), request },
      { resource: parameters, request: { ...request, ifMatch: 'W/"9"' } },
      { resource: { resourceType: 'Binary', contentType: 'text/plain', data: 'AAAA' }, request },
      { request: { method: 'GET', url: 'Patient/patched' } },
    )
    expect(codesOf(answer)).toEqual(['200', '200', '422', '412', '400', '200'])
    expect(entryAt(answer, 5).resource).toMatchObject({ active: false, gender: 'male', meta: { versionId: '3' } })
  })

  test('asks with the headers of its entries', async () => {
    const fresh = (await nurse('/Patient/here')).headers.get('etag') ?? ''
    const answer = await send(
      { request: { method: 'GET', url: 'Patient/here', ifNoneMatch: fresh } },
      { request: { method: 'GET', url: 'Patient/here', ifNoneMatch: 'W/"999"' } },
      { request: { method: 'HEAD', url: 'Patient/here' } },
    )
    expect(codesOf(answer)).toEqual(['304', '200', '200'])
    expect([0, 1, 2].map((at) => 'resource' in entryAt(answer, at))).toEqual([false, true, false])
  })

  test('creates under conditions, once', async () => {
    const patient: Patient = { resourceType: 'Patient', identifier: [{ system: 'http://mrn', value: 'batch-1' }] }
    const entry = post(patient, { ifNoneExist: 'identifier=http://mrn|batch-1' })
    const answer = await send(...Array.from({ length: 20 }, () => entry))
    expect(codesOf(answer).toSorted()).toEqual([...Array.from({ length: 19 }, () => '200'), '201'])
  })

  test('that is large goes through the worker, digits and all', async () => {
    const entries = Array.from({ length: 200 }, (_, at) => post(anObservation(`o${at}`, 'here', '2026-03-01')))
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: entries }).replaceAll('70', '70.50')
    const answer = await nurse('', { method: 'POST', body, headers: { 'content-type': 'application/fhir+json' } })
    expect(new Set(codesOf(answer))).toEqual(new Set(['201']))
    expect(answer.text.split('"value":70.50')).toHaveLength(201)
  })

  test('leaves an entry in the audit trail for each of its entries', async () => {
    const admin = await app.client({ role: 'administrator' })
    await send(
      { request: { method: 'GET', url: 'Patient/here' } },
      { request: { method: 'GET', url: 'Patient/audited-nobody' } },
    )
    await expect
      .poll(async () => (await admin('/AuditEvent?patient=audited-nobody&action=R')).body.entry?.length)
      .toBe(1)
  })
})
