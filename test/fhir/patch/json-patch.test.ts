import { describe, expect, test } from 'vitest'
import { jsonPatch, LIMITS, patched, refusalOf, saying } from './patching.ts'

const apply = (document: unknown, ...operations: readonly object[]) => patched(jsonPatch(operations), document)

describe('the examples of RFC 6902', () => {
  test.each([
    ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    ['A.5', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
    [
      'A.6',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      'A.7',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      'A.8',
      { baz: 'qux', foo: ['a', 2, 'c'] },
      [
        { op: 'test', path: '/baz', value: 'qux' },
        { op: 'test', path: '/foo/1', value: 2 },
      ],
      { baz: 'qux', foo: ['a', 2, 'c'] },
    ],
    ['A.10', { foo: 'bar' }, [{ op: 'add', path: '/child', value: { a: {} } }], { foo: 'bar', child: { a: {} } }],
    ['A.11', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }], { foo: 'bar', baz: 'qux' }],
    ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['a', 1] }], { foo: ['bar', ['a', 1]] }],
  ])('%s', (_section, document, operations, expected) => {
    expect(apply(document, ...operations)).toEqual(expected)
  })

  test.each([
    ['A.9: a test that fails', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 409],
    ['A.12: nothing to add to', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 422],
    ['A.15: a text is no number', { '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: '10' }, 409],
  ])('%s', (_section, document, operation, status) => {
    expect(refusalOf(() => apply(document, operation)).status).toBe(status)
  })

  test('A.13: a name that stands twice', () => {
    const twice = '[{"op":"add","path":"/baz","value":"qux","op":"remove"}]'
    expect(refusalOf(() => jsonPatch(twice))).toMatchObject({ status: 400, text: saying('"op"') })
  })
})

test('pointers lead where RFC 6901 says', () => {
  const document = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  }
  const pointers: [string, unknown][] = [
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ]
  expect(apply(document, ...pointers.map(([path, value]) => ({ op: 'test', path, value })))).toEqual(document)
})

describe('what cannot be done', () => {
  const document = { resourceType: 'Patient', name: [{ given: ['A', 'B'] }], active: true, none: null }
  test.each([
    ['an index beyond the end', { op: 'add', path: '/name/0/given/3', value: 'C' }, 422, 'the list has 2 items'],
    ['an index with a zero before it', { op: 'add', path: '/name/0/given/01', value: 'C' }, 422, 'no index'],
    ['a name in a list', { op: 'add', path: '/name/given', value: 'C' }, 422, 'no index'],
    ['the place after the last, for what is there', { op: 'remove', path: '/name/-' }, 422, 'there is no'],
    ['what is not there', { op: 'replace', path: '/gender', value: 'male' }, 422, 'there is no Patient.gender'],
    ['something within a text', { op: 'add', path: '/name/0/given/0/x', value: 1 }, 422, 'text, number or null'],
    ['something within null', { op: 'add', path: '/none/x', value: 1 }, 422, 'text, number or null'],
    ['the whole resource', { op: 'remove', path: '' }, 422, 'DELETE'],
    ['a move into itself', { op: 'move', from: '/name/0', path: '/name/0/given/0' }, 422, 'into itself'],
    ['a copy of nothing', { op: 'copy', from: '/photo', path: '/name' }, 422, 'there is no Patient.photo'],
    ['what every object inherits', { op: 'test', path: '/constructor/name', value: 'Object' }, 409, 'no such place'],
    ['a method of lists', { op: 'test', path: '/name/length', value: 1 }, 409, 'no such place'],
  ])('%s', (_what, operation, status, words) => {
    const refusal = refusalOf(() => apply(document, { op: 'test', path: '/active', value: true }, operation))
    expect(refusal).toMatchObject({ status, text: saying(words) })
    expect(refusal.text).toContain(`Operation 2 (${operation.op} ${operation.path})`)
  })

  test('is told by its FHIRPath', () => {
    expect(refusalOf(() => apply(document, { op: 'remove', path: '/name/0/given/7' })).at).toBe(
      'Patient.name[0].given[7]',
    )
  })
})

