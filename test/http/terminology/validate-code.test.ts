import type { Condition, ParametersParameter } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { callWith, propertiesIn, said } from '../../support/terminology-client.ts'

const IG = 'https://ccm-on-fhir.org/ig'
const program = `${IG}/CodeSystem/ccm-program`
let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startTestApp()
  client = await app.client({ role: 'administrator' })
})
afterAll(async () => {
  await app.stop()
})

const post = (path: string, ...given: ParametersParameter[]) => callWith(client, path, ...given)

describe('$validate-code', () => {
  const path = `/ValueSet/$validate-code?url=${IG}/ValueSet/ccm-program`

  test('says whether a code is in a value set, and what it is called', async () => {
    expect(said(await client(`${path}&system=${program}&code=ccm`))).toEqual({
      result: true,
      display: 'Chronic Care Management',
    })
    const none = said(await client(`/ValueSet/ccm-program/$validate-code?system=${program}&code=xyz`))
    expect(none).toEqual({ result: false, message: expect.stringContaining('xyz') as string })
    expect(said(await client(`${path}&system=http://loinc.org&code=ccm`))).toMatchObject({ result: false })
    const named = await client(`${path}&system=${program}&code=ccm&display=Something`)
    expect(said(named)).toMatchObject({ result: false, display: 'Chronic Care Management' })
    const called = await client(`${path}&system=${program}&code=ccm&display=chronic%20care%20management`)
    expect(said(called)).toMatchObject({ result: true })
  })

  test('takes a Coding or a CodeableConcept, of which one code is enough', async () => {
    const url = { name: 'url', valueUri: `${IG}/ValueSet/ccm-program` }
    const coding = { system: program, code: 'pcm' }
    expect(said(await post('/ValueSet/$validate-code', url, { name: 'coding', valueCoding: coding }))).toMatchObject({
      result: true,
    })
    const concept = { coding: [{ system: 'http://loinc.org', code: '1' }, coding] }
    const answer = await post('/ValueSet/$validate-code', url, {
      name: 'codeableConcept',
      valueCodeableConcept: concept,
    })
    expect(said(answer)).toMatchObject({ result: true, display: 'Principal Care Management' })
    const wrong = { coding: 'pcm' } as unknown as Condition['code']
    const refused = await post('/ValueSet/$validate-code', url, {
      name: 'codeableConcept',
      valueCodeableConcept: wrong!,
    })
    expect(refused.status).toBe(400)
  })

  test('tells codes of value sets of which others cannot be told', async () => {
    const url = 'http://hl7.org/fhir/ValueSet/doc-typecodes'
    const known = await client(
      '/ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/condition-clinical&system=http://terminology.hl7.org/CodeSystem/condition-clinical&code=active',
    )
    expect(said(known)).toEqual({ result: true, display: 'Active' })
    const unsure = await client(`/ValueSet/$validate-code?url=${url}&system=http://loinc.org&code=11488-4`)
    expect([unsure.status, unsure.body.issue[0]?.code]).toEqual([422, 'not-found'])
    expect(
      said(await client(`/ValueSet/$validate-code?url=${url}&system=http://snomed.info/sct&code=1`)),
    ).toMatchObject({
      result: false,
    })
  })

  test('takes codes below one of ICD-10-CM by their form, and says that it does', async () => {
    const asked = (code: string) =>
      client(`/ValueSet/ccm-condition-diabetes/$validate-code?system=http://hl7.org/fhir/sid/icd-10-cm&code=${code}`)
    for (const code of ['E11', 'E11.9', 'E11.65', 'E1165'])
      expect(said(await asked(code)), code).toEqual({
        result: true,
        message: expect.stringContaining('by its form') as string,
      })
    for (const code of ['E1', 'E11.', 'J45.909', 'E11-9', 'E11.123456'])
      expect(said(await asked(code)), code).toMatchObject({ result: false })
    expect(
      said(await client('/ValueSet/ccm-condition-diabetes/$validate-code?system=http://snomed.info/sct&code=44054006')),
    ).toMatchObject({ result: true })
  })

  test('says whether a code is one of a code system', async () => {
    const activity = `${IG}/CodeSystem/ccm-activity`
    expect(said(await client(`/CodeSystem/$validate-code?url=${activity}&code=travel`))).toMatchObject({ result: true })
    expect(said(await client('/CodeSystem/ccm-activity/$validate-code?code=golf'))).toMatchObject({ result: false })
    const coding = { name: 'coding', valueCoding: { system: 'http://hl7.org/fhir/task-status', code: 'draft' } }
    expect(said(await post('/CodeSystem/$validate-code', coding))).toEqual({ result: true, display: 'Draft' })
    const unknown = await client('/CodeSystem/$validate-code?url=http://loinc.org&code=1')
    expect([unknown.status, unknown.body.issue[0]?.code]).toEqual([404, 'not-found'])
    const other = { name: 'coding', valueCoding: { system: 'http://loinc.org', code: 'travel' } }
    const wrong = await post('/CodeSystem/$validate-code', { name: 'url', valueUri: activity }, other)
    expect(said(wrong)).toMatchObject({ result: false })
  })

  test.each([
    ['no code', path],
    ['a code without its system', `${path}&code=ccm`],
    ['a code twice', `${path}&code=ccm&code=pcm&system=${program}`],
    ['a date', `${path}&code=ccm&system=${program}&date=2020-01-01`],
    ['a coding as text', `${path}&coding=ccm`],
  ])('refuses %s', async (_what, asked) => {
    expect((await client(asked)).status).toBe(400)
  })
})

describe('$lookup', () => {
  test('tells what a code of the guide and of R4 means', async () => {
    const travel = await client(`/CodeSystem/$lookup?system=${IG}/CodeSystem/ccm-activity&code=travel`)
    expect(said(travel)).toMatchObject({ version: '0.1.0', display: expect.any(String) as string })
    expect(propertiesIn(travel).map(([name]) => name)).toEqual(['definition', 'countable'])
    const below = await client('/CodeSystem/$lookup?system=http://terminology.hl7.org/CodeSystem/v3-ActCode&code=IMP')
    expect(propertiesIn(below)).toContainEqual(['child', 'ACUTE'])
    const coding = { system: 'http://hl7.org/fhir/task-status', code: 'draft' }
    expect(said(await post('/CodeSystem/$lookup', { name: 'coding', valueCoding: coding }))).toMatchObject({
      display: 'Draft',
    })
  })

  test.each([
    ['an unknown code', `system=${program}&code=xyz`, 404],
    ['an unknown system', 'system=http://loinc.org&code=1', 404],
    ['another version', `system=${program}&code=ccm&version=9`, 404],
    ['no system', 'code=ccm', 400],
  ])('says that %s is not there', async (_what, query, status) => {
    expect((await client(`/CodeSystem/$lookup?${query}`)).status).toBe(status)
  })
})
