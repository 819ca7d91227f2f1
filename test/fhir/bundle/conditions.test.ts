import type { Bundle, BundleEntry } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countOf,
  entriesOf,
  entryAt,
  expectIssue,
  post,
  put,
  remove,
  statusesOf,
  transaction,
  unique,
  urn,
  withIdentifier,
} from '../../support/bundles.ts'
import { anObservation, aPatient } from '../../support/chart.ts'
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
    const { id } = entryAt(first, 1).resource
    expect(entryAt(second, 1).resource.id).toBe(id)
    expect(entryAt(second, 0).resource.subject.reference).toBe(`Patient/${id}`)
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
    const { id } = entryAt(made[0]!, 0).resource
    const subjects = answers.map((answer) => entryAt(answer, 1).resource.subject.reference)
    expect(new Set(subjects)).toEqual(new Set([`Patient/${id}`]))
    expect(await countOf(nurse, `Observation?patient=${id}`)).toBe(50)
  })

  test('what the transaction deletes meets no condition', async () => {
    const value = unique('d')
    await nurse('/Patient', { method: 'POST', json: withIdentifier(value) })
    const answer = await send(
      transaction(post(withIdentifier(value), {}, `identifier=http://mrn|${value}`), remove(npi(value))),
    )
    expect(statusesOf(answer)).toEqual(['201 Created', '204 No Content'])
    expect(await countOf(nurse, `Patient?identifier=${value}`)).toBe(1)
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
    const subjects = entriesOf(answer)
      .slice(2)
      .map(({ resource }) => resource.subject.reference)
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
    expect(entryAt(second, 0).resource).toMatchObject({ id: entryAt(first, 0).resource.id, active: false })
  })

  test('a reference that is a search finds what is stored or what comes with it', async () => {
    const value = unique('ref')
    const referring = (identifier: string) =>
      post({ ...anObservation('x', 'p', '2026-03-01'), subject: { reference: npi(identifier) } })
    const brought = await send(transaction(referring(value), post(withIdentifier(value))))
    const patient = `Patient/${entryAt(brought, 1).resource.id}`
    expect(entryAt(brought, 0).resource.subject.reference).toBe(patient)
    const stored = await send(transaction(referring(value)))
    expect(entryAt(stored, 0).resource.subject.reference).toBe(patient)
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
