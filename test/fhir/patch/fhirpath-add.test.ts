import { describe, expect, test } from 'vitest'
import { applied, at, named, operation, patient, refusing, saying, value } from './patching.ts'

describe('add', () => {
  test('sets what may stand once', () => {
    expect(applied(patient, operation('add', 'Patient', named('gender'), value({ valueCode: 'female' })))).toEqual({
      ...patient,
      gender: 'female',
    })
  })

  test('makes a list, and appends to one', () => {
    const phone = (number: string) =>
      operation('add', 'Patient', named('telecom'), value({ valueContactPoint: { value: number } }))
    expect(applied(patient, phone('1'), phone('2'))).toEqual({ ...patient, telecom: [{ value: '1' }, { value: '2' }] })
  })

  test('chooses the property of a choice by the type of the value', () => {
    const died = operation('add', 'Patient', named('deceased'), value({ valueDateTime: '2026-01-01' }))
    expect(applied(patient, died)).toEqual({ ...patient, deceasedDateTime: '2026-01-01' })
  })

  test('takes parts for what has no type of its own', () => {
    const contact = value({
      part: [
        { name: 'relationship', valueCodeableConcept: { text: 'son' } },
        { name: 'relationship', valueCodeableConcept: { text: 'heir' } },
        { name: 'name', valueHumanName: { family: 'Son' } },
        { name: 'gender', valueCode: 'male', _valueCode: { id: 'g' } },
      ],
    })
    expect(applied({ resourceType: 'Patient' }, operation('add', 'Patient', named('contact'), contact))).toEqual({
      resourceType: 'Patient',
      contact: [
        {
          relationship: [{ text: 'son' }, { text: 'heir' }],
          name: { family: 'Son' },
          gender: 'male',
          _gender: { id: 'g' },
        },
      ],
    })
  })

  test('reaches what stands beside a primitive value', () => {
    const extension = value({
      part: [
        { name: 'url', valueUri: 'http://x' },
        { name: 'value', valueString: 'y' },
      ],
    })
    const onDay = applied(
      { resourceType: 'Patient', birthDate: '1950' },
      operation('add', 'Patient.birthDate', named('extension'), extension),
    )
    expect(onDay).toEqual({
      resourceType: 'Patient',
      birthDate: '1950',
      _birthDate: { extension: [{ url: 'http://x', valueString: 'y' }] },
    })
    const onName = applied(
      { resourceType: 'Patient', name: [{ given: ['A', 'B'] }] },
      operation('add', 'Patient.name.given[1]', named('extension'), extension),
    )
    expect(onName).toMatchObject({
      name: [{ given: ['A', 'B'], _given: [null, { extension: [{ url: 'http://x' }] }] }],
    })
  })

  test('takes a contained resource', () => {
    const contained = value({ resource: { resourceType: 'Organization', id: 'o', name: 'N' } })
    expect(applied({ resourceType: 'Patient' }, operation('add', 'Patient', named('contained'), contained))).toEqual({
      resourceType: 'Patient',
      contained: [{ resourceType: 'Organization', id: 'o', name: 'N' }],
    })
  })

  test.each([
    ['what is there and may stand once', ['Patient', 'birthDate'], { valueDate: '1951' }, 'birthDate is there already'],
    [
      'another type of a choice that is there',
      ['Patient', 'multipleBirth'],
      { valueBoolean: true },
      'multipleBirth is there already',
    ],
    [
      'a value of another type',
      ['Patient', 'gender'],
      { valueDate: '1950' },
      'a valueDate cannot stand there, but code',
    ],
    ['no element of the type', ['Patient', 'nickname'], { valueString: 'x' }, 'Patient has no element “nickname”'],
    ['to nothing', ['Patient.photo', 'title'], { valueString: 'x' }, 'the path leads to nothing'],
    ['to several', ['Patient.name', 'text'], { valueString: 'x' }, 'the path leads to 2 elements'],
    ['nothing', ['Patient', 'gender'], {}, 'it has no value'],
    ['parts for a primitive', ['Patient', 'gender'], { part: [] }, 'parts cannot stand there, but code'],
    [
      'a resource for data',
      ['Patient', 'name'],
      { resource: { resourceType: 'Patient' } },
      'a resource cannot stand there',
    ],
    [
      'parts that are no elements',
      ['Patient', 'contact'],
      { part: [{ name: 'x', valueString: 'y' }] },
      'has no element “x”',
    ],
    [
      'a part twice',
      ['Patient', 'contact'],
      {
        part: [
          { name: 'gender', valueCode: 'male' },
          { name: 'gender', valueCode: 'male' },
        ],
      },
      'may stand there once',
    ],
  ] as [string, [string, string], object, string][])('does not add %s', (_what, [path, name], given, words) => {
    const refusal = refusing(patient, operation('add', path, named(name), value(given)))
    expect(refusal).toMatchObject({ status: 422, text: saying(words), at: path })
  })
})

describe('insert', () => {
  const given = (index: number, more: object = {}) =>
    operation('insert', 'Patient.name[1].given', at('index', index), value({ valueString: 'Z', ...more }))

  test.each([
    [0, ['Z', 'A', 'B', 'C'], [null, null, { id: 'b' }, null]],
    [2, ['A', 'B', 'Z', 'C'], [null, { id: 'b' }, null, null]],
    [3, ['A', 'B', 'C', 'Z'], [null, { id: 'b' }, null, null]],
  ])('at %i keeps what stands beside the values with them', (index, names, beside) => {
    expect(applied(patient, given(index))).toMatchObject({ name: [{}, { given: names, _given: beside }] })
  })

  test('brings what stands beside its own value', () => {
    expect(applied(patient, given(0, { _valueString: { id: 'z' } }))).toMatchObject({
      name: [{}, { _given: [{ id: 'z' }, null, { id: 'b' }, null] }],
    })
  })

  test('begins a list', () => {
    const photo = operation('insert', 'Patient.photo', at('index', 0), value({ valueAttachment: { title: 't' } }))
    expect(applied(patient, photo)).toMatchObject({ photo: [{ title: 't' }] })
    expect(
      applied(patient, operation('insert', 'photo', at('index', 0), value({ valueAttachment: { title: 't' } }))),
    ).toMatchObject({
      photo: [{ title: 't' }],
    })
  })

  test.each([
    ['beyond the end', given(4), 'the list has 3 items'],
    [
      'into what is no list',
      operation('insert', 'Patient.gender', at('index', 0), value({ valueCode: 'male' })),
      'it is no list',
    ],
    [
      'into the lists of several',
      operation('insert', 'Patient.name.given', at('index', 0), value({ valueString: 'x' })),
      '2 elements',
    ],
  ])('%s is refused', (_what, insertion, words) => {
    expect(refusing(patient, insertion)).toMatchObject({ status: 422, text: saying(words) })
  })
})
