import type { Bundle, BundleEntry } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AnswerEntry,
  type AnswerResource,
  countOf,
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
  withIdentifier,
} from '../../support/bundles.ts'
import { aCondition, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { timeEntry } from '../../support/programme.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const send = (bundle: Bundle, prefer?: string): Promise<TestAnswer> =>
  nurse('', { method: 'POST', json: bundle, headers: prefer === undefined ? {} : { prefer } })

type Five = [AnswerEntry, AnswerEntry, AnswerEntry, AnswerEntry, AnswerEntry]
type Three = [AnswerResource, AnswerResource, AnswerResource]

describe('a transaction', () => {
  test('answers entry by entry, in the order of the request', async () => {
    const id = unique('p')
    const gone = unique('gone')
    await putAll(nurse, [aPatient(gone, 'Gone')])
    const answer = await send(
      transaction(
        get(`Patient/${id}`),
        put(aPatient(id, 'Put')),
        post(anObservation('x', id, '2026-03-01')),
        remove(`Patient/${gone}`),
        get(`Observation?subject=Patient/${id}`),
      ),
    )
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'transaction-response' })
    expect(statusesOf(answer)).toEqual(['200 OK', '201 Created', '201 Created', '204 No Content', '200 OK'])
    const [read, written, observed, removed, found] = [0, 1, 2, 3, 4].map((at) => entryAt(answer, at)) as Five
    expect(read).toMatchObject({ resource: { id }, response: { etag: 'W/"1"' } })
    expect(written.response).toMatchObject({ etag: 'W/"1"', lastModified: written.resource.meta.lastUpdated })
    expect(written.response.location).toMatch(new RegExp(`/fhir/r4/Patient/${id}/_history/1$`))
    expect(observed.resource.id).toMatch(/-7/)
    expect(removed.resource).toBeUndefined()
    // GET comes last: it sees what the others have written.
    expect(found.resource).toMatchObject({ type: 'searchset', entry: [{ resource: { id: observed.resource.id } }] })
    expect((await nurse(`/Patient/${gone}`)).status).toBe(410)
  })

  test('answers as Prefer asks', async () => {
    const bundle = () => transaction(post({ ...aPatient('x', 'P'), meta: { profile: ['http://example.org/nobody'] } }))
    const minimal = entryAt(await send(bundle(), 'return=minimal'), 0)
    expect(minimal.resource).toBeUndefined()
    expect(minimal.response.outcome).toBeUndefined()
    const outcome = entryAt(await send(bundle(), 'return=OperationOutcome'), 0)
    expect(outcome.resource).toBeUndefined()
    expect(outcome.response.outcome?.issue).toMatchObject([{ severity: 'information' }])
    const whole = entryAt(await send(bundle()), 0)
    expect(whole.resource).toMatchObject({ resourceType: 'Patient' })
    expect(whole.response.outcome?.issue).toHaveLength(1)
  })

  test('reads with the conditions of its entries', async () => {
    const id = unique('cond')
    await putAll(nurse, [aPatient(id, 'Read')])
    const asking = (method: 'GET' | 'HEAD', more: object): BundleEntry => ({
      request: { method, url: `Patient/${id}`, ...more },
    })
    const answer = await send(
      transaction(
        asking('GET', { ifNoneMatch: 'W/"1"' }),
        asking('GET', { ifNoneMatch: 'W/"9"' }),
        asking('GET', { ifModifiedSince: '2100-01-01T00:00:00Z' }),
        asking('HEAD', {}),
      ),
    )
    expect(statusesOf(answer)).toEqual(['304 Not Modified', '200 OK', '304 Not Modified', '200 OK'])
    expect([0, 1, 2, 3].map((at) => 'resource' in entryAt(answer, at))).toEqual([false, true, false, false])
    expect([0, 3].map((at) => entryAt(answer, at).response.etag)).toEqual(['W/"1"', 'W/"1"'])
  })

  test('without entries does nothing', async () => {
    expect((await send({ resourceType: 'Bundle', type: 'transaction' })).body).toEqual({
      resourceType: 'Bundle',
      type: 'transaction-response',
    })
  })

  test('resolves references between its entries, wherever they stand', async () => {
    const [patient, encounter] = [urn(), urn()]
    const answer = await send(
      transaction(
        post({
          ...anObservation('x', 'p', '2026-03-01'),
          subject: { reference: patient },
          encounter: { reference: encounter },
        }),
        post(
          {
            resourceType: 'Encounter',
            status: 'finished',
            class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
            subject: { reference: patient },
          },
          { fullUrl: encounter },
        ),
        post(withIdentifier('x'), { fullUrl: patient }),
      ),
    )
    const [observation, visit, person] = [0, 1, 2].map((at) => entryAt(answer, at).resource) as Three
    expect(observation.subject.reference).toBe(`Patient/${person.id}`)
    expect(observation.encounter.reference).toBe(`Encounter/${visit.id}`)
    expect(visit.subject.reference).toBe(`Patient/${person.id}`)
    expect(await countOf(nurse, `Observation?patient=${person.id}`)).toBe(1)
  })

  test('whose reference leads to no entry is refused, and the entry named', async () => {
    const lost = urn()
    const value = unique('lost')
    const answer = await send(
      transaction(
        post(withIdentifier(value)),
        post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: lost } }),
      ),
    )
    expectIssue(answer, 400, { code: 'not-found', expression: ['Bundle.entry[1].resource.subject.reference'] })
    expect(answer.text).toContain(lost)
    expect(await countOf(nurse, `Patient?identifier=${value}`)).toBe(0)
  })

  test('a reference to what was never here is kept: the chart may bring it later', async () => {
    const answer = await send(transaction(post(anObservation('x', 'never-here', '2026-03-01'))))
    expect(statusesOf(answer)).toEqual(['201 Created'])
  })
})

