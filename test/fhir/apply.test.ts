import type { Bundle, CapabilityStatement, CarePlan, Goal, Provenance, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carePlanTemplates } from '#definitions/care-plan-templates.ts'
import { structures } from '#definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { putAll } from '../support/chart.ts'
import { eligibleChart } from '../support/programme.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

let app: TestApp
let nurse: TestClient
let auditor: TestClient

beforeAll(async () => {
  app = await startTestApp()
  nurse = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield' })
  auditor = await app.client({ role: 'auditor' })
  const admin = await app.client({ role: 'administrator' })
  for (const [id, mbi] of [
    ['ada', '1EG4TE5MK73'],
    ['ben', '1EG4TE5MK74'],
  ] as const)
    await putAll(admin, eligibleChart(id, mbi))
})
afterAll(() => app.stop())

const apply = (client: TestClient, path: string, parameters: readonly object[]): Promise<TestAnswer> =>
  client(`/PlanDefinition${path}/$apply`, {
    method: 'POST',
    json: { resourceType: 'Parameters', parameter: parameters },
  })
const subject = { name: 'subject', valueString: 'Patient/ada' }
const planOf = ({ body }: TestAnswer) => body as unknown as CarePlan & { id: string }

/** What the plan refers to, as the server gives it. */
async function held(plan: CarePlan): Promise<readonly Resource[]> {
  const references = [...(plan.goal ?? []), ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? [])]
  const answers = await Promise.all(references.map(({ reference }) => nurse(`/${reference!}`)))
  expect(answers.map(({ status }) => status)).toEqual(references.map(() => 200))
  return answers.map(({ body }) => body as unknown as Resource)
}

