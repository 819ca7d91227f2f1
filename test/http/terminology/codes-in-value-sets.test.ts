import type { Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

const IG = 'https://ccm-on-fhir.org/ig'

let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startTestApp()
  client = await app.client({ role: 'administrator' })
})
afterAll(async () => {
  await app.stop()
})

describe('codes in a value set, searched for', () => {
  beforeAll(async () => {
    await putAll(client, [aPatient('p', 'Park'), aCondition('diabetes', 'p', 'E11.9'), aCondition('cold', 'p', 'J00')])
  })

  const found = async (query: string) => {
    const answer = await client(`/Condition?${query}`)
    expect(answer.status, answer.text).toBe(200)
    return (answer.body.entry ?? []).map(({ resource }) => resource.id).toSorted()
  }

  test(':in and :not-in take value sets of R4 by canonical', async () => {
    const clinical = 'http://hl7.org/fhir/ValueSet/condition-clinical'
    expect(await found(`clinical-status:in=${clinical}`)).toEqual(['cold', 'diabetes'])
    expect(await found(`clinical-status:not-in=${clinical}`)).toEqual([])
    expect(await found('category:in=http://hl7.org/fhir/ValueSet/administrative-gender')).toEqual([])
  })

  test('and of the guide by canonical, version, id and address', async () => {
    const task: Task & { id: string } = {
      resourceType: 'Task',
      id: 'walk',
      status: 'draft',
      intent: 'order',
      for: { reference: 'Patient/p' },
      code: { coding: [{ system: `${IG}/CodeSystem/mdm-level`, code: 'low' }] },
    }
    await putAll(client, [task])
    const names = [
      `${IG}/ValueSet/mdm-level`,
      `${IG}/ValueSet/mdm-level|0.1.0`,
      'ValueSet/mdm-level',
      `${app.fhir.replace('127.0.0.1', 'localhost')}/ValueSet/mdm-level`,
    ]
    for (const name of names) {
      const answer = await client(`/Task?code:in=${encodeURIComponent(name)}`)
      expect(
        answer.body.entry?.map(({ resource }) => resource.id),
        name,
      ).toEqual(['walk'])
    }
    expect((await client(`/Task?code:in=${IG}/ValueSet/ccm-program`)).body.entry).toBeUndefined()
  })

  test('value sets that go down from a code of ICD-10-CM find all codes below it, however they are written', async () => {
    await putAll(client, [
      aCondition('dotless', 'p', 'E1165'),
      aCondition('whole', 'p', 'E11'),
      aCondition('near', 'p', 'E1'),
    ])
    const diabetes = `${IG}/ValueSet/ccm-condition-diabetes`
    expect(await found(`code:in=${diabetes}`)).toEqual(['diabetes', 'dotless', 'whole'])
    expect(await found(`code:not-in=${diabetes}`)).toEqual(['cold', 'near'])
    expect(await found(`code:in=${diabetes}&patient=p&clinical-status=active`)).toEqual([
      'diabetes',
      'dotless',
      'whole',
    ])
    expect(await found(`code:in=${IG}/ValueSet/ccm-chronic-condition-codes`)).toEqual(['diabetes', 'dotless', 'whole'])
    const answer = await client(`/Patient?_has:Condition:patient:code:in=${diabetes}`)
    expect(answer.body.entry?.map(({ resource }) => resource.id)).toEqual(['p'])
  })

  test.each([
    ['is not known', `${IG}/ValueSet/none`, 'not-found'],
    ['is not known by its id', 'ValueSet/none', 'not-found'],
    ['cannot be told', 'http://hl7.org/fhir/ValueSet/doc-typecodes', 'not-found'],
  ])('a value set that %s is a 400', async (_what, name, code) => {
    const answer = await client(`/Condition?code:in=${name}`)
    expect([answer.status, answer.body.issue[0]?.code]).toEqual([400, code])
  })
})
