import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

/**
 * A scope with a search constraint on one patient: what it does not name stands in that patient's own chart, beside what it
 * names, and the chart refers to it everywhere. By no way is it shown, and by no way can it be told that it is there.
 */
let app: TestApp

const CONDITIONS = 'http://terminology.hl7.org/CodeSystem/condition-category'
const OBSERVATIONS = 'http://terminology.hl7.org/CodeSystem/observation-category'
const HIDDEN_CODE = 'C50.911'
const SECRET = 'Zebrafever'

const category = (system: string, code: string) => [{ coding: [{ system, code }] }]

beforeAll(async () => {
  app = await startTestApp()
  const hidden = aCondition('hidden-c', 'p1', HIDDEN_CODE)
  await putAll(await app.client({ role: 'administrator' }), [
    aPatient('p1', 'Constrained'),
    aCondition('shown-c', 'p1', 'I10'),
    { ...hidden, category: category(CONDITIONS, 'encounter-diagnosis'), note: [{ text: SECRET }] },
    { ...anObservation('shown-o', 'p1', '2026-03-01'), category: category(OBSERVATIONS, 'laboratory') },
    {
      ...anObservation('hidden-o', 'p1', '2026-03-02'),
      category: category(OBSERVATIONS, 'social-history'),
      note: [{ text: SECRET }],
    },
    {
      ...aCarePlan('plan', 'p1'),
      addresses: [{ reference: 'Condition/shown-c' }, { reference: 'Condition/hidden-c' }],
      supportingInfo: [{ reference: 'Observation/hidden-o' }],
    },
    {
      resourceType: 'Goal',
      id: 'goal',
      lifecycleStatus: 'active',
      description: { text: 'A goal' },
      subject: { reference: 'Patient/p1' },
      addresses: [{ reference: 'Condition/hidden-c' }],
      outcomeReference: [{ reference: 'Observation/hidden-o' }],
    },
    {
      resourceType: 'Encounter',
      id: 'visit',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { reference: 'Patient/p1' },
      diagnosis: [{ condition: { reference: 'Condition/hidden-c' } }],
      reasonReference: [{ reference: 'Observation/hidden-o' }],
    },
    {
      resourceType: 'Provenance',
      id: 'prov',
      target: [{ reference: 'Condition/hidden-c' }, { reference: 'Observation/hidden-o' }],
      recorded: '2026-03-01T10:00:00Z',
      agent: [{ who: { reference: 'Practitioner/alvarez' } }],
    },
  ])
})
afterAll(() => app.stop())

/** Everything of the chart, but of these two types only one category. */
const scopesFor = (context: 'patient' | 'user') =>
  [
    ...resourceTypes
      .filter((type) => type !== 'Condition' && type !== 'Observation')
      .map((type) => `${context}/${type}.rs`),
    `${context}/Condition.rs?category=${CONDITIONS}|problem-list-item`,
    `${context}/Observation.rs?category=${OBSERVATIONS}|laboratory`,
  ].join(' ')

const INCLUDING = [
  '/CarePlan?patient=p1&_include=CarePlan:condition',
  '/CarePlan?patient=p1&_include=*&_include:iterate=*',
  '/CarePlan?_id=plan&_include=CarePlan:condition&_revinclude:iterate=Provenance:target',
  '/Encounter?patient=p1&_include=Encounter:diagnosis&_include=Encounter:reason-reference',
  '/Provenance?_id=prov&_include=Provenance:target',
  '/Provenance?_id=prov&_include=*',
  '/Patient?_id=p1&_revinclude=Condition:patient&_revinclude=Observation:patient',
  '/Patient?_id=p1&_revinclude=*&_include:iterate=*&_revinclude:iterate=Provenance:target',
  '/Patient/p1/$everything',
  '/Patient/p1/$everything?_type=Condition,Observation',
  '/Patient/p1/Condition',
  '/Patient/p1/*',
  '/?_type=Condition,Observation',
  '/_history',
  '/Condition/_history',
  '/Observation/_history',
  '/Condition?_sort=code',
  '/Condition?category=encounter-diagnosis,problem-list-item',
  '/Condition?category:not=problem-list-item',
  '/Condition?_has:Encounter:diagnosis:_id=visit',
] as const

const OPERATIONS = [
  '/Patient/p1/$ccm-eligibility',
  '/Patient/p1/$ccm-month?month=2026-03',
  '/Patient/p1/$ccm-simulate?month=2026-03&minutes=20',
  '/Patient/p1/$ccm-audit?month=2026-03',
  '/CarePlan/plan/$ccm-document',
  '/CarePlan/plan/$ccm-copy',
  '/CarePlan/plan/$ccm-completeness',
  '/CarePlan/plan/$ccm-revisions',
  '/Condition/hidden-c/$validate',
] as const

