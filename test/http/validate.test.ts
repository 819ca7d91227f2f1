import type { CapabilityStatement, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countOf, expectIssue, unique, versionsOf } from '../support/bundles.ts'
import { aCarePlan, anObservation, aPatient, putAll } from '../support/chart.ts'
import { aTimeEntry, enrollPatient, putChronicPatient, rulesIn } from '../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let admin: TestClient
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [aPatient('here', 'Here'), anObservation('seen', 'here', '2026-03-01')])
  await putChronicPatient(admin, 'timed', { mbi: '1EG4TE5MK75' })
  await enrollPatient(admin, 'timed')
})
afterAll(() => app.stop())

const post = (path: string, json: unknown, client = nurse): Promise<TestAnswer> =>
  client(path, { method: 'POST', json })

/** The call's parameters as a Parameters resource. */
const parameters = (resource: unknown, mode?: string, profile?: string) => ({
  resourceType: 'Parameters',
  parameter: [
    ...(resource === undefined ? [] : [{ name: 'resource', resource }]),
    ...(mode === undefined ? [] : [{ name: 'mode', valueCode: mode }]),
    ...(profile === undefined ? [] : [{ name: 'profile', valueUri: profile }]),
  ],
})

/** Answered, and nothing stands in the way. */
function expectFine(answer: TestAnswer): void {
  expect(answer.status, answer.text).toBe(200)
  expect(answer.body.resourceType).toBe('OperationOutcome')
  expect(answer.body.issue.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([])
  expect(answer.body.issue.length).toBeGreaterThan(0)
}

describe('$validate on a type', () => {
  test('says that a resource is valid, as the body or as a parameter', async () => {
    const patient = aPatient('x', 'Valid')
    expectFine(await post('/Patient/$validate', patient))
    expectFine(await post('/Patient/$validate', parameters(patient)))
    expectFine(await post('/Patient/$validate', parameters(patient, 'create')))
    expectFine(
      await post('/Parameters/$validate', { resourceType: 'Parameters', parameter: [{ name: 'x', valueCode: 'y' }] }),
    )
  })

  test.each([
    ['an element with a value that is none', { ...aPatient('x', 'X'), gender: 'odd' }, 'Patient.gender'],
    ['an element that there is not', { ...aPatient('x', 'X'), nickname: 'x' }, 'Patient.nickname'],
    ['another type', { resourceType: 'Practitioner' }, 'resourceType'],
  ])('says with 200 what is wrong: %s', async (_what, resource, expression) => {
    const answer = await post('/Patient/$validate', parameters(resource))
    expectIssue(answer, 200, { severity: 'error', expression: [expression] })
  })

  test('holds it to a profile that it does not claim', async () => {
    const profile = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan'
    const plan = aCarePlan('x', 'here')
    expectFine(await post('/CarePlan/$validate', parameters(plan)))
    expectIssue(await post('/CarePlan/$validate', parameters(plan, undefined, profile)), 200, { severity: 'error' })
    expectIssue(await post(`/CarePlan/$validate?profile=${profile}`, plan), 200, { severity: 'error' })
    const unknown = parameters(plan, 'profile', 'http://example.org/nobody')
    expectIssue(await post('/CarePlan/$validate', unknown), 200, { severity: 'error', code: 'not-found' })
  })

  test.each([
    ['no JSON', '{"resourceType":', 400],
    ['no resource', '{"id":"x"}', 400],
    ['nothing', '', 400],
    ['Parameters without a resource', JSON.stringify(parameters(undefined, 'create')), 400],
    ['a mode that there is not', JSON.stringify(parameters(aPatient('x', 'X'), 'destroy')), 400],
    [
      'a parameter that there is not',
      JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'modus' }] }),
      400,
    ],
    ['a deletion of nothing', JSON.stringify(parameters(undefined, 'delete')), 400],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await nurse('/Patient/$validate', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/fhir+json' },
    })
    expect(answer.status, answer.text).toBe(status)
  })

  test('is no operation of what is no type', async () => {
    expect((await post('/Patiant/$validate', aPatient('x', 'X'))).status).toBe(404)
    expect((await nurse('/Patient/$validate')).status).toBe(400)
  })
})

describe('$validate on an instance', () => {
  test('looks at what lies there, or at what is brought', async () => {
    expectFine(await nurse('/Patient/here/$validate'))
    expectFine(await post('/Patient/here/$validate', parameters(undefined)))
    expectFine(await post('/Patient/here/$validate', parameters(aPatient('here', 'Brought'), 'update')))
    const other = await post('/Patient/here/$validate', parameters(aPatient('other', 'Other'), 'update'))
    expectIssue(other, 200, { severity: 'error', code: 'value', expression: ['Patient.id'] })
    expect((await nurse('/Patient/nobody/$validate')).status).toBe(404)
    expect((await post('/Patient/here/$validate', parameters(aPatient('here', 'X'), 'create'))).status).toBe(400)
  })

  test('shows nothing to who may not read', async () => {
    const blind = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope: 'user/Patient.cu' })
    expect((await blind('/Patient/here/$validate')).status).toBe(403)
    const other = await app.client({ role: 'patient', patient: 'nobody-else' })
    expect((await other('/Patient/here/$validate')).status).toBe(404)
  })

  test('answers HEAD as GET', async () => {
    const [get, head] = [
      await nurse('/Patient/here/$validate'),
      await nurse('/Patient/here/$validate', { method: 'HEAD' }),
    ]
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([
      200,
      '',
      get.headers.get('content-length'),
    ])
  })
})