describe('the order of entries', () => {
  /** Sends a transaction in some order; answers what became of each entry, with names instead of new ids. */
  async function outcomeIn(order: readonly number[]): Promise<string[]> {
    const tag = unique('perm')
    const [patient, condition] = [urn(), urn()]
    await putAll(nurse, [
      withIdentifier(`${tag}-known`, { id: `${tag}-e` }),
      withIdentifier(`${tag}-dead`, { id: `${tag}-d` }),
    ])
    const entries = [
      post(withIdentifier(tag), { fullUrl: patient }),
      post({ ...aCondition('x', 'p', 'I10'), subject: { reference: patient } }, { fullUrl: condition }),
      post({
        ...anObservation('x', 'p', '2026-03-01'),
        subject: { reference: patient },
        focus: [{ reference: condition }],
      }),
      put(aPatient(`${tag}-put`, 'Put', { link: [{ type: 'seealso', other: { reference: patient } }] })),
      post(withIdentifier(`${tag}-known`), {}, `identifier=http://mrn|${tag}-known`),
      post(withIdentifier(`${tag}-dead`), {}, `identifier=http://mrn|${tag}-dead`),
      remove(`Patient/${tag}-d`),
    ]
    const answer = await send(transaction(...order.map((at) => entries[at]!)))
    const byEntry = entries.map((_, at) => entryAt(answer, order.indexOf(at)))
    let text = JSON.stringify(byEntry.map(({ resource, response }) => [response.status, { ...resource, meta: 0 }]))
    for (const [at, { resource }] of (byEntry as { resource?: { id: string } }[]).entries())
      if (resource) text = text.replaceAll(resource.id, `entry-${at}`)
    return JSON.parse(text.replaceAll(tag, 'tag')) as string[]
  }

  test('is irrelevant: every permutation gives the same resources', async () => {
    const usual = await outcomeIn([0, 1, 2, 3, 4, 5, 6])
    expect(usual.map(([status]) => status?.slice(0, 3))).toEqual(['201', '201', '201', '201', '200', '201', '204'])
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 })
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await outcomeIn(order)).toEqual(usual)
      }),
      { numRuns: 25 },
    )
  })
})

describe('what the programme governs', () => {
  test('is judged within the transaction, all entries together', async () => {
    const patient = unique('g')
    const entry = timeEntry(unique('t'), patient, { start: '2026-03-02T15:00:00Z', minutes: 10, owner: 'whitfield' })
    const answer = await send(transaction(put(aPatient(patient, 'G')), put(entry)))
    expectIssue(answer, 422, {
      details: { coding: [{ code: 'no-enrollment' }] },
      expression: [expect.stringMatching(/^Bundle\.entry\[1\]\.resource/) as string],
    })
    expect((await nurse(`/Patient/${patient}`)).status).toBe(404)
  })
})
