import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCarePlan, aCondition, aPatient, anObservation, putAll } from '../../support/chart.ts'
import { INFERNO_REDIRECT, startInfernoApp, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { asserting } from '../../support/smart/smart-client.ts'
import type { TestAnswer, TestClient } from '../../support/test-app.ts'

/** Scopes whose search constraint no resource of the type can meet: such a scope is none, wherever it comes from. */
let inferno: InfernoApp

const ASSESS = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan'
const OWN = 'impossible'

beforeAll(async () => {
  inferno = await startInfernoApp()
  const plan = (id: string, code: string) => ({
    ...aCarePlan(id, OWN),
    category: [{ coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code }] }],
  })
  await putAll(await inferno.app.client({ role: 'administrator' }), [
    aPatient(OWN, 'Impossible'),
    plan('assessed', 'assess-plan'),
    plan('other-plan', 'other'),
    aCondition('uncategorized', OWN, 'I10'),
    anObservation('impossible-o', OWN, '2026-03-01'),
  ])
})
afterAll(() => inferno.stop())

const clientWith = (scope: string) =>
  inferno.app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', patient: OWN, scope })

const faultOf = ({ status, body }: TestAnswer) => (status < 400 ? '' : body.issue[0]?.code)

const idsOf = ({ body }: TestAnswer) =>
  (body.entry ?? [])
    .map(({ resource }) => `${resource.resourceType}/${resource.id}`)
    .filter((name) => !name.startsWith('OperationOutcome'))
    .toSorted()

describe.each(['patient', 'user'] as const)('%s/*.cruds?category=assess-plan', (context) => {
  let client: TestClient
  beforeAll(async () => {
    client = await clientWith(`${context}/*.cruds?category=${ASSESS}`)
  })

  test('opens what has the parameter and the value', async () => {
    expect(idsOf(await client(`/CarePlan?patient=${OWN}`))).toEqual(['CarePlan/assessed'])
    expect((await client('/CarePlan/assessed')).status).toBe(200)
    expect((await client('/CarePlan/other-plan')).status).toBe(404)
    expect(idsOf(await client(`/Condition?patient=${OWN}`))).toEqual([])
    expect(idsOf(await client(`/?_type=CarePlan,Condition`))).toEqual(['CarePlan/assessed'])
  })

  test('is no scope for types without the parameter', async () => {
    for (const path of [
      `/Patient/${OWN}`,
      '/Patient',
      '/Practitioner',
      '/Patient/_history',
      '/?_type=CarePlan,Patient',
    ])
      expect((await client(path)).status, path).toBe(403)
    const among = await client(`/CarePlan?_include=CarePlan:subject&_revinclude=*`)
    expect([among.status, idsOf(among)]).toEqual([200, ['CarePlan/assessed']])
    expect((await client(`/CarePlan?subject:Patient.family=Impossible`)).status).toBe(403)
    expect((await client(`/Patient/${OWN}/$everything`)).status).toBe(403)
    expect((await client('/$export')).status).toBe(403)
  })

  test('writes what has the value and stays so, and nothing else', async () => {
    const send = (method: string, path: string, json: unknown) => client(path, { method, json })
    const fresh = { ...aCarePlan('fresh', OWN), id: undefined }
    const [assessed, other] = ['assess-plan', 'other'].map((code) => [
      { coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code }] },
    ])
    const made = await send('POST', '/CarePlan', { ...fresh, category: assessed })
    expect(made.status, made.text).toBe(201)
    expect((await send('POST', '/CarePlan', { ...fresh, category: other })).status).toBe(403)
    const path = `/CarePlan/${made.body.id}`
    expect((await send('PUT', path, { ...fresh, id: made.body.id, category: other })).status).toBe(403)
    expect((await send('POST', '/Patient', { ...aPatient('x', 'New'), id: undefined })).status).toBe(403)
    expect((await send('PUT', `/Patient/${OWN}`, aPatient(OWN, 'Changed'))).status).toBe(403)
    expect((await client(`/Patient/${OWN}`, { method: 'DELETE' })).status).toBe(403)
    expect((await client('/CarePlan/other-plan', { method: 'DELETE' })).status).toBe(204)
    const admin = await inferno.app.client({ role: 'administrator' })
    expect((await admin('/CarePlan/other-plan')).status).toBe(200)
    expect((await client(path, { method: 'DELETE' })).status).toBe(204)
    expect((await admin(path)).status).toBe(410)
  })
})

