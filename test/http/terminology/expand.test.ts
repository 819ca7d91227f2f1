import type { ParametersParameter, ValueSet } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGuide } from '../../../server/definitions/guide.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { callWith, codesIn, contained } from '../../support/terminology-client.ts'

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

describe('$expand', () => {
  test.each(readGuide(['ValueSet']).map(({ id, url }) => [id, url]))('tells all codes of %s', async (id, url) => {
    const byUrl = codesIn(await client(`/ValueSet/$expand?url=${url}`))
    expect(byUrl.length).toBeGreaterThan(0)
    expect(new Set(byUrl).size).toBe(byUrl.length)
    expect(codesIn(await client(`/ValueSet/${id}/$expand`))).toEqual(byUrl)
  })

  test('of enumerated and of whole code systems, with what they are called', async () => {
    const whole = await client(`/ValueSet/$expand?url=${IG}/ValueSet/ccm-program|0.1.0`)
    expect(contained(whole)).toContainEqual({
      system: program,
      version: '0.1.0',
      code: 'ccm',
      display: 'Chronic Care Management',
    })
    expect(codesIn(await client(`/ValueSet/ccm-time-entry-status/$expand`))).toHaveLength(4)
    expect(codesIn(await client('/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender'))).toEqual([
      'male',
      'female',
      'other',
      'unknown',
    ])
  })

  test('of codes that go down from one of ICD-10-CM, which is not here: those, and that there are more', async () => {
    const diabetes = await client('/ValueSet/ccm-condition-diabetes/$expand')
    expect(codesIn(diabetes)).toEqual(expect.arrayContaining(['E10', 'E11', '44054006']))
    const unclosed = { url: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed', valueBoolean: true }
    expect(diabetes.body).toMatchObject({ expansion: { extension: [unclosed] } })
    expect((await client('/ValueSet/ccm-rule/$expand')).text).not.toContain('valueset-unclosed')
    const icd = 'http://hl7.org/fhir/sid/icd-10-cm'
    const down = { system: icd, filter: [{ property: 'concept', op: 'is-a' as const, value: 'E11' }] }
    const inline = async (compose: ValueSet['compose']) =>
      post('/ValueSet/$expand', {
        name: 'valueSet',
        resource: { resourceType: 'ValueSet', status: 'draft', compose: compose! },
      })
    expect(codesIn(await inline({ include: [{ system: icd, concept: [{ code: 'E11' }] }, down] }))).toEqual(['E11'])
    const wider = { ...down, filter: [{ ...down.filter[0]!, value: 'E11' }] }
    const specific = { system: icd, concept: [{ code: 'E11.9' }, { code: 'J45' }] }
    expect(codesIn(await inline({ include: [specific], exclude: [wider] }))).toEqual(['J45'])
    const partly = await inline({ include: [down], exclude: [{ system: icd, concept: [{ code: 'E11.9' }] }] })
    expect([partly.status, partly.body.issue[0]?.code]).toEqual([422, 'not-supported'])
    const whole = await inline({ include: [{ system: icd }] })
    expect([whole.status, whole.body.issue[0]?.code]).toEqual([422, 'not-found'])
  })

  test('by GET and by POST, narrowed by words and in parts', async () => {
    const all = codesIn(await client('/ValueSet/ccm-rule/$expand'))
    const some = await client('/ValueSet/ccm-rule/$expand?filter=CONSENT')
    expect(codesIn(some)).toEqual(all.filter((code) => code.includes('consent')))
    const words = contained(await client('/ValueSet/ccm-rule/$expand?filter=consent%20BEFORE'))
    expect(words).toMatchObject([{ code: 'before-consent' }])
    const part = await post(
      '/ValueSet/$expand',
      { name: 'url', valueUri: `${IG}/ValueSet/ccm-rule` },
      { name: 'offset', valueInteger: 3 },
      { name: 'count', valueInteger: 2 },
    )
    expect(codesIn(part)).toEqual(all.slice(3, 5))
    expect(part.body).toMatchObject({ expansion: { total: all.length, offset: 3 } })
    const none = await client('/ValueSet/ccm-rule/$expand?count=0')
    expect(codesIn(none)).toEqual([])
    expect(none.body).toMatchObject({ expansion: { total: all.length } })
  })

  test.each([
    ['an unknown value set', '/ValueSet/$expand?url=http://example.org/none', 404, 'not-found'],
    ['an unknown id', '/ValueSet/none/$expand', 404, 'not-found'],
    ['another version', `/ValueSet/$expand?url=${IG}/ValueSet/ccm-program&valueSetVersion=7`, 404, 'not-found'],
    [
      'a value set of a code system that is not here',
      '/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/ucum-units',
      422,
      'not-found',
    ],
    ['a value set named twice', `/ValueSet/ccm-rule/$expand?url=${IG}/ValueSet/ccm-rule`, 400, 'invalid'],
    ['none', '/ValueSet/$expand', 400, 'invalid'],
    ['a context', '/ValueSet/ccm-rule/$expand?context=Task.code', 400, 'not-supported'],
    ['a count that is none', '/ValueSet/ccm-rule/$expand?count=-1', 400, 'value'],
    ['a flag that is none', '/ValueSet/ccm-rule/$expand?activeOnly=maybe', 400, 'value'],
  ])('says what is wrong with %s', async (_what, path, status, code) => {
    const answer = await client(path)
    expect([answer.status, answer.body.issue[0]?.code]).toEqual([status, code])
    expect(answer.body.issue[0]?.diagnostics).toBeTruthy()
  })

  test('says what is wrong with a value set that is none, or too much', async () => {
    const sent = (resource: unknown) => post('/ValueSet/$expand', { name: 'valueSet', resource: resource as ValueSet })
    expect((await sent({ resourceType: 'Patient' })).status).toBe(400)
    expect((await sent({ resourceType: 'ValueSet', status: 'draft', compose: { include: 'all' } })).status).toBe(400)
    const part = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
    const large = await sent({
      resourceType: 'ValueSet',
      status: 'draft',
      compose: { include: Array.from({ length: 1000 }, () => part) },
    })
    expect([large.status, large.body.issue[0]?.code]).toEqual([422, 'too-costly'])
  })
})
