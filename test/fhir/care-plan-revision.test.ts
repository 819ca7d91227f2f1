import type {
  Bundle,
  CarePlan,
  ClinicalImpression,
  Goal,
  Parameters,
  ParametersParameter,
  Provenance,
  Resource,
} from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#domain/calendar.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { DEMO_TIME_ZONE } from '../../server/demo/practice.ts'
import { entriesOf } from '../support/bundles.ts'
import { decision } from '../support/care-plans.ts'
import { putAll } from '../support/chart.ts'
import { eligibleChart } from '../support/programme.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let doctor: TestClient
let nurse: TestClient
let plan: CarePlan & { id: string }

beforeAll(async () => {
  app = await startTestApp()
  doctor = await app.client({ role: 'billing-practitioner', user: 'Practitioner/alvarez' })
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  const administrator = await app.client({ role: 'administrator' })
  await putAll(administrator, eligibleChart('ada', '1EG4TE5MK73'))
  await putAll(administrator, eligibleChart('eva', '1EG4TE5MK72'))
  plan = await applied('ccm-plan-diabetes')
})
afterAll(() => app.stop())

async function applied(template: string): Promise<CarePlan & { id: string }> {
  const answer = await nurse(`/PlanDefinition/${template}/$apply?subject=Patient/ada`, { method: 'POST' })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body as unknown as CarePlan & { id: string }
}

const put = (client: TestClient, resource: Resource & { id: string }): Promise<TestAnswer> =>
  client(`/${resource.resourceType}/${resource.id}`, { method: 'PUT', json: resource })
const rules = ({ body }: TestAnswer) => body.issue.map(({ details }) => details?.coding?.[0]?.code)
const partsOf = (answer: TestAnswer, name: string) =>
  ((answer.body as unknown as Parameters).parameter ?? []).filter((parameter) => parameter.name === name)

/** The values of a group's parts, by name. */
function valuesOf({ part = [] }: ParametersParameter): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    part.map((one) => [one.name, Object.entries(one).find(([key]) => key.startsWith('value'))?.[1] as unknown]),
  )
}

const ask = (operation: string, query = '') => nurse(`/CarePlan/${plan.id}/$${operation}${query}`)
const changesOf = async (query: string) => partsOf(await ask('ccm-difference', query), 'change').map(valuesOf)

/** What the plan refers to, taken over by somebody. */
async function takenOver(): Promise<readonly (Resource & { id: string })[]> {
  const { body } = await nurse(`/CarePlan?_id=${plan.id}&_include=CarePlan:goal&_include=CarePlan:activity-reference`)
  const items = (body as unknown as Bundle).entry!.map(({ resource }) => resource as Resource & { id: string })
  return items.flatMap((item) => {
    if (item.resourceType === 'CarePlan') return []
    return [
      item.resourceType === 'Goal'
        ? { ...item, lifecycleStatus: 'active' }
        : { ...item, status: item.resourceType === 'Task' ? 'requested' : 'active' },
    ] as (Resource & { id: string })[]
  })
}

