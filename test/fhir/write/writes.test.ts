import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import {
  countOf,
  entryAt,
  expectIssue,
  put,
  transaction,
  unique,
  versionsOf,
  withIdentifier,
} from '../../support/bundles.ts'
import { aCarePlan, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { timeEntry } from '../../support/programme.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let admin: TestClient
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = await app.client({ role: 'administrator' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

describe('create', () => {
  test('answers 201 with the resource, where it lies and its version', async () => {
    const answer = await nurse('/Patient', { method: 'POST', json: { ...aPatient('mine', 'Created') } })
    const { id, meta } = answer.body
    expect(answer.status).toBe(201)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(meta.versionId).toBe('1')
    expect(answer.headers.get('location')).toMatch(new RegExp(`^http.*/fhir/r4/Patient/${id}/_history/1$`))
    expect(answer.headers.get('etag')).toBe('W/"1"')
    expect(answer.headers.get('last-modified')).toBe(new Date(meta.lastUpdated).toUTCString())
    expect((await nurse(`/Patient/${id}`)).text).toBe(answer.text)
  })

  test('answers as Prefer asks', async () => {
    const create = (prefer: string, json: object = aPatient('x', 'Preferred')) =>
      nurse('/Patient', { method: 'POST', json, headers: { prefer } })
    const minimal = await create('return=minimal')
    expect([minimal.status, minimal.text]).toEqual([201, ''])
    expect(minimal.headers.get('location')).toContain('/Patient/')
    const unknown = { ...aPatient('x', 'Claiming'), meta: { profile: ['http://example.org/nobody'] } }
    const outcome = await create('return=OperationOutcome', unknown)
    expectIssue(outcome, 201, { severity: 'information', expression: ['Patient.meta.profile[0]'] })
    expect((await create('return=representation')).body).toMatchObject({ resourceType: 'Patient' })
  })

  test('keeps the digits of decimals', async () => {
    const body = JSON.stringify(anObservation('x', 'p', '2026-03-01')).replace('70', '70.500')
    const init = { method: 'POST', body, headers: { 'content-type': 'application/fhir+json' } }
    const { body: stored } = await nurse('/Observation', init)
    expect((await nurse(`/Observation/${stored.id}`)).text).toContain('"value":70.500')
  })

  test('is refused where R4 or a claimed profile is not met', async () => {
    const bad = { resourceType: 'Patient', gender: 'odd', contact: [{ name: [] }] }
    const answer = await nurse('/Patient', { method: 'POST', json: bad })
    expect(answer.status).toBe(400)
    expect(answer.body.issue.map(({ expression }) => expression?.[0])).toEqual(
      expect.arrayContaining(['Patient.gender', 'Patient.contact[0].name']),
    )
    const meta = { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-care-plan'] }
    expect((await nurse('/CarePlan', { method: 'POST', json: aCarePlan('x', 'p', { meta }) })).status).toBe(422)
  })

  test.each([
    ['no JSON', '{"resourceType":"Patient"', 'application/fhir+json', 400],
    ['nothing', '', 'application/fhir+json', 400],
    ['another type', '{"resourceType":"Practitioner"}', 'application/fhir+json', 400],
    ['a type that there is not', '{"resourceType":"Patiant"}', 'application/fhir+json', 400],
    ['no resource', '[]', 'application/fhir+json', 400],
    ['a name twice', '{"resourceType":"Patient","active":true,"active":false}', 'application/fhir+json', 400],
    ['XML', '<Patient/>', 'application/fhir+xml', 415],
    ['no content type', '{"resourceType":"Patient"}', '', 415],
  ])('of %s is refused', async (_what, body, type, status) => {
    const headers = { 'content-type': type }
    const answer = await nurse('/Patient', { method: 'POST', body: new TextEncoder().encode(body), headers })
    expect(answer.status, answer.text).toBe(status)
    expect(answer.body.issue[0]?.diagnostics).toMatch(/\w+ \w+/)
  })

  test("of an AuditEvent is the engine's alone", async () => {
    const { status, text } = await admin('/AuditEvent', { method: 'POST', json: { resourceType: 'AuditEvent' } })
    expect([status, text]).toEqual([403, expect.stringContaining('engine-only')])
  })
})

describe('conditional create', () => {
  const create = (value: string, criteria = `identifier=http://mrn|${value}`, client = nurse) =>
    client('/Patient', { method: 'POST', json: withIdentifier(value), headers: { 'if-none-exist': criteria } })

  test('makes it once, and answers 200 with it afterwards', async () => {
    const value = unique('mrn')
    const first = await create(value)
    const second = await create(value)
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.text).toBe(first.text)
    expect(second.headers.get('etag')).toBe('W/"1"')
  })

  test('of fifty at once makes one', async () => {
    const value = unique('mrn')
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(value)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49)
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await nurse(`/Patient?identifier=http://mrn|${value}&_total=accurate`)).body.total).toBe(1)
  })

  test('is refused with 412 where several are found, or nothing is asked', async () => {
    const value = unique('mrn')
    for (let at = 0; at < 2; at++) await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    expectIssue(await create(value), 412, { code: 'multiple-matches' })
    expect((await create(value, '_format=json')).status).toBe(412)
    expectIssue(await create(value, 'nickname=x'), 400, { code: 'not-supported' })
  })

  test('of who may not search is refused: the answer says what there is', async () => {
    const token = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope: 'user/Patient.c' })
    expect((await create(unique('mrn'), undefined, token)).status).toBe(403)
    expect((await token('/Patient', { method: 'POST', json: withIdentifier(unique('mrn')) })).status).toBe(201)
  })
})

