import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient

const DAYS = Array.from({ length: 12 }, (_unused, at) => `2026-02-${String(at + 1).padStart(2, '0')}`)

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  await putAll(nurse, [
    aPatient('p1', 'Quillfeather', { generalPractitioner: [{ reference: 'Practitioner/alvarez' }] }),
    aPatient('p2', 'Brandybuck'),
    aCondition('c1', 'p1', 'I10'),
    aCondition('c2', 'p1', 'E11.9'),
    aCondition('c3', 'p2', 'I10'),
    aCarePlan('plan', 'p1', { addresses: [{ reference: 'Condition/c1' }] }),
    ...DAYS.map((day, at) => anObservation(`o${at + 1}`, at % 3 === 2 ? 'p2' : 'p1', day)),
  ])
})
afterAll(() => app.stop())

const idsOf = ({ body }: TestAnswer, mode = 'match'): string[] =>
  (body.entry ?? [])
    .filter(({ search }) => search?.mode === mode)
    .map(({ resource }) => `${resource.resourceType}/${resource.id}`)

const linkOf = ({ body }: TestAnswer, relation: string): string | undefined =>
  body.link.find((link) => link.relation === relation)?.url

describe('a searchset', () => {
  test('holds the matches as they are stored, each with its address', async () => {
    const answer = await nurse('/Condition?patient=Patient/p1&code=I10')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'searchset' })
    expect(idsOf(answer)).toEqual(['Condition/c1'])
    const stored = await nurse('/Condition/c1')
    expect(answer.text).toContain(`"resource":${stored.text},`)
    expect(answer.body.entry?.[0]?.fullUrl).toMatch(/^http:\/\/localhost:\d+\/fhir\/r4\/Condition\/c1$/)
  })

  test('without a match has no entries, not an empty list', async () => {
    const answer = await nurse('/Condition?code=Z99')
    expect(answer.body).not.toHaveProperty('entry')
  })

  test('repeats in its self link what counted', async () => {
    const answer = await nurse('/Condition?code=I10&frobnicate=1&_count=5&_format=json')
    expect(linkOf(answer, 'self')).toMatch(/\/fhir\/r4\/Condition\?code=I10&_count=5$/)
  })

  test('reports what it passed over, or refuses it when asked to', async () => {
    const lenient = await nurse('/Condition?code=I10&frobnicate=1')
    expect(idsOf(lenient).toSorted()).toEqual(['Condition/c1', 'Condition/c3'])
    const [outcome] = (lenient.body.entry ?? []).filter(({ search }) => search?.mode === 'outcome')
    expect(outcome?.resource).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }] })
    expect(outcome?.fullUrl).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    expect(JSON.stringify(outcome)).toContain('frobnicate')
    const strict = await nurse('/Condition?code=I10&frobnicate=1', { headers: { prefer: 'handling=strict' } })
    expect(strict.status).toBe(400)
    expect(strict.text).toContain('frobnicate')
  })

  test('brings what is included, after the matches', async () => {
    const answer = await nurse(
      '/CarePlan?patient=p1&_include=CarePlan:subject&_include=CarePlan:condition&_include:iterate=Patient:general-practitioner',
    )
    expect(idsOf(answer)).toEqual(['CarePlan/plan'])
    expect(idsOf(answer, 'include').toSorted()).toEqual(['Condition/c1', 'Patient/p1', 'Practitioner/alvarez'])
    const back = await nurse('/Patient?_id=p2&_revinclude=Condition:subject')
    expect(idsOf(back, 'include')).toEqual(['Condition/c3'])
  })

  test('counts when asked', async () => {
    expect((await nurse('/Observation?patient=p1&_count=2')).body).not.toHaveProperty('total')
    const counted = await nurse('/Observation?patient=p1&_count=2&_total=accurate')
    expect(counted.body.total).toBe(8)
    expect(idsOf(counted)).toHaveLength(2)
    const only = await nurse('/Observation?patient=p1&_summary=count')
    expect(only.body.total).toBe(8)
    expect(only.body).not.toHaveProperty('entry')
  })

  test('shows less of each match when asked', async () => {
    const answer = await nurse('/Observation?patient=p1&_elements=status&_count=1')
    expect(answer.body.entry?.[0]?.resource).not.toHaveProperty('valueQuantity')
    expect(answer.body.entry?.[0]?.resource.meta.tag).toMatchObject([{ code: 'SUBSETTED' }])
  })
})

describe('pages', () => {
  test('lead from one to the next and hold everything once, whatever is written meanwhile', async () => {
    const seen: string[] = []
    let next: string | undefined = '/Observation?code=29463-7&date=lt2026-03-01&_sort=-date&_count=5'
    let pages = 0
    while (next !== undefined) {
      const answer: TestAnswer = await nurse(next)
      expect(answer.status, answer.text).toBe(200)
      seen.push(...idsOf(answer))
      next = linkOf(answer, 'next')
      pages++
      await putAll(nurse, [anObservation(`later${pages}`, 'p1', '2026-02-27')])
    }
    expect(pages).toBe(3)
    expect(seen).toEqual(DAYS.map((_day, at) => `Observation/o${12 - at}`))
  })

  test('of one search are refused by another', async () => {
    const answer = await nurse('/Observation?_sort=date&_count=2')
    const cursor = new URL(linkOf(answer, 'next') ?? '').searchParams.get('_cursor') ?? ''
    const other = await nurse(`/Observation?_sort=-date&_count=2&_cursor=${encodeURIComponent(cursor)}`)
    expect(other.status).toBe(400)
  })
})

describe('where a search can be asked', () => {
  test('by POST, so that nothing stands in a URL', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await nurse('/Condition/_search?_count=10', {
      method: 'POST',
      headers: form,
      body: 'patient=Patient%2Fp1&code=http://hl7.org/fhir/sid/icd-10-cm%7CI10',
    })
    expect(answer.status, answer.text).toBe(200)
    expect(idsOf(answer)).toEqual(['Condition/c1'])
    expect((await nurse('/Condition/_search', { method: 'POST', json: {} })).status).toBe(415)
  })

  test('over several types at once', async () => {
    const answer = await nurse('/?_type=CarePlan,Condition&_lastUpdated=gt2020-01-01')
    expect(idsOf(answer).toSorted()).toEqual(['CarePlan/plan', 'Condition/c1', 'Condition/c2', 'Condition/c3'])
  })

  test('within a patient', async () => {
    expect(idsOf(await nurse('/Patient/p1/Condition?code=I10'))).toEqual(['Condition/c1'])
    const all = await nurse('/Patient/p2/*?_count=100')
    expect(
      idsOf(all)
        .filter((id) => !id.startsWith('Observation'))
        .toSorted(),
    ).toEqual(['Condition/c3', 'Patient/p2'])
    expect((await nurse('/Patient/p1/Practitioner')).status).toBe(404)
  })
})
