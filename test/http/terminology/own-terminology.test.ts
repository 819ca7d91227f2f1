import type { CodeSystem, ParametersParameter, ValueSet } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { callWith, codesIn, contained, propertiesIn, said } from '../../support/terminology-client.ts'

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

describe('of value sets and code systems that a practice keeps itself', () => {
  const colours: CodeSystem = {
    resourceType: 'CodeSystem',
    id: 'colours',
    url: 'https://north.example/colours',
    version: '2',
    status: 'active',
    content: 'complete',
    hierarchyMeaning: 'is-a',
    caseSensitive: false,
    property: [{ code: 'warm', type: 'boolean' }],
    concept: [
      {
        code: 'colour',
        display: 'Colour',
        property: [{ code: 'notSelectable', valueBoolean: true }],
        concept: [
          {
            code: 'red',
            display: 'Rouge',
            definition: 'Like blood.',
            designation: [{ language: 'en', value: 'Red' }],
            property: [{ code: 'warm', valueBoolean: true }],
            concept: [{ code: 'crimson', display: 'Crimson' }],
          },
          { code: 'blue', display: 'Blue', property: [{ code: 'inactive', valueBoolean: true }] },
        ],
      },
      { code: 'none', display: 'None' },
    ],
  }
  const warm: ValueSet = {
    resourceType: 'ValueSet',
    id: 'warm',
    url: 'https://north.example/warm',
    status: 'active',
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Warm</div>' },
    compose: {
      include: [{ system: colours.url!, filter: [{ property: 'warm', op: '=', value: 'true' }] }],
    },
  }
  const inline = (compose: ValueSet['compose']) =>
    post('/ValueSet/$expand', {
      name: 'valueSet',
      resource: { resourceType: 'ValueSet', status: 'draft', compose: compose! },
    })
  const filtered = (op: string, value: string, property = 'concept') =>
    inline({ include: [{ system: colours.url!, filter: [{ property, op: op as '=', value }] }] })

  beforeAll(async () => {
    await putAll(client, [colours, warm] as (CodeSystem & { id: string })[])
  })

  test('by id and URL, made of others, without what is excluded', async () => {
    expect(codesIn(await client('/ValueSet/warm/$expand'))).toEqual(['red'])
    expect(codesIn(await client('/ValueSet/$expand?url=https://north.example/warm'))).toEqual(['red'])
    const both = await inline({
      include: [{ valueSet: [warm.url!] }, { system: colours.url!, concept: [{ code: 'blue', display: 'Sky' }] }],
    })
    expect(contained(both).map(({ code, display }) => [code, display])).toEqual([
      ['red', 'Rouge'],
      ['blue', 'Sky'],
    ])
    const common = { include: [{ system: colours.url!, valueSet: [warm.url!] }] }
    expect(codesIn(await inline(common))).toEqual(['red'])
    expect(
      codesIn(await inline({ ...common, exclude: [{ system: colours.url!, concept: [{ code: 'red' }] }] })),
    ).toEqual([])
    expect(codesIn(await inline({ inactive: false, include: [{ system: colours.url! }] }))).toEqual([
      'colour',
      'red',
      'crimson',
      'none',
    ])
  })

  test.each([
    ['is-a', 'red', ['red', 'crimson']],
    ['descendent-of', 'colour', ['red', 'crimson', 'blue']],
    ['is-not-a', 'colour', ['none']],
    ['generalizes', 'crimson', ['colour', 'red', 'crimson']],
    ['in', 'red,blue', ['red', 'blue']],
    ['not-in', 'red, colour', ['crimson', 'blue', 'none']],
  ])('by the filter %s', async (op, value, codes) => {
    expect(codesIn(await filtered(op, value))).toEqual(codes)
  })

  test('by properties', async () => {
    expect(codesIn(await filtered('exists', 'true', 'warm'))).toEqual(['red'])
    expect(codesIn(await filtered('exists', 'false', 'warm'))).toEqual(['colour', 'crimson', 'blue', 'none'])
    expect(codesIn(await filtered('=', 'red', 'parent'))).toEqual(['crimson'])
    const expression = await filtered('regex', '^r.*', 'code')
    expect([expression.status, expression.body.issue[0]?.code]).toEqual([422, 'not-supported'])
  })

  test('with or without what is inactive, abstract, or said in other words', async () => {
    const whole = { name: 'valueSet', resource: { ...warm, compose: { include: [{ system: colours.url! }] } } }
    const all = contained(await post('/ValueSet/$expand', whole, { name: 'includeDesignations', valueBoolean: true }))
    expect(all).toMatchObject([
      { code: 'colour', abstract: true },
      { code: 'red', version: '2', designation: [{ language: 'en', value: 'Red' }] },
      { code: 'crimson' },
      { code: 'blue', inactive: true },
      { code: 'none' },
    ])
    expect(all[0]?.inactive).toBeUndefined()
    const active = await post(
      '/ValueSet/$expand',
      whole,
      { name: 'activeOnly', valueBoolean: true },
      { name: 'excludeNotForUI', valueBoolean: true },
    )
    expect(codesIn(active)).toEqual(['red', 'crimson', 'none'])
    expect(active.body).not.toHaveProperty('text')
    expect(active.body).not.toHaveProperty('compose')
    const defined = await post('/ValueSet/$expand', whole, { name: 'includeDefinition', valueBoolean: true })
    expect(defined.body).toHaveProperty('compose')
    expect(codesIn(await post('/ValueSet/$expand', whole, { name: 'filter', valueString: 'réd' }))).toEqual(['red'])
  })

  test('as far as they can be told, and only of the own practice', async () => {
    await app.openPractice('south')
    const south = await app.client({ role: 'administrator', tenant: 'south' })
    expect((await south('/ValueSet/$expand?url=https://north.example/warm')).status).toBe(404)
    const circle = (id: string, other: string): ValueSet & { id: string } => ({
      resourceType: 'ValueSet',
      id,
      status: 'draft',
      url: `https://north.example/${id}`,
      compose: { include: [{ valueSet: [`https://north.example/${other}`] }] },
    })
    await putAll(client, [circle('a', 'b'), circle('b', 'a')])
    const endless = await client('/ValueSet/a/$expand')
    expect([endless.status, endless.body.issue[0]?.code]).toEqual([422, 'processing'])
  })

  test('what is known of a code', async () => {
    const red = await client('/CodeSystem/$lookup?system=https://north.example/colours&code=RED')
    expect(said(red)).toMatchObject({ name: 'https://north.example/colours', version: '2', display: 'Rouge' })
    expect(propertiesIn(red)).toEqual([
      ['definition', 'Like blood.'],
      ['parent', 'colour'],
      ['child', 'crimson'],
      ['warm', true],
    ])
    const only = await client('/CodeSystem/$lookup?system=https://north.example/colours&code=red&property=child')
    expect(propertiesIn(only)).toEqual([['child', 'crimson']])
  })

  test('what is abstract is valid only where that is asked for', async () => {
    const path = '/CodeSystem/colours/$validate-code?code=colour'
    expect(said(await client(path))).toMatchObject({ result: false })
    expect(said(await client(`${path}&abstract=true`))).toMatchObject({ result: true, display: 'Colour' })
  })
})