describe('update', () => {
  test('creates what was not there, then replaces it', async () => {
    const id = unique('u')
    const put = (family: string) => nurse(`/Patient/${id}`, { method: 'PUT', json: aPatient(id, family) })
    const first = await put('One')
    expect(first.status).toBe(201)
    expect(first.headers.get('location')).toMatch(new RegExp(`/fhir/r4/Patient/${id}/_history/1$`))
    const second = await put('Two')
    expect([second.status, second.headers.get('etag')]).toEqual([200, 'W/"2"'])
    expect(second.body).toMatchObject({ id, meta: { versionId: '2' }, name: [{ family: 'Two' }] })
    expect((await nurse(`/Patient/${id}/_history/1`)).body.name[0]?.family).toBe('One')
  })

  test('must carry the id of its URL', async () => {
    const put = (json: object) => nurse('/Patient/right', { method: 'PUT', json })
    expectIssue(await put(aPatient('wrong', 'X')), 400, { expression: ['Patient.id'] })
    expectIssue(await put({ resourceType: 'Patient' }), 400, { expression: ['Patient.id'] })
  })

  test('with If-Match replaces that version only', async () => {
    const id = unique('m')
    await putAll(nurse, [aPatient(id, 'One')])
    const put = (etag: string) =>
      nurse(`/Patient/${id}`, { method: 'PUT', json: aPatient(id, 'Two'), headers: { 'if-match': etag } })
    expect((await put('W/"1"')).status).toBe(200)
    expectIssue(await put('W/"1"'), 412, { code: 'conflict' })
    expect((await put('"2"')).status).toBe(200)
    expectIssue(await put('latest'), 400, { code: 'value' })
    const nobody = unique('n')
    const headers = { 'if-match': 'W/"1"' }
    const missing = await nurse(`/Patient/${nobody}`, { method: 'PUT', json: aPatient(nobody, 'X'), headers })
    expectIssue(missing, 412, { code: 'conflict' })
    expect(await versionsOf(nurse, `Patient/${id}`)).toBe(3)
  })

  test('of fifty at once with the same If-Match keeps one', async () => {
    const id = unique('race')
    await putAll(nurse, [aPatient(id, 'Start')])
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        nurse(`/Patient/${id}`, { method: 'PUT', json: aPatient(id, `R${at}`), headers: { 'if-match': 'W/"1"' } }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49)
    expect(await versionsOf(nurse, `Patient/${id}`)).toBe(2)
  })

  test('of what was deleted makes it anew: 201, by itself and in a transaction', async () => {
    const id = unique('back')
    await putAll(nurse, [aPatient(id, 'First')])
    for (const version of [3, 5]) {
      await nurse(`/Patient/${id}`, { method: 'DELETE' })
      const json = aPatient(id, 'Back')
      const bundle = transaction(put(json), put(aPatient(unique('beside'), 'Beside')))
      const answer =
        version === 3
          ? await nurse(`/Patient/${id}`, { method: 'PUT', json })
          : await nurse('', { method: 'POST', json: bundle })
      if (version === 3) expect([answer.status, answer.headers.get('etag')]).toEqual([201, 'W/"3"'])
      else expect(entryAt(answer, 0).response).toMatchObject({ status: '201 Created', etag: 'W/"5"' })
      expect(
        (await nurse(`/Patient/${id}`, { method: 'PUT', json, headers: { prefer: 'unchanged=skip' } })).status,
      ).toBe(200)
    }
  })

  test('of what was deleted is for those who may create', async () => {
    const id = unique('back')
    await putAll(nurse, [aPatient(id, 'First')])
    await nurse(`/Patient/${id}`, { method: 'DELETE' })
    const changing = await app.client({
      role: 'clinical-staff',
      user: 'Practitioner/whitfield',
      scope: 'user/Patient.ru',
    })
    expect((await changing(`/Patient/${id}`, { method: 'PUT', json: aPatient(id, 'Back') })).status).toBe(403)
    const json = transaction(put(aPatient(id, 'Back')))
    expect((await changing('', { method: 'POST', json })).status).toBe(403)
    expect((await nurse(`/Patient/${id}`)).status).toBe(410)
  })

  test('that would change nothing makes no version where the client asks so', async () => {
    const id = unique('same')
    const put = (family: string) =>
      nurse(`/Patient/${id}`, { method: 'PUT', json: aPatient(id, family), headers: { prefer: 'unchanged=skip' } })
    expect((await put('One')).status).toBe(201)
    const again = await put('One')
    expect([again.status, again.headers.get('etag')]).toEqual([200, 'W/"1"'])
    expect(again.body.meta.versionId).toBe('1')
    expect((await put('Two')).headers.get('etag')).toBe('W/"2"')
  })

  test('under a condition updates what is found, creates where nothing is, and stops at several', async () => {
    const value = unique('cond')
    const put = (json: object) => nurse(`/Patient?identifier=http://mrn|${value}`, { method: 'PUT', json })
    const created = await put(withIdentifier(value))
    expect(created.status).toBe(201)
    const updated = await put(withIdentifier(value, { active: true }))
    expect([updated.status, updated.body.id]).toEqual([200, created.body.id])
    expect((await put({ ...withIdentifier(value), id: created.body.id })).status).toBe(200)
    expectIssue(await put({ ...withIdentifier(value), id: 'another' }), 400, { expression: ['Patient.id'] })
    await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    expectIssue(await put(withIdentifier(value)), 412, { code: 'multiple-matches' })
  })

  test('under a condition of fifty at once makes one', async () => {
    const value = unique('cond')
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        nurse(`/Patient?identifier=http://mrn|${value}`, { method: 'PUT', json: withIdentifier(value) }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49)
  })
})

