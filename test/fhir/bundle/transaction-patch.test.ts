import type { BundleEntry, Patient, Provenance, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  entryAt,
  expectIssue,
  get,
  post,
  put,
  remove,
  statusesOf,
  transaction,
  unique,
  urn,
  versionsOf,
  withIdentifier,
} from '../../support/bundles.ts'
import { anObservation, aPatient, putAll } from '../../support/chart.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../../support/programme-client.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let nurse: TestClient
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const send = (entries: readonly BundleEntry[], client = nurse, prefer?: string): Promise<TestAnswer> =>
  client('', { method: 'POST', json: transaction(...entries), headers: prefer === undefined ? {} : { prefer } })

/** An entry that patches by JSON Patch. */
const patch = (url: string, operations: readonly object[], more: object = {}): BundleEntry => ({
  resource: {
    resourceType: 'Binary',
    contentType: 'application/json-patch+json',
    data: Buffer.from(JSON.stringify(operations)).toString('base64'),
  },
  request: { method: 'PATCH', url, ...more },
})

const fhirpathPatch = (url: string, ...part: readonly object[]): BundleEntry => ({
  resource: { resourceType: 'Parameters', parameter: [{ name: 'operation', part }] } as Resource,
  request: { method: 'PATCH', url },
})

const inactive = [{ op: 'replace', path: '/active', value: false }]

async function newPatient(more: Partial<Patient> = {}): Promise<string> {
  const id = unique('tp')
  await putAll(nurse, [aPatient(id, 'Patched', more)])
  return `Patient/${id}`
}

describe('a transaction patches', () => {
  test('with the other entries, and answers as they do', async () => {
    const [one, two] = [await newPatient(), await newPatient()]
    const answer = await send([
      get(one),
      patch(one, inactive),
      fhirpathPatch(
        two,
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: 'Patient.gender' },
        { name: 'value', valueCode: 'male' },
      ),
      post(withIdentifier(unique('new'))),
    ])
    expect(statusesOf(answer)).toEqual(['200 OK', '200 OK', '200 OK', '201 Created'])
    expect(entryAt(answer, 0).resource).toMatchObject({ active: false, meta: { versionId: '2' } })
    const { resource, response } = entryAt(answer, 1)
    expect(response).toMatchObject({ etag: 'W/"2"', lastModified: resource.meta.lastUpdated })
    expect(response.location).toMatch(new RegExp(`/fhir/r4/${one}/_history/2$`))
    expect(entryAt(answer, 2).resource).toMatchObject({ gender: 'male' })
    const minimal = await send([patch(one, [{ op: 'add', path: '/language', value: 'en' }])], nurse, 'return=minimal')
    expect('resource' in entryAt(minimal, 0)).toBe(false)
  })

  test('references to what it creates, however they are written', async () => {
    const patient = await newPatient()
    const observations = [unique('o'), unique('o'), unique('o')] as const
    await putAll(
      nurse,
      observations.map((id) => anObservation(id, patient.slice(8), '2026-03-01')),
    )
    const [fullUrl, value] = [urn(), unique('ref')]
    const answer = await send([
      post(withIdentifier(value), { fullUrl }),
      patch(`Observation/${observations[0]}`, [{ op: 'replace', path: '/subject', value: { reference: fullUrl } }]),
      patch(`Observation/${observations[1]}`, [{ op: 'replace', path: '/subject/reference', value: fullUrl }]),
      fhirpathPatch(
        `Observation/${observations[2]}`,
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: 'Observation.subject' },
        { name: 'value', valueReference: { reference: fullUrl } },
      ),
      patch(patient, [
        {
          op: 'add',
          path: '/link',
          value: [{ type: 'seealso', other: { reference: `Patient?identifier=http://mrn|${value}` } }],
        },
      ]),
    ])
    const made = `Patient/${entryAt(answer, 0).resource.id}`
    for (const at of [1, 2, 3]) expect(entryAt(answer, at).resource.subject.reference).toBe(made)
    expect(entryAt(answer, 4).resource).toMatchObject({ link: [{ other: { reference: made } }] })
  })

  test('what criteria find', async () => {
    const value = unique('mrn')
    const patient = await newPatient({ identifier: [{ system: 'http://mrn', value }] })
    const answer = await send([patch(`Patient?identifier=http://mrn|${value}`, inactive)])
    expect(entryAt(answer, 0).response.location).toContain(`/${patient}/_history/2`)
  })
})