describe('with a mode', () => {
  const end = (at: string) => aTimeEntry('timed', '2026-02-05T09:00:00-06:00', at)

  test('says whether the programme would take it', async () => {
    expectFine(await post('/Task/$validate', parameters(end('2026-02-05T09:30:00-06:00'), 'create')))
    const stranger = { ...end('2026-02-05T09:30:00-06:00'), for: { reference: 'Patient/here' } }
    const refused = await post('/Task/$validate', parameters(stranger, 'create'))
    expect([refused.status, rulesIn(refused)]).toEqual([200, ['no-enrollment']])
    expectFine(await post('/Task/$validate', parameters(stranger)))
    const created = await post('/Task', end('2026-02-05T09:30:00-06:00'))
    expect(created.status).toBe(201)
    const overlapping = await post('/Task/$validate', parameters(end('2026-02-05T09:10:00-06:00'), 'create'))
    expect([overlapping.status, rulesIn(overlapping)]).toEqual([200, ['overlap']])
  })

  test('says whether the caller may', async () => {
    const auditor = await app.client({ role: 'auditor' })
    const create = parameters(aPatient('x', 'X'), 'create')
    expectIssue(await post('/Patient/$validate', create, auditor), 200, { severity: 'error', code: 'forbidden' })
    const gone = await auditor('/Patient/here/$validate?mode=delete')
    expectIssue(gone, 200, { severity: 'error', code: 'forbidden' })
    const charge = {
      resourceType: 'ChargeItem',
      status: 'billable',
      code: { text: 'x' },
      subject: { reference: 'Patient/here' },
    }
    const profile = { meta: { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-charge-item'] } }
    expectIssue(await post('/ChargeItem/$validate', parameters({ ...charge, ...profile }, 'create'), admin), 200, {
      severity: 'error',
    })
  })

  test('an update must say its id', async () => {
    const answer = await post('/Patient/$validate', parameters({ resourceType: 'Patient', active: true }, 'update'))
    expectIssue(answer, 200, { severity: 'error', expression: ['Patient.id'] })
  })

  test('changes nothing', async () => {
    const before = (await admin('/_history?_count=1')).text
    const id = unique('never')
    expectFine(await post('/Patient/$validate', parameters(aPatient(id, 'Never'), 'create')))
    expectFine(await post('/Patient/$validate', parameters(aPatient(id, 'Never'), 'update')))
    expectFine(await post('/Patient/here/$validate', parameters(aPatient('here', 'Never'), 'update')))
    expectFine(await nurse('/Observation/seen/$validate?mode=delete'))
    expectFine(
      await post(
        '/Task/$validate',
        parameters(aTimeEntry('timed', '2026-02-06T09:00:00-06:00', '2026-02-06T09:30:00-06:00'), 'create'),
      ),
    )
    expect((await nurse(`/Patient/${id}`)).status).toBe(404)
    expect(await countOf(nurse, 'Patient?family=Never')).toBe(0)
    expect(await versionsOf(nurse, 'Patient/here')).toBe(1)
    expect((await nurse('/Observation/seen')).status).toBe(200)
    expect(await countOf(nurse, 'Task?subject=Patient/timed')).toBe(1)
    expect((await admin('/_history?_count=1')).text).toBe(before)
    // The time that was only tried blocks nobody.
    expect(
      (await post('/Task', aTimeEntry('timed', '2026-02-06T09:00:00-06:00', '2026-02-06T09:30:00-06:00'))).status,
    ).toBe(201)
  })
})

test('in a batch its outcome is the result, not a remark', async () => {
  const resource = { resourceType: 'Patient', gender: 'odd' } as unknown as Resource
  const entry = [{ resource, request: { method: 'POST', url: 'Patient/$validate' } }]
  const answer = await post('', { resourceType: 'Bundle', type: 'batch', entry })
  expect(answer.body.entry?.[0]).toMatchObject({
    resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] },
    response: { status: '200 OK' },
  })
})

test('the CapabilityStatement names it for every type, by the core definition', async () => {
  const { rest } = (await nurse('/metadata')).body as unknown as CapabilityStatement
  for (const { operation, type } of rest?.[0]?.resource ?? [])
    expect(operation, type).toContainEqual({
      name: 'validate',
      definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    })
})