describe('delete', () => {
  test('answers 204, again and again, and takes the resource out of sight', async () => {
    const id = unique('d')
    await putAll(nurse, [aPatient(id, 'Gone')])
    const remove = () => nurse(`/Patient/${id}`, { method: 'DELETE' })
    const first = await remove()
    expect([first.status, first.text, first.headers.get('etag')]).toEqual([204, '', 'W/"2"'])
    expect((await remove()).status).toBe(204)
    expect((await nurse(`/Patient/${id}`)).status).toBe(410)
    expect(await versionsOf(nurse, `Patient/${id}`)).toBe(2)
    expect((await nurse(`/Patient/${unique('never')}`, { method: 'DELETE' })).status).toBe(204)
  })

  test('with If-Match deletes that version only', async () => {
    const id = unique('d')
    await putAll(nurse, [aPatient(id, 'One'), aPatient(id, 'Two')])
    const remove = (etag: string) => nurse(`/Patient/${id}`, { method: 'DELETE', headers: { 'if-match': etag } })
    expectIssue(await remove('W/"1"'), 412, { code: 'conflict' })
    expect((await remove('W/"2"')).status).toBe(204)
  })

  test('under a condition deletes the one that is found, and of several none', async () => {
    const value = unique('cd')
    const remove = () => nurse(`/Patient?identifier=http://mrn|${value}`, { method: 'DELETE' })
    const count = () => countOf(nurse, `Patient?identifier=http://mrn|${value}`)
    for (let at = 0; at < 2; at++) await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    expectIssue(await remove(), 412, { code: 'multiple-matches' })
    expect(await count()).toBe(2)
    const [first] = (await nurse(`/Patient?identifier=http://mrn|${value}`)).body.entry ?? []
    await nurse(`/Patient/${first?.resource.id ?? ''}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect(await count()).toBe(0)
    expect((await remove()).status).toBe(204)
    expect((await nurse('/Patient', { method: 'DELETE' })).status).toBe(412)
  })

  test('says what it did where an OperationOutcome is preferred', async () => {
    const headers = { prefer: 'return=OperationOutcome' }
    const answer = await nurse(`/Patient/${unique('never')}`, { method: 'DELETE', headers })
    expectIssue(answer, 200, { severity: 'information' })
  })
})

describe('what the programme governs', () => {
  test('is judged before it is written, whatever it is called', async () => {
    const patient = unique('g')
    await putAll(admin, [aPatient(patient, 'Governed')])
    const entry = timeEntry(unique('t'), patient, { start: '2026-03-02T15:00:00Z', minutes: 10, owner: 'whitfield' })
    expectIssue(await nurse('/Task', { method: 'POST', json: entry }), 422, {
      details: { coding: [{ code: 'no-enrollment' }] },
    })
    const put = await nurse(`/Task/${entry.id}`, { method: 'PUT', json: entry })
    expectIssue(put, 422, { details: { coding: [{ code: 'no-enrollment' }] } })
    expect((await nurse(`/Task/${entry.id}`)).status).toBe(404)
  })

  test('cannot be hidden from the rules by replacing it with something else', async () => {
    const patient = unique('g')
    const episode = {
      resourceType: 'EpisodeOfCare',
      id: unique('e'),
      status: 'planned',
      patient: { reference: `Patient/${patient}` },
      type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
      extension: [{ url: structureDefinition('ccm-enrollment-state'), valueCode: 'to-contact' }],
    }
    await putAll(admin, [aPatient(patient, 'Governed'), episode as Resource])
    const plain = { ...episode, type: [{ text: 'another' }], extension: undefined }
    const put = await nurse(`/EpisodeOfCare/${episode.id}`, { method: 'PUT', json: plain })
    expectIssue(put, 422, { details: { coding: [{ code: 'enrollment-fixed' }] } })
    expect(await versionsOf(nurse, `EpisodeOfCare/${episode.id}`)).toBe(1)
  })
})
