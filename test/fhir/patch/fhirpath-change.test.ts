import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applied,
  at,
  jsonPatch,
  named,
  observation,
  operation,
  patched,
  patchResource,
  patient,
  refusing,
  saying,
  value,
} from './patching.ts'

describe('delete', () => {
  test('takes away one element, with what stands beside it', () => {
    expect(applied(patient, operation('delete', 'Patient.birthDate'))).not.toHaveProperty('_birthDate')
    expect(applied(patient, operation('delete', 'Patient.name[1].given[1]'))).toMatchObject({
      name: [{}, { use: 'usual', given: ['A', 'C'] }],
    })
    expect(applied(patient, operation('delete', 'Patient.name[1].given[1]'))).not.toHaveProperty('name[1]._given')
    expect(applied(patient, operation('delete', 'Patient.multipleBirth'))).not.toHaveProperty('multipleBirthInteger')
  })

  test('finds by criteria', () => {
    const found = operation('delete', "Patient.name.where(use = 'usual' and given.exists()).first()")
    expect(applied(patient, found)).toMatchObject({ name: [{ use: 'official' }] })
    const extension = operation('delete', "Patient.birthDate.extension('http://time')")
    expect(applied(patient, extension)).toMatchObject({ _birthDate: { id: 'day' }, birthDate: '1950-01-01' })
  })

  test('leaves nothing empty behind', () => {
    expect(applied(patient, operation('delete', 'Patient.maritalStatus.text'))).not.toHaveProperty('maritalStatus')
    const beside = [operation('delete', 'Patient.birthDate.id'), operation('delete', 'Patient.birthDate.extension')]
    expect(applied(patient, ...beside)).not.toHaveProperty('_birthDate')
    expect(applied({ resourceType: 'Patient', name: [{ family: 'F' }] }, operation('delete', 'Patient.name'))).toEqual({
      resourceType: 'Patient',
    })
  })

  test('of what is not there does nothing', () => {
    expect(applied(patient, operation('delete', 'Patient.photo[3]'))).toEqual(patient)
  })

  test.each([
    ['of several', 'Patient.name', 'the path leads to 2 elements; it must lead to one'],
    ['of the whole resource', 'Patient', 'the path leads to the whole resource'],
    ['of what is made up', "'text'", 'does not lead to an element'],
    ['of something computed', 'Patient.name.count()', 'does not lead to an element'],
  ])('%s is refused', (_what, path, words) => {
    expect(refusing(patient, operation('delete', path))).toMatchObject({
      status: 422,
      text: saying(words),
    })
  })
})

describe('replace', () => {
  test.each([
    ['a primitive', [patient, 'Patient.birthDate'], { valueDate: '1951' }, { birthDate: '1951' }],
    [
      'an item of a list',
      [patient, 'Patient.name[0].given[1]'],
      { valueString: 'Cy' },
      { name: [{ given: ['Ada', 'Cy'] }, {}] },
    ],
    [
      'an element by its name',
      [patient, "Patient.name.where(use = 'official')"],
      { valueHumanName: { text: 'T' } },
      { name: [{ text: 'T' }, { use: 'usual' }] },
    ],
    ['a choice by its type', [observation, 'Observation.value'], { valueString: 's' }, { valueString: 's' }],
    [
      'a choice within',
      [observation, 'Observation.component[0].value'],
      { valueBoolean: true },
      { component: [{ valueBoolean: true }] },
    ],
    [
      'an element of a choice',
      [observation, 'Observation.value.ofType(Quantity).unit'],
      { valueString: 'g' },
      { valueQuantity: { value: 5, unit: 'g' } },
    ],
  ] as [string, [object, string], object, object][])('%s', (_what, [resource, path], given, expected) => {
    expect(applied(resource, operation('replace', path, value(given)))).toMatchObject(expected)
  })

  test('takes what stood beside a primitive with it', () => {
    const later = operation('replace', 'Patient.birthDate', value({ valueDate: '1951' }))
    expect(applied(patient, later)).not.toHaveProperty('_birthDate')
  })

  test('leaves one value of a choice', () => {
    const result = applied(observation, operation('replace', 'Observation.value', value({ valueString: 's' })))
    expect(result).not.toHaveProperty('valueQuantity')
  })

  test('of nothing is refused', () => {
    const refusal = refusing(patient, operation('replace', 'Patient.gender', value({ valueCode: 'male' })))
    expect(refusal).toMatchObject({ status: 422, text: saying('the path leads to nothing') })
  })
})

describe('move', () => {
  test.each([
    [0, 2, ['B', 'C', 'A'], [{ id: 'b' }, null, null]],
    [2, 0, ['C', 'A', 'B'], [null, null, { id: 'b' }]],
    [1, 1, ['A', 'B', 'C'], [null, { id: 'b' }, null]],
  ])('from %i to %i', (source, destination, given, beside) => {
    const moving = operation('move', 'Patient.name[1].given', at('source', source), at('destination', destination))
    expect(applied(patient, moving)).toMatchObject({ name: [{}, { given, _given: beside }] })
  })

  test('beyond the list is refused', () => {
    for (const [source, destination] of [
      [3, 0],
      [0, 3],
    ] as const) {
      const moving = operation('move', 'Patient.name[1].given', at('source', source), at('destination', destination))
      expect(refusing(patient, moving)).toMatchObject({
        status: 422,
        text: saying('the list has 3 items'),
      })
    }
  })

  test('does what removing and adding would', () => {
    const places = fc.record({
      list: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
      from: fc.nat(),
      to: fc.nat(),
    })
    fc.assert(
      fc.property(places, ({ list, from, to }) => {
        const [source, destination] = [from % list.length, to % list.length]
        const resource = { resourceType: 'Patient', name: [{ given: list }] }
        const moving = operation('move', 'Patient.name[0].given', at('source', source), at('destination', destination))
        const same = [{ op: 'move', from: `/name/0/given/${source}`, path: `/name/0/given/${destination}` }]
        expect(applied(resource, moving)).toEqual(patched(jsonPatch(same), resource))
      }),
    )
  })
})

test('operations see what those before them did', () => {
  const steps = [
    operation('add', 'Patient', named('contact'), value({ part: [{ name: 'gender', valueCode: 'male' }] })),
    operation('add', 'Patient.contact[0]', named('name'), value({ valueHumanName: { family: 'New' } })),
    operation('replace', 'Patient.contact.name.family', value({ valueString: 'Newer' })),
    operation('insert', 'Patient.contact[0].telecom', at('index', 0), value({ valueContactPoint: { value: '1' } })),
  ]
  expect(applied({ resourceType: 'Patient' }, ...steps)).toEqual({
    resourceType: 'Patient',
    contact: [{ gender: 'male', name: { family: 'Newer' }, telecom: [{ value: '1' }] }],
  })
})

test('digits stay as they were written', () => {
  const text =
    '{"resourceType":"Observation","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":2.00}}]}'
  const parameters = `{"resourceType":"Parameters","parameter":[{"name":"operation","part":[
    {"name":"type","valueCode":"replace"},{"name":"path","valueString":"Observation.component.value"},
    {"name":"value","valueQuantity":{"value":3.000}}]}]}`
  expect(patchResource(parameters).apply(text)).toBe(text.replace('2.00', '3.000'))
})