describe('PlanDefinition/$apply', () => {
  test('every template of the guide, one after the other, into one valid plan', async () => {
    let plan: (CarePlan & { id: string }) | undefined
    for (const id of carePlanTemplates().plans.keys()) {
      const answer = await apply(nurse, `/${id}`, [subject])
      expect(answer.status, answer.text).toBe(200)
      expect(plan?.id ?? planOf(answer).id).toBe(planOf(answer).id)
      plan = planOf(answer)
    }
    expect(plan).toMatchObject({ resourceType: 'CarePlan', status: 'draft', subject: { reference: 'Patient/ada' } })
    expect(plan!.instantiatesCanonical).toHaveLength(carePlanTemplates().plans.size)
    const validator = createValidator(structures())
    for (const resource of [plan!, ...(await held(plan!))])
      expect(validator.validate(resource).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('again gives the same version', async () => {
    const first = await apply(nurse, '/ccm-plan-diabetes', [subject])
    const second = await apply(nurse, '/ccm-plan-diabetes', [subject])
    expect(second.text).toBe(first.text)
  })

  test('several templates are named by URL or reference, or follow from the chart', async () => {
    const ben = { name: 'subject', valueString: 'Patient/ben' }
    const named = await apply(nurse, '', [
      ben,
      { name: 'planDefinition', valueCanonical: 'https://ccm-on-fhir.org/ig/PlanDefinition/ccm-plan-diabetes|0.1.0' },
      { name: 'planDefinition', valueReference: { reference: 'PlanDefinition/ccm-plan-hypertension' } },
    ])
    expect(named.status, named.text).toBe(200)
    const goals = (await held(planOf(named))).filter((one): one is Goal => one.resourceType === 'Goal')
    expect(goals.every(({ lifecycleStatus }) => lifecycleStatus === 'proposed')).toBe(true)
    const fitting = await nurse('/PlanDefinition/$apply?subject=Patient/ben', { method: 'POST' })
    expect(planOf(fitting).id).toBe(planOf(named).id)
    expect(planOf(fitting).instantiatesCanonical?.map((one) => one.split('/').at(-1))).toEqual([
      'ccm-plan-diabetes|0.1.0',
      'ccm-plan-hypertension|0.1.0',
      'ccm-plan-whole-person|0.1.0',
    ])
    const { body } = await nurse(`/Provenance?target=CarePlan/${planOf(named).id}`)
    const told = (body as unknown as Bundle<Provenance>).entry?.map(({ resource }) => resource?.agent[0]?.who.reference)
    expect(told).toEqual(['Practitioner/whitfield', 'Practitioner/whitfield'])
  })

  test('a person edits a suggestion with the plain API, and it stays edited', async () => {
    const plan = planOf(await apply(nurse, '/ccm-plan-diabetes', [subject]))
    const goal = (await held(plan)).find((one): one is Goal & { id: string } => one.resourceType === 'Goal')!
    const accepted = { ...goal, lifecycleStatus: 'active', description: { ...goal.description, text: 'As we agreed' } }
    expect((await nurse(`/Goal/${goal.id}`, { method: 'PUT', json: accepted })).status).toBe(200)
    await apply(nurse, '/ccm-plan-diabetes', [subject])
    const after = (await nurse(`/Goal/${goal.id}`)).body as unknown as Goal
    expect([after.lifecycleStatus, after.description.text, after.meta?.versionId]).toEqual([
      'active',
      'As we agreed',
      '2',
    ])
  })

  const asked = (name: string, valueString: string) => ({ name, valueString })
  test.each([
    ['nobody', '/ccm-plan-diabetes', [], [400, 'subject']],
    ['a practitioner', '/ccm-plan-diabetes', [asked('subject', 'Practitioner/x')], [400, 'subject']],
    ['a patient not on file', '/ccm-plan-diabetes', [asked('subject', 'Patient/x')], [404, 'subject']],
    ['a template that nobody has', '/nonsense', [subject], [404, undefined]],
    ['a URL that nobody has', '', [subject, asked('planDefinition', 'urn:x')], [404, 'planDefinition']],
    ['something else', '/ccm-plan-diabetes', [subject, asked('data', 'x')], [400, 'data']],
    [
      'somebody not on file',
      '/ccm-plan-diabetes',
      [subject, asked('practitioner', 'Practitioner/x')],
      [422, 'practitioner'],
    ],
    ['a plan not on file', '/ccm-plan-diabetes', [subject, asked('carePlan', 'CarePlan/x')], [422, 'carePlan']],
  ])('refuses %s', async (_words, path, parameters, expected) => {
    const answer = await apply(nurse, path, parameters)
    expect([answer.status, answer.body.issue[0]?.expression?.[0]]).toEqual(expected)
  })

  test('is for those who write care plans', async () => {
    expect((await apply(auditor, '/ccm-plan-diabetes', [subject])).status).toBe(403)
    expect((await nurse('/PlanDefinition/ccm-plan-diabetes/$apply?subject=Patient/ada')).status).toBe(405)
    const reader = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope: 'user/*.rs' })
    expect((await apply(reader, '/ccm-plan-diabetes', [subject])).status).toBe(403)
    const confined = await app.client({ role: 'clinical-staff', patient: 'ben', scope: 'patient/*.cruds' })
    expect((await apply(confined, '/ccm-plan-diabetes', [subject])).status).toBe(404)
  })

  test('is claimed where it is served', async () => {
    const { body } = await nurse('/metadata')
    const [rest] = (body as unknown as CapabilityStatement).rest!
    const operations = rest!.resource!.find(({ type }) => type === 'PlanDefinition')?.operation
    expect(operations).toContainEqual({
      name: 'apply',
      definition: 'https://ccm-on-fhir.org/ig/OperationDefinition/apply',
    })
  })
})

test.each([
  ['a pattern that tries all ways', "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')"],
  ['a list that multiplies', `((1|2|3|4|5|6|7|8|9)${'.select((1|2|3|4|5|6|7|8|9))'.repeat(12)}).count() > 0`],
])('%s, in a condition, keeps nobody waiting for long', async (_name, expression) => {
  const condition = [{ kind: 'applicability', expression: { language: 'text/fhirpath', expression } }]
  const definitionCanonical = 'https://ccm-on-fhir.org/ig/ActivityDefinition/ccm-action-asthma-check'
  const action = [{ id: 'long', condition, definitionCanonical }]
  const definition = { resourceType: 'PlanDefinition', id: 'long', url: 'urn:test:long', status: 'active', action }
  const made = await nurse('/PlanDefinition/long', { method: 'PUT', json: definition })
  expect(made.status, made.text).toBeLessThan(300)
  const began = performance.now()
  const refused = await apply(nurse, '/long', [subject])
  expect(refused.status, refused.text).toBe(400)
  expect(refused.text).toContain('too-costly')
  expect(performance.now() - began).toBeLessThan(15_000)
  const next = await apply(nurse, '/ccm-plan-asthma', [subject])
  expect(next.status, next.text).toBe(200)
})
