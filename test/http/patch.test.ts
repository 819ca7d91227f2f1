import type { Patient } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countOf, expectIssue, unique, versionsOf, withIdentifier } from '../support/bundles.ts'
import { anObservation, aPatient, putAll } from '../support/chart.ts'
import { inactive, JSON_PATCH, sendPatch } from '../support/patches.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

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

/** Sends a FHIRPath Patch of one operation. */
function fhirpathPatch(path: string, ...part: readonly object[]): Promise<TestAnswer> {
  const json = { resourceType: 'Parameters', parameter: [{ name: 'operation', part }] }
  return nurse(path, { method: 'PATCH', json })
}

async function newPatient(more: Partial<Patient> = {}): Promise<string> {
  const id = unique('patched')
  await putAll(nurse, [aPatient(id, 'Patched', more)])
  return `/Patient/${id}`
}

describe('a JSON Patch', () => {
  test('makes a new version, and answers with it', async () => {
    const path = await newPatient()
    const answer = await patch(path, [...inactive, { op: 'add', path: '/name/0/given/0', value: 'New' }])
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ active: false, name: [{ given: ['New', 'Test'] }], meta: { versionId: '2' } })
    expect(answer.headers.get('etag')).toBe('W/"2"')
    expect(answer.headers.get('location')).toMatch(new RegExp(`/fhir/r4${path}/_history/2$`))
    expect((await nurse(path)).text).toBe(answer.text)
    expect(await countOf(nurse, `Patient?_id=${path.slice(9)}&active=false`)).toBe(1)
  })

  test('of which one operation fails changes nothing', async () => {
    const path = await newPatient()
    const answer = await patch(path, [...inactive, { op: 'test', path: '/gender', value: 'male' }])
    expectIssue(answer, 409, { code: 'conflict', expression: ['Patient.gender'] })
    expectIssue(await patch(path, [...inactive, { op: 'remove', path: '/photo/0' }]), 422, { code: 'processing' })
    expect(await versionsOf(nurse, path.slice(1))).toBe(1)
  })

  test('keeps the digits of decimals that it does not touch', async () => {
    const body = JSON.stringify(anObservation('x', 'p', '2026-03-01')).replace('70', '70.500')
    const created = await nurse('/Observation', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    const path = `/Observation/${created.body.id}`
    expect((await patch(path, [{ op: 'add', path: '/note', value: [{ text: 'n' }] }])).text).toContain('"value":70.500')
  })

  test('whose result is no resource of R4, or not what it claims to be, is refused as an update is', async () => {
    const path = await newPatient()
    const answer = await patch(path, [{ op: 'replace', path: '/gender', value: 'odd' }])
    expectIssue(answer, 400, { expression: ['Patient.gender'] })
    expect((await patch(path, [{ op: 'add', path: '/nickname', value: 'x' }])).status).toBe(400)
    for (const [path_, value] of [
      ['/id', 'other'],
      ['/resourceType', 'Practitioner'],
      ['', []],
    ] as const)
      expectIssue(await patch(path, [{ op: 'replace', path: path_, value }]), 422, { code: 'processing' })
    expect(await versionsOf(nurse, path.slice(1))).toBe(1)
  })

  test('does not write what the server says of a version', async () => {
    const path = await newPatient()
    const answer = await patch(path, [{ op: 'replace', path: '/meta/versionId', value: '77' }, ...inactive])
    expect(answer.body.meta.versionId).toBe('2')
  })
})

describe('a FHIRPath Patch', () => {
  test('makes a new version', async () => {
    const path = await newPatient({
      telecom: [
        { system: 'phone', value: '1' },
        { system: 'email', value: '2' },
      ],
    })
    const answer = await fhirpathPatch(
      path,
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: "Patient.telecom.where(system = 'email').value" },
      { name: 'value', valueString: '3' },
    )
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({
      telecom: [{ value: '1' }, { system: 'email', value: '3' }],
      meta: { versionId: '2' },
    })
  })

  test('that cannot be applied is refused, by its path', async () => {
    const path = await newPatient()
    const missing = [
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Patient.photo.title' },
    ]
    const answer = await fhirpathPatch(path, ...missing, { name: 'value', valueString: 'x' })
    expectIssue(answer, 422, { code: 'processing', expression: ['Patient.photo.title'] })
    expectIssue(await fhirpathPatch(path, ...missing), 400, { code: 'structure' })
  })
})