describe('what is no JSON Patch', () => {
  test.each([
    ['no list', { op: 'add', path: '/a', value: 1 }, 'list of operations'],
    ['no object', ['add'], 'operation 1 is no object'],
    ['another op', [{ op: 'increment', path: '/a', value: 1 }], 'one of add, remove'],
    ['no path', [{ op: 'remove' }], 'lacks its path'],
    ['a path that is no pointer', [{ op: 'remove', path: 'name/0' }], 'no JSON Pointer'],
    ['a broken escape', [{ op: 'remove', path: '/name~2' }], 'no JSON Pointer'],
    ['no value', [{ op: 'add', path: '/a' }], 'lacks its value'],
    ['no from', [{ op: 'move', path: '/a' }], 'lacks its from'],
  ])('%s', (_what, patch, words) => {
    expect(refusalOf(() => jsonPatch(patch))).toMatchObject({ status: 400, text: saying(words) })
  })

  test('null is a value like others', () => {
    expect(apply({ a: 1 }, { op: 'replace', path: '/a', value: null })).toEqual({ a: null })
    expect(apply({ a: null }, { op: 'test', path: '/a', value: null })).toEqual({ a: null })
  })
})

describe('what costs too much', () => {
  const tooCostly = (...operations: readonly object[]) =>
    refusalOf(() => apply({ a: ['x'.repeat(1000)] }, ...operations))

  test('copies of copies', () => {
    const doubling = Array.from({ length: 40 }, () => ({ op: 'copy', from: '/a', path: '/a/-' }))
    expect(tooCostly(...doubling)).toMatchObject({ status: 413, text: saying('MAX_BODY_MB') })
  })

  test('nesting without end', () => {
    const deeper = Array.from({ length: 100 }, (_, at) => ({
      op: 'add',
      path: '/a/0'.padEnd(4 + 2 * at, '/0'),
      value: [0],
    }))
    expect(tooCostly({ op: 'add', path: '/a/0', value: [0] }, ...deeper.slice(1, 99)).status).toBe(400)
  })

  test('more operations than one request takes', () => {
    const many = Array.from({ length: LIMITS.patchOperations + 1 }, () => ({ op: 'test', path: '', value: 1 }))
    expect(refusalOf(() => jsonPatch(many))).toMatchObject({
      status: 400,
      text: saying('101 operations'),
    })
  })

  test('a resource that grows too long', () => {
    const patch = jsonPatch([{ op: 'add', path: '/b', value: 'y'.repeat(600) }])
    expect(refusalOf(() => patch.apply(JSON.stringify({ a: 'x'.repeat(LIMITS.bodyBytes - 500) }))).status).toBe(413)
  })
})

describe('digits', () => {
  test('stay as they were written, in the resource and in the patch', () => {
    const text = jsonPatch('[{"op":"add","path":"/b","value":2.500},{"op":"copy","from":"/a","path":"/c"}]').apply(
      '{"a":1.50}',
    )
    expect(text).toBe('{"a":1.50,"b":2.500,"c":1.50}')
  })

  test('are compared by their value', () => {
    const same = jsonPatch('[{"op":"test","path":"/a","value":1.5},{"op":"test","path":"/b","value":100}]')
    expect(same.apply('{"a":1.500,"b":1e2}')).toBe('{"a":1.500,"b":1e2}')
    expect(refusalOf(() => same.apply('{"a":1.501,"b":1e2}')).status).toBe(409)
  })
})

test('names that objects inherit are members like others', () => {
  const patch = jsonPatch(
    '[{"op":"add","path":"/__proto__","value":{"x":1}},{"op":"copy","from":"/__proto__","path":"/y"}]',
  )
  expect(patch.apply('{}')).toBe('{"__proto__":{"x":1},"y":{"x":1}}')
  expect(({} as { x?: unknown }).x).toBeUndefined()
})
