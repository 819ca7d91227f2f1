import type { Bundle, BundleEntry, Patient, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countOf,
  expectIssue,
  get,
  post,
  put,
  remove,
  statusesOf,
  transaction,
  unique,
  urn,
  withIdentifier,
} from '../../support/bundles.ts'
import { aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp({ MAX_BUNDLE_ENTRIES: '600' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const send = (bundle: Bundle, prefer?: string): Promise<TestAnswer> =>
  nurse('', { method: 'POST', json: bundle, headers: prefer === undefined ? {} : { prefer } })

/** An entry that cannot be served, and how that is said. */
interface Bad {
  readonly entry: BundleEntry
  readonly status: number
  readonly expression: RegExp
}

describe('all or nothing', () => {
  const bad: Record<string, () => Bad | Promise<Bad>> = {
    'a resource that is none of R4': () => ({
      entry: post({ resourceType: 'Patient', gender: 'odd' } as unknown as Patient),
      status: 400,
      expression: /^Bundle\.entry\[2\]\.resource\.gender$/,
    }),
    'a profile that is not met': () => ({
      entry: post({
        resourceType: 'CarePlan',
        status: 'active',
        intent: 'plan',
        subject: { reference: 'Patient/p' },
        meta: { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan'] },
      }),
      status: 422,
      expression: /^Bundle\.entry\[2\]\.resource/,
    }),
    'a stale version': async () => {
      const id = unique('stale')
      await putAll(nurse, [aPatient(id, 'One'), aPatient(id, 'Two')])
      return {
        entry: put(aPatient(id, 'Three'), { ifMatch: 'W/"1"' }),
        status: 412,
        expression: /^Bundle\.entry\[2\]$/,
      }
    },
    'a read of what is not there': () => ({
      entry: get('Patient/nobody'),
      status: 404,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'a type that the caller may not write': () => ({
      entry: post({ resourceType: 'Claim' } as Resource),
      status: 403,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'what only the engine writes': () => ({
      entry: post({
        resourceType: 'Task',
        status: 'completed',
        intent: 'order',
        for: { reference: 'Patient/p' },
        code: { coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity', code: 'patient-contact' }] },
        owner: { reference: 'Practitioner/whitfield' },
        executionPeriod: { start: '2026-03-02T15:00:00Z', end: '2026-03-02T14:00:00Z' },
      }),
      status: 422,
      expression: /^Bundle\.entry\[2\]\.resource/,
    }),
    'a PATCH that is none': () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'PATCH', url: 'Patient/p' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]\.resource$/,
    }),
    'a URL on another server': () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'POST', url: 'http://elsewhere/fhir/Patient' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'a resource of another type than its URL': () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'POST', url: 'Condition' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]/,
    }),
    'an update whose resource carries another id': () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'PUT', url: 'Patient/q' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]\.resource\.id$/,
    }),
  }

  test.each(Object.keys(bad))('%s stops the whole', async (name) => {
    const { entry, status, expression } = await bad[name]!()
    const value = unique('atomic')
    const kept = unique('kept')
    await putAll(nurse, [aPatient(kept, 'Kept')])
    const answer = await send(transaction(post(withIdentifier(value)), remove(`Patient/${kept}`), entry))
    expect(answer.status, answer.text).toBe(status)
    expect(answer.body.issue[0]?.expression?.[0]).toMatch(expression)
    expect(await countOf(nurse, `Patient?identifier=${value}`)).toBe(0)
    expect((await nurse(`/Patient/${kept}`)).status).toBe(200)
  })

  test('two changes of one resource are refused, also where conditions find it', async () => {
    const id = unique('twice')
    const value = unique('twice')
    await putAll(nurse, [withIdentifier(value, { id })])
    const both = (...entries: BundleEntry[]) => send(transaction(...entries))
    const issue = { code: 'duplicate', expression: ['Bundle.entry[1]'] }
    expectIssue(await both(put(aPatient(id, 'A')), put(aPatient(id, 'B'))), 400, issue)
    expectIssue(await both(remove(`Patient/${id}`), put(aPatient(id, 'B'))), 400, issue)
    expectIssue(await both(put(aPatient(id, 'A')), remove(`Patient?identifier=${value}`)), 400, issue)
    const conditional: BundleEntry = {
      resource: withIdentifier(value),
      request: { method: 'PUT', url: `Patient?identifier=http://mrn|${value}` },
    }
    expectIssue(await both(put(aPatient(id, 'A')), conditional), 400, issue)
    const fullUrl = urn()
    const same = await both(post(aPatient('x', 'A'), { fullUrl }), post(aPatient('x', 'B'), { fullUrl }))
    expectIssue(same, 400, { code: 'duplicate', expression: ['Bundle.entry[1].fullUrl'] })
  })

  test('more entries than a request takes, malformed JSON, another content type', async () => {
    const many = transaction(...Array.from({ length: 601 }, () => post(aPatient('x', 'X'))))
    expectIssue(await send(many), 413, { code: 'too-long' })
    const text = `${JSON.stringify(transaction(post(aPatient('x', 'X'))))},`
    const body = (type: string) => nurse('', { method: 'POST', body: text, headers: { 'content-type': type } })
    expectIssue(await body('application/fhir+json'), 400, { code: 'structure' })
    expectIssue(await body('text/turtle'), 415, { code: 'not-supported' })
  })

  test('what is large goes the same way: through the worker', async () => {
    const value = unique('large')
    const entries = Array.from({ length: 500 }, (_, at) =>
      post(withIdentifier(value, { name: [{ family: `F${at}` }] }), { fullUrl: urn() }),
    )
    const answer = await send(transaction(...entries), 'return=minimal')
    expect(new Set(statusesOf(answer))).toEqual(new Set(['201 Created']))
    expect(await countOf(nurse, `Patient?identifier=${value}`)).toBe(500)
    const spoilt = [...entries, post({ resourceType: 'Patient', gender: 'odd' } as unknown as Patient)]
    expectIssue(await send(transaction(...spoilt)), 400, { expression: ['Bundle.entry[500].resource.gender'] })
    expect(await countOf(nurse, `Patient?identifier=${value}`)).toBe(500)
  })
})