/** One story: each test goes on where the one before ended. */
describe('a plan with gaps', () => {
  test('says what it lacks, and that suggestions wait', async () => {
    const elements = partsOf(await ask('ccm-completeness'), 'element').map(valuesOf)
    const gaps = elements.filter(({ state, required }) => state === 'missing' && required)
    expect(gaps.map(({ code }) => code)).toEqual([
      'expected-outcome',
      'measurable-goals',
      'symptom-management',
      'interventions',
    ])
    expect(gaps[1]?.['message']).toContain('suggestions wait for a decision')
    expect(partsOf(await ask('ccm-completeness'), 'complete')[0]?.valueBoolean).toBe(false)
  })

  test('is not put into force by staff: every gap is named; nothing is written', async () => {
    const refused = await put(nurse, { ...plan, status: 'active' })
    expect([refused.status, rules(refused)]).toEqual([422, Array.from({ length: 4 }, () => 'plan-incomplete')])
    const patched = await nurse(`/CarePlan/${plan.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify([{ op: 'replace', path: '/status', value: 'active' }]),
    })
    expect([patched.status, rules(patched)]).toEqual([422, Array.from({ length: 4 }, () => 'plan-incomplete')])
    const { body } = await nurse(`/CarePlan/${plan.id}`)
    expect([body.meta.versionId, (body as unknown as CarePlan).status]).toEqual(['1', 'draft'])
    const partly = { ...plan, status: 'active' as const, extension: [decision(['expected-outcome', 'interventions'])] }
    for (const client of [doctor, nurse]) expect(rules(await put(client, partly))).toHaveLength(2)
  })

  test('is put into force by a decision that stands in it', async () => {
    const gaps = ['expected-outcome', 'measurable-goals', 'symptom-management', 'interventions']
    const decided = { ...plan, status: 'active' as const, extension: [decision(gaps, 'Discharged today')] }
    const answer = await put(doctor, decided)
    expect(answer.status, answer.text).toBe(200)
    plan = answer.body as unknown as CarePlan & { id: string }
    const [, last] = partsOf(await ask('ccm-revisions'), 'revision').map(valuesOf)
    expect(last).toMatchObject({
      version: '2',
      activity: 'activated-with-gaps',
      by: { reference: 'Practitioner/alvarez' },
      substantial: false,
    })
  })

  test('a whole plan needs none: goals, activities and outlook may come in with it', async () => {
    const outlook: ClinicalImpression & { id: string } = {
      resourceType: 'ClinicalImpression',
      id: 'ada-outlook',
      status: 'completed',
      subject: { reference: 'Patient/ada' },
      summary: 'Should stay well',
    }
    const draft = await put(doctor, { ...plan, status: 'draft', extension: [] as never[] })
    expect(draft.status, draft.text).toBe(400)
    const bare: CarePlan & { id: string } = { ...plan, status: 'draft' }
    delete bare.extension
    expect((await put(doctor, bare)).status).toBe(200)
    const active = { ...bare, status: 'active', supportingInfo: [{ reference: 'ClinicalImpression/ada-outlook' }] }
    const entry = [outlook, ...(await takenOver()), active as CarePlan & { id: string }].map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    }))
    const answer = await doctor('', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    expect(answer.status, answer.text).toBe(200)
    expect(partsOf(await ask('ccm-completeness'), 'complete')[0]?.valueBoolean).toBe(true)
    plan = (await nurse(`/CarePlan/${plan.id}`)).body as unknown as CarePlan & { id: string }
    expect([plan.status, plan.meta?.versionId]).toEqual(['active', '4'])
  })
})

describe('the revisions of a plan', () => {
  test('a goal that is changed and a plan that is marked are seen, each from when it was', async () => {
    const goals = (await takenOver()).filter((item): item is Goal & { id: string } => item.resourceType === 'Goal')
    const pressure = goals.find(({ description }) => description.coding?.[0]?.code === 'blood-pressure')!
    const [systolic, diastolic] = pressure.target!
    const looser = { ...systolic!, detailQuantity: { ...systolic!.detailQuantity!, value: 140 } }
    expect((await put(nurse, { ...pressure, target: [looser, diastolic!] })).status).toBe(200)
    const mark = { url: structureDefinition('ccm-substantial-revision'), valueDateTime: new Date().toISOString() }
    expect((await put(doctor, { ...plan, title: 'Plan of 2026', extension: [mark] })).status).toBe(200)
    const changes = await changesOf('?from=4')
    expect(changes.map(({ area, property }) => [area, property])).toEqual([
      ['plan', 'title'],
      ['plan', 'substantially revised'],
      ['measurable-goals', 'target'],
    ])
    expect(changes[2]).toMatchObject({
      before: expect.stringContaining('below 130 mm Hg') as unknown,
      after: expect.stringContaining('below 140 mm Hg') as unknown,
      reference: { reference: `Goal/${pressure.id}` },
    })
    expect(await changesOf('?from=5&to=5')).toEqual([])
  })

  test('each says who did what; one is the version in force today', async () => {
    const today = dayOf(Date.now(), DEMO_TIME_ZONE)
    const answer = await ask('ccm-revisions', `?on=${today}`)
    expect(
      partsOf(answer, 'revision')
        .map(valuesOf)
        .map(({ activity }) => activity),
    ).toEqual(['suggested', 'activated-with-gaps', 'revised', 'activated', 'substantially-revised'])
    expect(partsOf(answer, 'inForce')[0]?.valueString).toBe('5')
    expect(partsOf(await ask('ccm-revisions', '?on=2020-01-01'), 'inForce')).toEqual([])
    expect(valuesOf(partsOf(answer, 'revision')[0]!)['by']).toEqual({ reference: 'Practitioner/whitfield' })
  })

  test('in Spanish nothing is said in English but what people wrote and codes', async () => {
    const changes = await changesOf('?from=1&to=4&language=es')
    expect(changes).toContainEqual(
      expect.objectContaining({
        area: 'expected-outcome',
        what: 'Resultado esperado',
        after: 'resultado: Should stay well',
      }),
    )
    const later = await changesOf('?from=4&to=5&language=es')
    expect(later.map(({ property }) => property)).toContain('substantially revised')
    const pressure = later.find(({ property }) => property === 'target')
    expect(pressure?.['after']).toMatch(/ menos de 140 .* para el \d+ de \w+ de \d{4}/)
  })

  test('from a draft to a plan in force, in words', async () => {
    const changes = await changesOf('?from=1&to=4')
    expect(changes).toContainEqual(
      expect.objectContaining({ area: 'plan', property: 'status', before: 'draft', after: 'active' }),
    )
    expect(changes).toContainEqual(expect.objectContaining({ area: 'expected-outcome', kind: 'added' }))
    const takenOver = changes.filter(({ area }) => area === 'measurable-goals' || area === 'interventions')
    expect(takenOver.every(({ kind }) => kind === 'added')).toBe(true)
    expect(takenOver.length).toBe((plan.goal?.length ?? 0) + (plan.activity?.length ?? 0))
  })

  test.each([
    ['ccm-difference', '', 400, 'from'],
    ['ccm-difference', '?from=yesterday', 400, 'from'],
    ['ccm-difference', '?from=99', 404, 'from'],
    ['ccm-difference', '?from=1&to=2020-01-01', 404, 'to'],
    ['ccm-difference', '?from=1&language=fr', 400, 'language'],
    ['ccm-revisions', '?on=2026-02-30', 400, 'on'],
  ] as const)('$%s%s is refused', async (...asked) => {
    const answer = await ask(asked[0], asked[1])
    expect([answer.status, answer.body.issue[0]?.expression?.[0]]).toEqual(asked.slice(2))
  })

  test('nobody’s plan has none', async () => {
    for (const operation of ['ccm-completeness', 'ccm-revisions', 'ccm-difference?from=1'])
      expect((await nurse(`/CarePlan/none/$${operation}`)).status).toBe(404)
    const other = await app.client({ role: 'patient', user: 'Patient/ben', patient: 'ben', scope: 'patient/*.rs' })
    expect((await other(`/CarePlan/${plan.id}/$ccm-revisions`)).status).toBe(404)
    const own = await app.client({ role: 'patient', user: 'Patient/ada', patient: 'ada', scope: 'patient/*.rs' })
    expect((await own(`/CarePlan/${plan.id}/$ccm-difference?from=1`)).status).toBe(200)
  })
})

describe('a revision and the reason for it in one transaction', () => {
  const told = (reason: string): Provenance => ({
    resourceType: 'Provenance',
    target: [{ reference: `CarePlan/${plan.id}` }],
    recorded: new Date().toISOString(),
    agent: [{ who: { reference: 'Practitioner/whitfield' } }],
    reason: [{ text: reason }],
  })

  async function revised(title: string): Promise<readonly { readonly lastModified: string }[]> {
    const entry = [
      { resource: told(`Why it is ${title}`), request: { method: 'POST', url: 'Provenance' } },
      { resource: { ...plan, title }, request: { method: 'PUT', url: `CarePlan/${plan.id}` } },
    ]
    const answer = await nurse('', { method: 'POST', json: { resourceType: 'Bundle', type: 'transaction', entry } })
    return entriesOf(answer).map(({ response }) => response)
  }

  test('are filed as of one instant, and the reason is that of the version which came with it', async () => {
    const responses = [await revised('First'), await revised('Second'), await revised('Third')]
    for (const [provenance, version] of responses) expect(provenance?.lastModified).toBe(version?.lastModified)
    const revisions = partsOf(await ask('ccm-revisions'), 'revision').map(valuesOf)
    expect(revisions.slice(-3).map(({ why, by }) => [why, by])).toEqual(
      ['First', 'Second', 'Third'].map((title) => [`Why it is ${title}`, { reference: 'Practitioner/whitfield' }]),
    )
    expect(revisions.at(-4)?.['why']).toBeUndefined()
  })

  test('stay together when several are sent at once', async () => {
    const titles = Array.from({ length: 8 }, (_one, at) => `At once ${at}`)
    await Promise.all(titles.map(revised))
    const { body } = await nurse(`/CarePlan/${plan.id}/_history?_count=8`)
    const versions = body.entry!.map(({ resource }) => resource as unknown as CarePlan)
    const whys = new Map(
      partsOf(await ask('ccm-revisions'), 'revision')
        .map(valuesOf)
        .map(({ version, why }) => [version, why]),
    )
    for (const { meta, title } of versions) expect(whys.get(meta?.versionId)).toBe(`Why it is ${title}`)
    expect(versions.map(({ title }) => title).toSorted()).toEqual(titles)
    plan = versions[0] as CarePlan & { id: string }
  })
})

test('a plan with gaps is put into force by people who say so; a script’s keeps on record what it lacked', async () => {
  const answer = await nurse('/PlanDefinition/ccm-plan-hypertension/$apply?subject=Patient/eva', { method: 'POST' })
  expect(answer.status, answer.text).toBeLessThan(300)
  const draft = answer.body as unknown as CarePlan & { id: string }
  for (const person of [nurse, doctor])
    expect(rules(await put(person, { ...draft, status: 'active' }))).toContain('plan-incomplete')
  const script = await app.client({ role: 'administrator', user: 'Practitioner/alvarez' })
  const activated = await put(script, { ...draft, status: 'active' })
  expect(activated.status, activated.text).toBe(200)
  const recorded = (activated.body as unknown as CarePlan).extension?.filter(
    ({ url }) => url === structureDefinition('ccm-activated-with-gaps'),
  )
  expect(recorded).toHaveLength(1)
  expect(recorded?.[0]?.extension?.flatMap(({ valueCode }) => valueCode ?? [])).toContain('measurable-goals')
  expect(recorded?.[0]?.extension?.find(({ url }) => url === 'by')?.valueReference).toEqual({
    reference: 'Practitioner/alvarez',
  })
})

describe('the narrative of a plan', () => {
  test('tells of the plan as it is, by whatever request it was changed', async () => {
    const words = (one: CarePlan) => one.text?.div ?? ''
    plan = (await nurse(`/CarePlan/${plan.id}`)).body as unknown as CarePlan & { id: string }
    expect(words(plan)).toContain('Status: active')
    expect(words(plan)).toContain('Should stay well')
    expect(words(plan)).not.toContain('suggestion, to be decided')
    const patched = await doctor(`/CarePlan/${plan.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify([{ op: 'replace', path: '/title', value: 'Plan for <Ada>' }]),
    })
    plan = patched.body as unknown as CarePlan & { id: string }
    expect(words(plan)).toContain('Plan for &lt;Ada&gt;')
    const same = await put(doctor, plan)
    expect((same.body as unknown as CarePlan).text).toEqual(plan.text)
  })

  test('stays as it was sent where another system or a person wrote it', async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">Told by another system</div>'
    for (const status of ['generated', 'additional'] as const) {
      const text = { status, div: div.replace('another', status) }
      expect(((await put(doctor, { ...plan, text })).body as unknown as CarePlan).text).toEqual(text)
    }
    const text = { status: 'additional' as const, div }
    expect((await put(doctor, { ...plan, text })).status).toBe(200)
    const kept = await put(doctor, { ...plan, text, title: 'Otherwise' })
    expect((kept.body as unknown as CarePlan).text).toEqual(text)
    plan = (await put(doctor, plan)).body as unknown as CarePlan & { id: string }
    expect(plan.text?.div).toContain('Plan for &lt;Ada&gt;')
  })
})
