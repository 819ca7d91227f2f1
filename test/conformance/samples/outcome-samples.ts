import type { Bundle } from '@medplum/fhirtypes'
import { aCondition, aPatient, putAll } from '../../support/chart.ts'
import { aTimeEntry, enrollParameters } from '../../support/programme-client.ts'
import type { TestAnswer } from '../../support/test-app.ts'
import { StoreBusy } from '../../../server/ports/fhir-store.ts'
import { fault } from '../../../server/fhir/fault.ts'
import { failureOf } from '../../../server/fhir/outcome.ts'
import type { Collection } from './collection.ts'
import { SAMPLE_PATIENT } from './programme-samples.ts'

type Refused = readonly [name: string, status: number, answer: Promise<TestAnswer>]

/** Every form in which the server says no, and the outcomes of those who ask for one (`Prefer: return=OperationOutcome`). */
export async function collectOutcomes(collection: Collection): Promise<void> {
  const administrator = collection.as('administrator')
  await putAll(administrator, [
    aPatient('refusals', 'Refusals'),
    aPatient('gone', 'Gone'),
    aPatient('twin', 'Refusals'),
  ])
  await administrator('/Patient/gone', { method: 'DELETE' })
  for (const refused of [unreadable, unfound, unnegotiated, unauthorized, unruly])
    for (const [name, status, answer] of refused(collection)) collection.keep('outcome', name, status, await answer)
  await collectAsked(collection)
  collectUnprovoked(collection)
}

const json = (body: string, method = 'POST', headers: Record<string, string> = {}) => ({
  method,
  body,
  headers: { 'content-type': 'application/fhir+json', ...headers },
})

/** What cannot be understood. */
function unreadable(collection: Collection): Refused[] {
  const ask = collection.as('administrator')
  return [
    ['400-malformed', 400, ask('/Patient', json('{"resourceType":"Patient",'))],
    ['400-another-type', 400, ask('/Patient', json('{"resourceType":"Practitioner"}'))],
    ['400-unknown-element', 400, ask('/Patient', json('{"resourceType":"Patient","birthDay":"1950-01-01"}'))],
    [
      '400-many-issues',
      400,
      ask('/Patient', json('{"resourceType":"Patient","gender":"x","birthDate":"y","name":{}}')),
    ],
    ['400-no-id', 400, ask('/Patient/refusals', json('{"resourceType":"Patient"}', 'PUT'))],
    ['400-search-value', 400, ask('/Patient?birthdate=yesterday')],
    ['400-modifier', 400, ask('/Patient?birthdate:exact=1950')],
    ['400-strict', 400, ask('/Patient?frob=1', { headers: { prefer: 'handling=strict' } })],
    ['400-cursor', 400, ask('/Patient?_cursor=abc')],
    ['400-summary', 400, ask('/Patient?_summary=most')],
    ['400-parameter', 400, ask('/Patient/refusals/$ccm-eligibility?date=tomorrow')],
    ['400-bundle', 400, ask('/', { method: 'POST', json: { resourceType: 'Bundle', type: 'collection' } })],
    ['400-transaction', 400, ask('/', { method: 'POST', json: bundleThat('Observation/none') })],
    ['413-body', 413, ask('/Patient', json(`{"resourceType":"Patient","id":"${'x'.repeat(1_200_000)}"}`))],
    ['413-entries', 413, ask('/', { method: 'POST', json: bundleOf(21) })],
  ]
}

/** What is not there. */
function unfound(collection: Collection): Refused[] {
  const ask = collection.as('administrator')
  const stale = { 'if-match': 'W/"77"' }
  return [
    ['404-resource', 404, ask('/Patient/nobody')],
    ['404-version', 404, ask('/Patient/refusals/_history/99')],
    ['404-type', 404, ask('/Patiant/1')],
    ['404-operation', 404, ask('/Patient/refusals/$frobnicate')],
    ['404-path', 404, ask('/Patient/refusals/a/b')],
    ['404-job', 404, ask('/_jobs/0190f0a0-0000-7000-8000-000000000000')],
    ['404-discovery', 404, ask('/.well-known/nothing')],
    ['410-deleted', 410, ask('/Patient/gone')],
    ['412-version', 412, ask('/Patient/refusals', { method: 'PUT', json: aPatient('refusals', 'X'), headers: stale })],
    ['412-several', 412, ask('/Patient?family=Refusals', { method: 'DELETE' })],
    ['412-no-criterion', 412, ask('/Patient', { method: 'DELETE' })],
  ]
}

/** What comes in a way that is not served. */
function unnegotiated(collection: Collection): Refused[] {
  const ask = collection.as('administrator')
  return [
    ['405-method', 405, ask('/Patient/refusals', { method: 'POST', json: aPatient('refusals', 'X') })],
    ['405-operation', 405, ask('/Patient/refusals/$ccm-enroll')],
    ['406-xml', 406, ask('/Patient/refusals', { headers: { accept: 'application/fhir+xml' } })],
    ['406-format', 406, ask('/Patient/refusals?_format=xml')],
    ['415-xml', 415, ask('/Patient', json('<Patient/>', 'POST', { 'content-type': 'application/fhir+xml' }))],
    ['415-compressed', 415, ask('/Patient', json('{}', 'POST', { 'content-encoding': 'gzip' }))],
  ]
}