describe('nothing of a transaction is kept', () => {
  const lost = urn()
  test.each([
    [
      'an operation that cannot be done',
      422,
      'processing',
      (it: string) => patch(it, [{ op: 'remove', path: '/photo' }]),
    ],
    ['a test that fails', 409, 'conflict', (it: string) => patch(it, [{ op: 'test', path: '/active', value: false }])],
    ['another version', 412, 'conflict', (it: string) => patch(it, inactive, { ifMatch: 'W/"7"' })],
    ['a result that is none of R4', 400, undefined, (it: string) => patch(it, [{ op: 'add', path: '/x', value: 1 }])],
    ['nobody to patch', 404, 'not-found', () => patch('Patient/nobody-here', inactive)],
    ['nobody who meets the criteria', 404, 'not-found', () => patch('Patient?identifier=nobody-here', inactive)],
    ['no patch', 400, 'structure', (it: string) => ({ ...patch(it, []), resource: aPatient('x', 'X') })],
    ['a list that is none', 400, 'structure', (it: string) => patch(it, {} as never)],
    ['no URL of one', 400, 'not-supported', () => patch('Patient', inactive)],
    [
      'a reference to no entry',
      400,
      'not-found',
      (it: string) => patch(it, [{ op: 'add', path: '/generalPractitioner', value: [{ reference: lost }] }]),
    ],
  ] as const)('for %s', async (_what, status, code, entry) => {
    const other = await newPatient()
    const answer = await send([patch(other, inactive), entry(await newPatient())])
    const expression = [expect.stringMatching(/^Bundle\.entry\[1\]/) as string]
    expectIssue(answer, status, code === undefined ? { expression } : { code, expression })
    expect(await versionsOf(nurse, other)).toBe(1)
  })

  test('for what is deleted', async () => {
    const gone = await newPatient()
    await nurse(`/${gone}`, { method: 'DELETE' })
    expectIssue(await send([patch(gone, inactive)]), 410, { code: 'deleted' })
  })

  test.each([
    ['another patch', (it: string) => patch(it, inactive)],
    ['an update', (it: string) => put(aPatient(it.slice(8), 'Put'))],
    ['a delete', (it: string) => remove(it)],
    ['a conditional delete', (it: string) => remove(`Patient?_id=${it.slice(8)}`)],
    ['a conditional patch', (it: string) => patch(`Patient?_id=${it.slice(8)}`, inactive)],
  ])('in which a resource is patched and changed by %s', async (_what, entry) => {
    const patient = await newPatient()
    for (const entries of [
      [patch(patient, inactive), entry(patient)],
      [entry(patient), patch(patient, inactive)],
    ])
      expectIssue(await send(entries), 400, { code: 'duplicate' })
    expect(await versionsOf(nurse, patient)).toBe(1)
  })
})

describe('transactions at once', () => {
  const adding = (patient: string, value: string) =>
    patch(patient, [{ op: 'add', path: '/identifier/-', value: { system: 'http://race', value } }])

  test('that patch the same resource are all done', async () => {
    const patient = await newPatient({ identifier: [{ value: 'first' }] })
    const values = Array.from({ length: 20 }, (_, at) => `v${at}`)
    const answers = await Promise.all(
      values.map((value) => send([adding(patient, value), post(withIdentifier(unique('x')))])),
    )
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200))
    const { body } = await nurse(`/${patient}`)
    expect((body as unknown as Patient).identifier?.map(({ value }) => value).toSorted()).toEqual(
      ['first', ...values].toSorted(),
    )
  })

  test('that patch two resources in opposite order do not block each other', async () => {
    const [one, two] = [
      await newPatient({ identifier: [{ value: '1' }] }),
      await newPatient({ identifier: [{ value: '1' }] }),
    ]
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) => {
        const entries = [adding(one, `v${at}`), adding(two, `v${at}`)]
        return send(at % 2 === 0 ? entries : entries.toReversed())
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await versionsOf(nurse, one)).toBe(17)
  })
})

describe('what the programme governs', () => {
  test('is corrected by a patch that comes with its reason', async () => {
    await putChronicPatient(admin, 'tp-time', { mbi: '1EG4TE5MK74' })
    await enrollPatient(admin, 'tp-time')
    const json = aTimeEntry('tp-time', '2026-02-05T09:00:00-06:00', '2026-02-05T09:45:00-06:00')
    const { body: entry } = await nurse('/Task', { method: 'POST', json })
    const biller = await app.client({ role: 'biller', user: 'Practitioner/hale' })
    const correction = patch(`Task/${entry.id}`, [
      { op: 'replace', path: '/executionPeriod/end', value: '2026-02-05T09:30:00-06:00' },
    ])
    const reason: Provenance = {
      resourceType: 'Provenance',
      target: [{ reference: `Task/${entry.id}` }],
      recorded: '2026-02-06T09:00:00-06:00',
      agent: [{ who: { reference: 'Practitioner/hale' } }],
      reason: [{ text: 'The call ended earlier.' }],
    }
    const alone = await send([correction], biller)
    expect(alone.status, alone.text).toBeGreaterThanOrEqual(400)
    expect(alone.body.issue[0]?.expression?.[0]).toMatch(/^Bundle\.entry\[0\]\.resource/)
    expect(await versionsOf(nurse, `Task/${entry.id}`)).toBe(1)
    const explained = await send([correction, post(reason)], biller)
    expect(statusesOf(explained)).toEqual(['200 OK', '201 Created'])
  })
})

test('who may not read may not patch: a patch tells of what is there', async () => {
  const patient = await newPatient()
  const blind = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope: 'user/Patient.u' })
  expect((await send([patch(patient, inactive)], blind)).status).toBe(403)
})
