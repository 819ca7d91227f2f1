import { textOf } from '../../server/http/site/demo-reader.ts'
import { describe, expect, test } from 'vitest'
import { indented } from '../../server/fhir/shape/indented.ts'
import { present } from '../../server/fhir/respond.ts'

const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  meta: { versionId: '1' },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  active: true,
  name: [{ family: 'Nguyen' }],
  birthDate: '1950-01-01',
  _birthDate: { extension: [{ url: 'http://example.org/x', valueString: 'y' }] },
  maritalStatus: { text: 'married' },
  contact: [{ name: { family: 'Tran' } }],
  link: [{ other: { reference: 'Patient/p2' }, type: 'seealso' }],
}

const OBSERVATION = `{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"weight"},"valueQuantity":{"value":1.50},"interpretation":[{"text":"high"}],"component":[{"code":{"text":"c"},"valueInteger":2,"interpretation":[{"text":"low"}]}]}`

const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

function shaped(resource: unknown, shape: Parameters<typeof present>[1]['shape']): Record<string, unknown> {
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource)
  return JSON.parse(present(text, { shape })) as Record<string, unknown>
}

describe('what is shown of a resource', () => {
  test('all of it goes out as it is stored, byte for byte', () => {
    const text = '{"resourceType":"Basic",   "id":"b1"}'
    expect(present(text, { shape: {} })).toBe(text)
  })

  test('_pretty prints it anew and keeps the digits of decimals', () => {
    const response = { status: 200, headers: { 'content-type': 'application/fhir+json' }, body: OBSERVATION }
    const text = textOf(indented('_pretty=true', response).body ?? '')
    expect(text).toContain('\n  "resourceType"')
    expect(text).toContain('"value": 1.50')
    expect(JSON.parse(text)).toEqual(JSON.parse(OBSERVATION))
    expect(indented('_pretty=false', response)).toBe(response)
    const file = { ...response, headers: { 'content-type': 'application/pdf' } }
    expect(indented('_pretty=true', file)).toBe(file)
  })

  test('_summary=true keeps what the definitions mark, and tags it SUBSETTED', () => {
    const summary = shaped(PATIENT, { summary: 'true' })
    expect(Object.keys(summary).toSorted()).toEqual(
      ['resourceType', 'id', 'meta', 'active', 'name', 'birthDate', '_birthDate', 'link'].toSorted(),
    )
    expect(summary['meta']).toMatchObject({ versionId: '1', tag: [SUBSETTED] })
  })

  test('_summary=true goes into elements of the resource itself, and knows value[x]', () => {
    const summary = shaped(OBSERVATION, { summary: 'true' })
    expect(summary).toHaveProperty('valueQuantity')
    expect(summary).not.toHaveProperty('interpretation')
    expect(summary['component']).toEqual([{ code: { text: 'c' }, valueInteger: 2 }])
  })

  test('_summary=text keeps the narrative and what cannot be missing', () => {
    expect(Object.keys(shaped(PATIENT, { summary: 'text' })).toSorted()).toEqual(['id', 'meta', 'resourceType', 'text'])
    expect(shaped(OBSERVATION, { summary: 'text' })).toMatchObject({ status: 'final', code: { text: 'weight' } })
  })

  test('_summary=data leaves the narrative out', () => {
    const data = shaped(PATIENT, { summary: 'data' })
    expect(data).not.toHaveProperty('text')
    expect(data).toHaveProperty('contact')
  })

  test('_elements keeps those asked for, by either name, and what cannot be missing', () => {
    expect(Object.keys(shaped(PATIENT, { elements: ['birthDate'] })).toSorted()).toEqual(
      ['_birthDate', 'birthDate', 'id', 'meta', 'resourceType'].toSorted(),
    )
    expect(Object.keys(shaped(OBSERVATION, { elements: ['value'] })).toSorted()).toEqual(
      ['code', 'id', 'meta', 'resourceType', 'status', 'valueQuantity'].toSorted(),
    )
    expect(shaped(PATIENT, { elements: ['Patient.name'] })).toHaveProperty('name')
  })
})
