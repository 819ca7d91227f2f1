import { describe, expect, test } from 'vitest'
import { at, fhirpathPatch, LIMITS, operation, refusalOf, saying, value } from './patching.ts'

describe('what is no FHIRPath Patch', () => {
  test.each([
    ['another parameter', [{ name: 'change' }], 'must have the name “operation”'],
    ['no type', [{ name: 'operation', part: [{ name: 'path', valueString: 'Patient' }] }], 'needs a part “type”'],
    ['another type', [operation('increment', 'Patient')], 'one of add, insert, delete, replace, move'],
    ['no path', [{ name: 'operation', part: [{ name: 'type', valueCode: 'delete' }] }], 'needs a part “path”'],
    ['no value', [operation('replace', 'Patient.gender')], 'needs a part “value”'],
    ['no name', [operation('add', 'Patient', value({ valueCode: 'x' }))], 'needs a part “name”'],
    ['no index', [operation('insert', 'Patient.name', value({ valueString: 'x' }))], 'needs a part “index”'],
    ['an index below 0', [operation('insert', 'Patient.name', at('index', -1), value({}))], 'from 0 on'],
    [
      'an index that is text',
      [operation('insert', 'Patient.name', { name: 'index', valueString: '0' }, value({}))],
      'from 0 on',
    ],
    ['a part twice', [operation('delete', 'Patient.name', { name: 'path', valueString: 'x' })], 'twice'],
    ['a part that there is not', [operation('delete', 'Patient.name', { name: 'where' })], 'none of type, path'],
    ['a list of texts', ['x'], 'must be a list of objects'],
    ['a path that is no FHIRPath', [operation('delete', 'Patient.name[')], 'is no FHIRPath'],
    ['a path that fetches', [operation('delete', 'Patient.generalPractitioner.resolve()')], 'resolve() may not stand'],
    ['a path that prints', [operation('delete', "Patient.name.trace('x')")], 'trace() may not stand'],
    [
      'a path with a pattern',
      [operation('delete', "Patient.name.where(family.matches('(a+)+$'))")],
      'matches() may not stand',
    ],
    ['a function in backticks', [operation('delete', 'Patient.name.`trace`(1)')], 'may not stand'],
    ['a path that leaves the resource', [operation('delete', '%terminologies.x')], '“%” may not stand'],
    [
      'an insertion without a list',
      [operation('insert', "Patient.name.where(use='x')", at('index', 0), value({}))],
      'name of a list',
    ],
    ['a long path', [operation('delete', 'Patient' + '.name'.repeat(200))], 'longer than 500'],
    ['deep brackets', [operation('delete', '('.repeat(11) + 'Patient' + ')'.repeat(11))], 'brackets'],
    [
      'many long paths',
      Array.from({ length: 50 }, () => operation('delete', 'Patient' + '.name'.repeat(95))),
      'longer than 20000',
    ],
    [
      'too many operations',
      Array.from({ length: LIMITS.patchOperations + 1 }, () => operation('delete', 'x')),
      '101 operations',
    ],
  ])('%s', (_what, operations, words) => {
    const refusal = refusalOf(() => fhirpathPatch(operations as object[]))
    expect(refusal).toMatchObject({ status: 400, text: saying(words) })
  })

  test('a path that looks at too much', () => {
    const many = { resourceType: 'Patient', name: Array.from({ length: 3000 }, (_, n) => ({ given: [`a${n}`] })) }
    const searching = Array.from({ length: 40 }, () => operation('delete', "Patient.name.where(given = 'nobody')"))
    expect(refusalOf(() => fhirpathPatch(searching).apply(JSON.stringify(many)))).toMatchObject({
      status: 400,
      text: saying('too many elements'),
    })
  })
})