/** What the caller may not. */
function unauthorized(collection: Collection): Refused[] {
  const ask = collection.as('administrator')
  const charge = {
    resourceType: 'ChargeItem',
    identifier: [{ system: 'https://ccm-on-fhir.org/ig/charge', value: '1' }],
    status: 'billable',
    code: { text: 'x' },
    subject: { reference: 'Patient/refusals' },
  }
  return [
    ['401-no-token', 401, ask('/Patient/refusals', { headers: { authorization: '' } })],
    ['401-another-scheme', 401, ask('/Patient/refusals', { headers: { authorization: 'Basic dXNlcjpwYXNz' } })],
    ['401-bad-token', 401, ask('/Patient/refusals', { headers: { authorization: 'Bearer abc.def.ghi' } })],
    ['403-role', 403, collection.as('auditor')('/Patient', { method: 'POST', json: { resourceType: 'Patient' } })],
    ['403-operation', 403, collection.as('clinical-staff')('/$ccm-close-month?month=2026-01', { method: 'POST' })],
    ['403-engine-only', 403, ask('/ChargeItem', { method: 'POST', json: charge })],
  ]
}

/** What the programme's rules or the guide forbid. */
function unruly(collection: Collection): Refused[] {
  const ask = collection.as('administrator')
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', json: body })
  const again = aTimeEntry(SAMPLE_PATIENT, '2026-02-05T09:10:00-06:00', '2026-02-05T09:20:00-06:00')
  const claiming = {
    ...aCondition('', 'refusals', 'I10'),
    id: undefined,
    meta: { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan'] },
  }
  const unsaid = enrollParameters({ name: 'consent', part: [{ name: 'method', valueCode: 'verbal' }] })
  return [
    ['409-overlap', 409, post('/Task', again)],
    ['409-enrolled', 409, post(`/Patient/${SAMPLE_PATIENT}/$ccm-enroll`, enrollParameters())],
    [
      '422-end-before-start',
      422,
      post('/Task', { ...again, executionPeriod: { start: '2026-02-06', end: '2026-02-05' } }),
    ],
    [
      '422-not-enrolled',
      422,
      post('/Task', aTimeEntry('refusals', '2026-02-05T09:10:00-06:00', '2026-02-05T09:20:00-06:00')),
    ],
    ['422-enroll', 422, post('/Patient/refusals/$ccm-enroll', unsaid)],
    ['422-month-running', 422, post('/$ccm-close-month?month=2199-01', { resourceType: 'Parameters' })],
    ['422-profile', 422, post('/Condition', claiming)],
  ]
}

/** Outcomes of what went well. */
async function collectAsked(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  const headers = { prefer: 'return=OperationOutcome' }
  const body = {
    ...aPatient('asked', 'Asked'),
    meta: { profile: ['https://unknown.test/StructureDefinition/unknown'] },
  }
  const created = await ask('/Patient/asked', { method: 'PUT', json: aPatient('asked', 'Asked'), headers })
  collection.keep('outcome', '201-created', 201, created)
  const noticed = await ask('/Patient/asked', { method: 'PUT', json: body, headers })
  collection.keep('outcome', '200-unknown-profile', 200, noticed)
  const removed = await ask('/Patient/asked', { method: 'DELETE', headers })
  collection.keep('outcome', '200-deleted', 200, removed)
  collection.keep('outcome', '200-nothing-to-delete', 200, await ask('/Patient/asked', { method: 'DELETE', headers }))
}

/** What a healthy server does not answer, from the place where its answers are made. */
function collectUnprovoked(collection: Collection): void {
  const errors = {
    '500': new Error('a fault of ours'),
    '503-busy': new StoreBusy('Many writers want the same; try again.'),
    '503-unavailable': Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }),
    '503-stopping': fault(503, 'transient', 'The server is stopping.'),
    '501': fault(501, 'not-supported', 'Not here.'),
  }
  for (const [name, error] of Object.entries(errors)) collection.keepResource('outcome', name, failureOf(error).outcome)
}

function bundleThat(reference: string): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { resource: aPatient('t', 'T'), request: { method: 'PUT', url: 'Patient/t' } },
      { request: { method: 'DELETE', url: `${reference}?` } },
      { request: { method: 'FROB' as never, url: 'Patient/t' } },
    ],
  }
}

function bundleOf(count: number): Bundle {
  const entry = Array.from({ length: count }, () => ({ request: { method: 'GET', url: 'Patient/refusals' } as const }))
  return { resourceType: 'Bundle', type: 'batch', entry }
}
