import { randomUUID } from 'node:crypto'
import type { Bundle, BundleEntry, Observation, Patient, Resource } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { timeEntry } from '../../support/programme.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

let app: TestApp
let nurse: TestClient

beforeAll(async () => {
  app = await startTestApp({ MAX_BUNDLE_ENTRIES: '600' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
})
afterAll(() => app.stop())

const urn = () => `urn:uuid:${randomUUID()}`
let last = 0
const unique = (name: string) => `${name}-${++last}-${Math.random().toString(36).slice(2, 8)}`

const transaction = (...entry: BundleEntry[]): Bundle => ({ resourceType: 'Bundle', type: 'transaction', entry })
const send = (bundle: Bundle, prefer?: string, client = nurse): Promise<TestAnswer> =>
  client('', { method: 'POST', json: bundle, headers: prefer === undefined ? {} : { prefer } })

const post = (resource: Resource, more: Partial<BundleEntry> = {}, ifNoneExist?: string): BundleEntry => ({
  ...more,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...(ifNoneExist ? { ifNoneExist } : {}) },
})
const put = (resource: Resource & { id?: string }, more: object = {}): BundleEntry => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}`, ...more },
})
const remove = (url: string): BundleEntry => ({ request: { method: 'DELETE', url } })
const get = (url: string): BundleEntry => ({ request: { method: 'GET', url } })
const withIdentifier = (value: string, more: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  identifier: [{ system: 'http://mrn', value }],
  ...more,
})

function expectIssue(answer: TestAnswer, status: number, issue: object): void {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [issue] })
}
const statusesOf = ({ body }: TestAnswer) =>
  body.entry.map(({ response }: { response: { status: string } }) => response.status) as string[]
const countOf = async (search: string) => (await nurse(`/${search}&_summary=count`)).body.total as number

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
    const [read, written, observed, removed, found] = answer.body.entry
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
    const [minimal] = (await send(bundle(), 'return=minimal')).body.entry
    expect(minimal.resource).toBeUndefined()
    expect(minimal.response.outcome).toBeUndefined()
    const [outcome] = (await send(bundle(), 'return=OperationOutcome')).body.entry
    expect(outcome.resource).toBeUndefined()
    expect(outcome.response.outcome.issue).toMatchObject([{ severity: 'information' }])
    const [whole] = (await send(bundle())).body.entry
    expect(whole.resource).toMatchObject({ resourceType: 'Patient' })
    expect(whole.response.outcome.issue).toHaveLength(1)
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
    const [observation, visit, person] = answer.body.entry.map(({ resource }: { resource: Resource }) => resource)
    expect(observation.subject.reference).toBe(`Patient/${person.id}`)
    expect(observation.encounter.reference).toBe(`Encounter/${visit.id}`)
    expect(visit.subject.reference).toBe(`Patient/${person.id}`)
    expect(await countOf(`Observation?patient=${person.id}`)).toBe(1)
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
    expect(await countOf(`Patient?identifier=${value}`)).toBe(0)
  })

  test('a reference to what was never here is kept: the chart may bring it later', async () => {
    const answer = await send(transaction(post(anObservation('x', 'never-here', '2026-03-01'))))
    expect(statusesOf(answer)).toEqual(['201 Created'])
  })
})

describe('all or nothing', () => {
  const bad: Record<string, () => Promise<{ entry: BundleEntry; status: number; expression: RegExp }>> = {
    'a resource that is none of R4': async () => ({
      entry: post({ resourceType: 'Patient', gender: 'odd' } as unknown as Patient),
      status: 400,
      expression: /^Bundle\.entry\[2\]\.resource\.gender$/,
    }),
    'a profile that is not met': async () => ({
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
    'a read of what is not there': async () => ({
      entry: get('Patient/nobody'),
      status: 404,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'a type that the caller may not write': async () => ({
      entry: post({ resourceType: 'Claim' } as Resource),
      status: 403,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'what only the engine writes': async () => ({
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
    PATCH: async () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'PATCH', url: 'Patient/p' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]\.request$/,
    }),
    'a URL on another server': async () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'POST', url: 'http://elsewhere/fhir/Patient' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]$/,
    }),
    'a resource of another type than its URL': async () => ({
      entry: { resource: aPatient('p', 'X'), request: { method: 'POST', url: 'Condition' } },
      status: 400,
      expression: /^Bundle\.entry\[2\]/,
    }),
    'an update whose resource carries another id': async () => ({
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
    expect(answer.body.issue[0].expression?.[0]).toMatch(expression)
    expect(await countOf(`Patient?identifier=${value}`)).toBe(0)
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
    expect(await countOf(`Patient?identifier=${value}`)).toBe(500)
    const spoilt = [...entries, post({ resourceType: 'Patient', gender: 'odd' } as unknown as Patient)]
    expectIssue(await send(transaction(...spoilt)), 400, { expression: ['Bundle.entry[500].resource.gender'] })
    expect(await countOf(`Patient?identifier=${value}`)).toBe(500)
  })
})

describe('conditions in a transaction', () => {
  const npi = (value: string) => `Patient?identifier=http://mrn|${value}`

  test('a conditional create makes what is not there; references follow what is', async () => {
    const value = unique('c')
    const fullUrl = urn()
    const bundle = transaction(
      post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: fullUrl } }),
      post(withIdentifier(value), { fullUrl }, `identifier=http://mrn|${value}`),
    )
    const first = await send(bundle)
    const second = await send(bundle)
    expect(statusesOf(first)).toEqual(['201 Created', '201 Created'])
    expect(statusesOf(second)).toEqual(['201 Created', '200 OK'])
    const id = first.body.entry[1].resource.id as string
    expect(second.body.entry[1].resource.id).toBe(id)
    expect(second.body.entry[0].resource.subject.reference).toBe(`Patient/${id}`)
  })

  test('of fifty transactions at once one creates', async () => {
    const value = unique('race')
    const fullUrl = urn()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        send(
          transaction(
            post(withIdentifier(value), { fullUrl }, `identifier=http://mrn|${value}`),
            post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: fullUrl } }),
          ),
        ),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
    const made = answers.filter((answer) => statusesOf(answer)[0] === '201 Created')
    expect(made).toHaveLength(1)
    const id = made[0]?.body.entry[0].resource.id as string
    const subjects = answers.map(({ body }) => body.entry[1].resource.subject.reference as string)
    expect(new Set(subjects)).toEqual(new Set([`Patient/${id}`]))
    expect(await countOf(`Observation?patient=${id}`)).toBe(50)
  })

  test('what the transaction deletes meets no condition', async () => {
    const value = unique('d')
    await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    const answer = await send(
      transaction(post(withIdentifier(value), {}, `identifier=http://mrn|${value}`), remove(npi(value))),
    )
    expect(statusesOf(answer)).toEqual(['201 Created', '204 No Content'])
    expect(await countOf(`Patient?identifier=${value}`)).toBe(1)
  })

  test('two that create the same under one condition make one; what differs is refused', async () => {
    const value = unique('same')
    const condition = `identifier=http://mrn|${value}`
    const fullUrls = [urn(), urn()]
    const [one, two] = fullUrls.map((fullUrl) => post(withIdentifier(value), { fullUrl }, condition))
    const observed = fullUrls.map((reference) =>
      post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference } }),
    )
    const answer = await send(transaction(one!, two!, ...observed))
    expect(statusesOf(answer).slice(0, 2)).toEqual(['201 Created', '200 OK'])
    const subjects = answer.body.entry
      .slice(2)
      .map(({ resource }: { resource: Observation }) => resource.subject?.reference)
    expect(new Set(subjects).size).toBe(1)
    const other = unique('same')
    const differing = [true, false].map((active) =>
      post(withIdentifier(other, { active }), {}, `identifier=http://mrn|${other}`),
    )
    expectIssue(await send(transaction(...differing)), 400, { code: 'duplicate' })
  })

  test('several that match stop it', async () => {
    const value = unique('several')
    await send(transaction(post(withIdentifier(value)), post(withIdentifier(value))))
    const issue = { code: 'multiple-matches' }
    expectIssue(await send(transaction(post(withIdentifier(value), {}, `identifier=http://mrn|${value}`))), 412, issue)
    expectIssue(await send(transaction(remove(npi(value)))), 412, issue)
    const referring = post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: npi(value) } })
    expectIssue(await send(transaction(referring)), 412, issue)
  })

  test('a conditional update changes what is found, or makes it', async () => {
    const value = unique('u')
    const update = (active: boolean): BundleEntry => ({
      resource: withIdentifier(value, { active }),
      request: { method: 'PUT', url: npi(value) },
    })
    const first = await send(transaction(update(true)))
    const second = await send(transaction(update(false)))
    expect([...statusesOf(first), ...statusesOf(second)]).toEqual(['201 Created', '200 OK'])
    expect(second.body.entry[0].resource).toMatchObject({ id: first.body.entry[0].resource.id, active: false })
  })

  test('a reference that is a search finds what is stored or what comes with it', async () => {
    const value = unique('ref')
    const referring = (identifier: string) =>
      post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: npi(identifier) } })
    const brought = await send(transaction(referring(value), post(withIdentifier(value))))
    const patient = `Patient/${brought.body.entry[1].resource.id}`
    expect(brought.body.entry[0].resource.subject.reference).toBe(patient)
    const stored = await send(transaction(referring(value)))
    expect(stored.body.entry[0].resource.subject.reference).toBe(patient)
    const nobody = unique('nobody')
    expectIssue(await send(transaction(referring(nobody))), 412, {
      code: 'not-found',
      expression: ['Bundle.entry[0].resource'],
    })
  })

  test('a put that would change nothing is answered with 304 where the client asks so', async () => {
    const id = unique('skip')
    const again = () => send(transaction(put(aPatient(id, 'Same'))), 'return=minimal, unchanged=skip')
    expect(statusesOf(await again())).toEqual(['201 Created'])
    expect(statusesOf(await again())).toEqual(['304 Not Modified'])
    expect((await nurse(`/Patient/${id}`)).headers.get('etag')).toBe('W/"1"')
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
    expect(answer.status, answer.text).toBe(200)
    const answers = answer.body.entry as { resource?: Resource; response: { status: string } }[]
    const byEntry = entries.map((_, at) => answers[order.indexOf(at)]!)
    let text = JSON.stringify(byEntry.map(({ resource, response }) => [response.status, { ...resource, meta: 0 }]))
    for (const [at, { resource }] of byEntry.entries())
      if (resource?.id) text = text.replaceAll(resource.id, `entry-${at}`)
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