/** Each with a type for which it means nothing. */
const IMPOSSIBLE = [
  ['another type’s parameter', 'Patient', 'category=assess-plan'],
  ['a parameter that nobody knows', 'Observation', 'nonsense=1'],
  ['a value set that nobody knows', 'Observation', 'code:in=https://example.org/ValueSet/none'],
  ['a date that is none', 'Observation', 'date=yesterday'],
  ['a modifier that it has not', 'Observation', 'status:exact=final'],
  ['a number that is none', 'Observation', 'value-quantity=many'],
  ['no value', 'Observation', 'status=,'],
] as const

describe.each(IMPOSSIBLE)('a constraint by %s', (_what, type, constraint) => {
  test('opens nothing where it is in a token: 403, as without it', async () => {
    for (const context of ['patient', 'user'] as const) {
      const client = await clientWith(`${context}/${type}.cruds?${constraint} ${context}/Goal.rs`)
      const without = await clientWith(`${context}/Goal.rs`)
      for (const path of [`/${type}`, `/${type}/any`, `/${type}/_history`, '/Goal', '/', `/Goal?_revinclude=*`]) {
        const [told, known] = [await client(path), await without(path)]
        expect([told.status, faultOf(told)], path).toEqual([known.status, faultOf(known)])
      }
      expect((await client(`/${type}`)).status).toBe(403)
      expect((await client('/Goal')).status).toBe(200)
    }
  })

  test('takes nothing away from a scope beside it', async () => {
    const client = await clientWith(`user/${type}.rs?${constraint} user/*.r user/Observation.s?status=final`)
    expect((await client('/Observation?_id=impossible-o')).status).toBe(200)
    expect((await client(`/Patient/${OWN}`)).status).toBe(200)
  })

  test('is granted to no app and no program', async () => {
    const asked = {
      client: 'inferno-public',
      redirectUri: INFERNO_REDIRECT,
      scope: `launch/patient patient/${type}.rs?${constraint} patient/CarePlan.rs`,
    }
    const { body } = await inferno.smart.tokensOf(asked, { user: 'alvarez', patient: OWN })
    expect(body.scope?.split(' ').toSorted()).toEqual(['launch/patient', 'patient/CarePlan.rs'])
    const assertion = () => inferno.key.assertion('inferno-bulk', `${inferno.url}/auth/token`)
    const program = async (scope: string) =>
      inferno.smart.token({ grant_type: 'client_credentials', scope, ...asserting(await assertion()) })
    for (const scope of [`system/${type}.rs?${constraint}`, 'system/Conditions.rs'])
      expect(await program(scope), scope).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect(await program(`system/${type}.rs?${constraint} system/Goal.rs`)).toMatchObject({
      status: 200,
      body: { scope: 'system/Goal.rs' },
    })
  })
})

test('a constraint for all types is granted where some type can meet it', async () => {
  const asked = {
    client: 'inferno-public',
    redirectUri: INFERNO_REDIRECT,
    scope: 'launch/patient patient/*.rs?category=assess-plan',
  }
  const { body } = await inferno.smart.tokensOf(asked, { user: 'alvarez', patient: OWN })
  expect(body.scope).toContain('patient/*.rs?category=assess-plan')
})

test('what refers to a match from any type is shown to who may search that type, as where it is named', async () => {
  const client = await clientWith('user/Patient.rs user/Condition.r user/Observation.rs')
  const named = await client(`/Patient?_id=${OWN}&_revinclude=Condition:patient&_revinclude=Observation:patient`)
  const any = await client(`/Patient?_id=${OWN}&_revinclude=*`)
  expect(idsOf(named)).toEqual(['Observation/impossible-o', `Patient/${OWN}`])
  expect(idsOf(any)).toEqual(idsOf(named))
  expect((await client('/Condition/uncategorized')).status).toBe(200)
})