/** Searches whose answer hangs on what is hidden, each with what would be found if it were not. */
const ORACLES = [
  [`/Patient?_has:Condition:patient:code=${HIDDEN_CODE}`, 'Patient'],
  ['/Patient?_has:Observation:patient:category=social-history', 'Patient'],
  [`/CarePlan?condition.code=${HIDDEN_CODE}`, 'CarePlan'],
  ['/CarePlan?condition:Condition.category=encounter-diagnosis', 'CarePlan'],
  [`/CarePlan?patient._has:Condition:patient:code=${HIDDEN_CODE}`, 'CarePlan'],
  [`/Encounter?diagnosis.code=${HIDDEN_CODE}`, 'Encounter'],
  ['/Provenance?target:Observation.category=social-history', 'Provenance'],
  [`/Provenance?target:Condition.code=${HIDDEN_CODE}`, 'Provenance'],
  [`/Condition?code=${HIDDEN_CODE}`, 'Condition'],
  ['/Condition?_id=hidden-c', 'Condition'],
  ['/Observation?category=social-history', 'Observation'],
  ['/Observation?date=ge2026-03-02', 'Observation'],
] as const

const READS = [
  '/Condition/hidden-c',
  '/Condition/hidden-c/_history',
  '/Condition/hidden-c/_history/1',
  '/Observation/hidden-o',
  '/Observation/hidden-o/_history/1',
]

const found = ({ body }: TestAnswer) =>
  (body.entry ?? []).filter(({ resource }) => resource.resourceType !== 'OperationOutcome')

describe.each(['patient', 'user'] as const)('%s scopes', (context) => {
  let client: TestClient
  let whole: TestClient

  beforeAll(async () => {
    const nurse = { role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'p1' } as const
    client = await app.client({ ...nurse, scope: scopesFor(context) })
    whole = await app.client({ ...nurse, scope: `${context}/*.cruds` })
  })

  const expectNothing = ({ text }: TestAnswer) => {
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain(HIDDEN_CODE)
  }

  test.each(INCLUDING)('%s shows what is in the scope alone', async (path) => {
    expect((await whole(path)).text, 'it is a real attack').toContain(SECRET)
    const answer = await client(path)
    expect(answer.status, answer.text.slice(0, 300)).toBe(200)
    expectNothing(answer)
    expect(found(answer).map(({ resource }) => resource.id)).not.toEqual(expect.arrayContaining(['hidden-c']))
    expect(found(answer).map(({ resource }) => resource.id)).not.toEqual(expect.arrayContaining(['hidden-o']))
  })

  test.each(OPERATIONS)('%s reads no more', async (path) => {
    const answer = await client(path)
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500)
    expectNothing(answer)
  })

  test('an operation judges by what is in the scope: the hidden condition counts for nothing', async () => {
    const path = '/Patient/p1/$ccm-eligibility'
    const [narrow, wide] = [await client(path), await whole(path)]
    expect(wide.status).toBe(200)
    expect(narrow.text).not.toBe(wide.text)
    expect(narrow.text).not.toContain('hidden-c')
    expect(wide.text).toContain('hidden-c')
  })

  test.each(ORACLES)('%s is answered as if it were not there', async (path, type) => {
    expect(found(await whole(path)).map(({ resource }) => resource.resourceType)).toContain(type)
    const answer = await client(path)
    expect(answer.status, answer.text.slice(0, 300)).toBe(200)
    expect(found(answer)).toEqual([])
    expect((await client(`${path}&_summary=count`)).body.total).toBe(0)
  })

  test.each(READS)('%s is not found', async (path) => {
    const answer = await client(path)
    expect(answer.status).toBe(404)
    expectNothing(answer)
    expect((await client(path, { method: 'HEAD' })).status).toBe(404)
  })

  test('and the same of all of it in one batch, and of a transaction', async () => {
    const gets = [...INCLUDING, ...OPERATIONS, ...ORACLES.map(([path]) => path), ...READS]
    const bundle = (type: string, urls: readonly string[]) => ({
      method: 'POST',
      json: {
        resourceType: 'Bundle',
        type,
        entry: urls.map((url) => ({ request: { method: 'GET', url: url.slice(1) } })),
      },
    })
    const batch = await client('/', bundle('batch', gets))
    expect(batch.status).toBe(200)
    expect(batch.body.entry).toHaveLength(gets.length)
    // The links of searches say what was asked.
    expect(batch.text).not.toContain(SECRET)
    for (const path of ['/Condition/hidden-c', '/CarePlan?_id=plan&_include=CarePlan:condition'])
      expectNothing(await client('/', bundle('transaction', [path])))
  })
})

describe('a scope asks about nothing but its own resources', () => {
  test.each([
    ['Observation', 'patient.birthdate=1948-06-02', 'patient.birthdate=1900-01-01'],
    ['Observation', 'subject:Patient.family=Constrained', 'subject:Patient.family=Other'],
    ['Observation', '_has:Provenance:target:_id=prov', '_has:Provenance:target:_id=none'],
    ['Patient', `_has:Condition:patient:code=${HIDDEN_CODE}`, '_has:Condition:patient:code=A00'],
    ['Encounter', `diagnosis:Condition.code=${HIDDEN_CODE}`, 'diagnosis:Condition.code=A00'],
  ])('a scope on %s alone is no question by %s', async (type, right, wrong) => {
    for (const context of ['patient', 'user'] as const) {
      const ask = async (constraint: string) => {
        const scope = `${context}/${type}.rs?${constraint}`
        const client = await app.client({ role: 'clinical-staff', patient: 'p1', scope })
        const answer = await client(`/${type}?_total=accurate`)
        return [answer.status, answer.body.total, answer.body.entry?.length]
      }
      expect(await ask(right)).toEqual(await ask(wrong))
    }
  })
})