describe('what is patched, and how', () => {
  test.each([
    ['XML', 'application/xml-patch+xml', '<diff/>', 415],
    ['a merge patch', 'application/merge-patch+json', '{}', 415],
    ['nothing said', '', '[]', 415],
    ['a resource that is no patch', 'application/fhir+json', '{"resourceType":"Patient"}', 400],
    ['a list as a resource', 'application/fhir+json', '[]', 400],
    ['no JSON', JSON_PATCH, '[{"op":', 400],
    ['nothing', JSON_PATCH, '', 400],
    [
      'a Binary without a patch',
      'application/fhir+json',
      '{"resourceType":"Binary","contentType":"text/plain","data":""}',
      400,
    ],
  ])('%s', async (_what, type, body, status) => {
    const path = await newPatient()
    const answer = await nurse(path, {
      method: 'PATCH',
      body: new TextEncoder().encode(body),
      headers: { 'content-type': type },
    })
    expect(answer.status, answer.text).toBe(status)
    expect(answer.headers.get('accept-patch')).toBe(status === 415 ? `${JSON_PATCH}, application/fhir+json` : null)
  })

  test('If-Match names the version', async () => {
    const path = await newPatient()
    expect((await patch(path, inactive, { 'if-match': 'W/"1"' })).status).toBe(200)
    expectIssue(await patch(path, inactive, { 'if-match': 'W/"1"' }), 412, { code: 'conflict' })
    expect((await patch(path, inactive, { 'if-match': 'three' })).status).toBe(400)
  })

  test('Prefer says what is answered', async () => {
    const path = await newPatient()
    const minimal = await patch(path, inactive, { prefer: 'return=minimal' })
    expect([minimal.status, minimal.text, minimal.headers.get('etag')]).toEqual([200, '', 'W/"2"'])
    const outcome = await patch(path, inactive, { prefer: 'return=OperationOutcome' })
    expectIssue(outcome, 200, { severity: 'information' })
    const again = await patch(path, inactive, { prefer: 'unchanged=skip' })
    expect([again.status, again.headers.get('etag')]).toEqual([200, 'W/"3"'])
  })

  test('what is not there, or no more, is not patched', async () => {
    expectIssue(await patch('/Patient/nobody-at-all', inactive), 404, { code: 'not-found' })
    const path = await newPatient()
    await nurse(path, { method: 'DELETE' })
    expectIssue(await patch(path, inactive), 410, { code: 'deleted' })
    expectIssue(await patch('/AuditEvent/x', inactive, {}, admin), 403, { code: 'forbidden' })
  })
})

describe('a conditional patch', () => {
  test('patches what the criteria find', async () => {
    const value = unique('mrn')
    const path = await newPatient({ identifier: [{ system: 'http://mrn', value }] })
    const answer = await patch(`/Patient?identifier=http://mrn|${value}`, inactive)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers.get('location')).toMatch(new RegExp(`/fhir/r4${path}/_history/2$`))
  })

  test('of nothing is 404, of several 412, without criteria 412', async () => {
    const value = unique('mrn')
    expectIssue(await patch(`/Patient?identifier=${value}`, inactive), 404, { code: 'not-found' })
    for (let at = 0; at < 2; at++) await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    expectIssue(await patch(`/Patient?identifier=${value}`, inactive), 412, { code: 'multiple-matches' })
    expect((await patch('/Patient', inactive)).status).toBe(412)
  })
})

describe('patches at once', () => {
  const adding = (value: string) => [{ op: 'add', path: '/identifier/-', value: { system: 'http://race', value } }]
  const values = Array.from({ length: 40 }, (_, at) => `v${at}`)

  test('are all done, whoever comes between', async () => {
    const path = await newPatient({ identifier: [{ system: 'http://race', value: 'first' }] })
    const answers = await Promise.all(values.map((value) => patch(path, adding(value))))
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200))
    const { body } = await nurse(path)
    const kept = (body as unknown as Patient).identifier?.map(({ value }) => value)
    expect(kept?.toSorted()).toEqual(['first', ...values].toSorted())
    expect(body.meta.versionId).toBe('41')
  })

  test('with one version asked for: one wins', async () => {
    const path = await newPatient({ identifier: [{ system: 'http://race', value: 'first' }] })
    const answers = await Promise.all(values.map((value) => patch(path, adding(value), { 'if-match': 'W/"1"' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(39)
  })

  test('beside updates lose nothing that was answered with success', async () => {
    const path = await newPatient({ identifier: [{ system: 'http://race', value: 'first' }] })
    const update = async () => {
      const { body, headers } = await nurse(path)
      return nurse(path, {
        method: 'PUT',
        json: { ...body, active: false },
        headers: { 'if-match': headers.get('etag') ?? '' },
      })
    }
    const [patches] = await Promise.all([
      Promise.all(values.slice(0, 20).map((value) => patch(path, adding(value)))),
      Promise.all(Array.from({ length: 20 }, update)),
    ])
    expect(patches.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    const kept = ((await nurse(path)).body as unknown as Patient).identifier?.map(({ value }) => value) ?? []
    const done = values.slice(0, 20).filter((_, at) => patches[at]?.status === 200)
    expect(kept).toEqual(expect.arrayContaining(done))
  })
})

test('the CapabilityStatement says so', async () => {
  const { body } = await nurse('/metadata')
  expect(body).toMatchObject({ patchFormat: [JSON_PATCH, 'application/fhir+json'] })
})
