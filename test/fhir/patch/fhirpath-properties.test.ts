import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applied, at, named, observation, operation, patient, refusalOf, value } from './patching.ts'

const paths = fc.constantFrom(
  ...[
    'Patient',
    'Patient.name',
    'Patient.name[0]',
    'Patient.name[1].given',
    'Patient.name[1].given[1]',
    'name.given[0]',
  ],
  ...[
    'Patient.birthDate',
    'Patient.birthDate.extension',
    'Patient.birthDate.id',
    'Patient.multipleBirth',
    'Patient.contact',
  ],
  ...[
    "Patient.name.where(use = 'usual')",
    'Patient.contact.telecom[1].value',
    'Patient.maritalStatus.text',
    'Patient.photo',
  ],
  ...[
    'Observation.value',
    'Observation.value.unit',
    'Observation.component[0]',
    'Observation.component.value',
    'Observation',
  ],
)
const elements = fc.constantFrom(
  'name',
  'given',
  'extension',
  'gender',
  'deceased',
  'value',
  'contact',
  'telecom',
  'text',
  'x',
)
const given = fc.constantFrom<object>(
  { valueString: 's' },
  { valueString: 's', _valueString: { id: 'i' } },
  { _valueString: { id: 'i' } },
  { valueCode: 'male' },
  { valueBoolean: true },
  { valueQuantity: { value: 1 } },
  { valueHumanName: { family: 'F' } },
  {
    part: [
      { name: 'url', valueUri: 'http://u' },
      { name: 'value', valueString: 'v' },
    ],
  },
  { part: [{ name: 'name', valueHumanName: { family: 'F' } }] },
  { resource: { resourceType: 'Basic' } },
  {},
)
const indexes = fc.integer({ min: 0, max: 3 })

/** What can be done to the patient as it is: a patch of these alone mostly succeeds. */
const fitting = fc.constantFrom(
  operation('add', 'Patient', named('name'), value({ valueHumanName: { family: 'F' } })),
  operation('add', 'Patient.name[0]', named('given'), value({ valueString: 's' })),
  operation('insert', 'Patient.name[0].given', at('index', 0), value({ valueString: 's' })),
  operation('replace', 'Patient.birthDate', value({ valueDate: '1951-02-03' })),
  operation('replace', 'Patient.name[0].family', value({ valueString: 'G' })),
  operation('move', 'Patient.name[0].given', at('source', 0), at('destination', 1)),
  operation('delete', 'Patient.name[0].given[0]'),
  operation('delete', 'Patient.birthDate'),
  operation('delete', 'Patient.maritalStatus.text'),
)

const anything = fc.array(
  fc.oneof(
    fc.tuple(paths, elements, given).map(([path, name, what]) => operation('add', path, named(name), value(what))),
    fc
      .tuple(paths, indexes, given)
      .map(([path, index, what]) => operation('insert', path, at('index', index), value(what))),
    paths.map((path) => operation('delete', path)),
    fc.tuple(paths, given).map(([path, what]) => operation('replace', path, value(what))),
    fc
      .tuple(paths, indexes, indexes)
      .map(([path, from, to]) => operation('move', path, at('source', from), at('destination', to))),
  ),
  { minLength: 1, maxLength: 5 },
)
const operations = fc.oneof(
  anything,
  fc
    .tuple(
      fc.array(fitting, { minLength: 1, maxLength: 4 }),
      fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, anything),
    )
    .map(([first, then]) => [...first, ...then]),
)

/** What FHIR's JSON has nowhere: empty objects and lists, nulls but where a list beside has something. */
function malformed(node: unknown): boolean {
  if (Array.isArray(node)) return node.length === 0 || node.every((item) => item === null) || node.some(malformed)
  if (typeof node !== 'object' || node === null) return false
  const names = Object.keys(node)
  const members = node as Record<string, unknown>
  return (
    names.length === 0 ||
    names.some((name) => members[name] === null || malformed(members[name]) || isUneven(members, name))
  )
}

/** A list and the list beside it that differ in length. */
function isUneven(members: Readonly<Record<string, unknown>>, name: string): boolean {
  const [values, beside] = [members[name], members[`_${name}`]]
  return Array.isArray(values) && Array.isArray(beside) && values.length !== beside.length
}

describe('any operations of a FHIRPath Patch', () => {
  test('end in a refusal, or in JSON as FHIR knows it', () => {
    let done = 0
    fc.assert(
      fc.property(fc.constantFrom(patient, observation), operations, (resource, patch) => {
        let result: unknown
        try {
          result = applied(resource, ...patch)
        } catch {
          expect([400, 422]).toContain(refusalOf(() => applied(resource, ...patch)).status)
          return
        }
        done++
        expect(malformed(result), JSON.stringify(result)).toBe(false)
        expect(result).toHaveProperty('resourceType', resource.resourceType)
      }),
      { numRuns: 500 },
    )
    expect(done).toBeGreaterThan(50)
  })
})
