import fc, { type Arbitrary } from 'fast-check'
import type { Ask } from '../ask.ts'
import { anyJson, anyText } from './values.ts'

const POINTERS = [
  '',
  '/',
  '/active',
  '/name',
  '/name/0',
  '/name/-',
  '/name/01',
  '/name/99999999999',
  '/name/0/family',
  '/name/0/given/0',
  '/id',
  '/meta',
  '/meta/versionId',
  '/resourceType',
  '/__proto__/polluted',
  '/constructor/prototype/polluted',
  '/~0',
  '/~1',
  '/~2',
  '/a~',
  '/a/b/c',
  'name',
  '//',
]

const PATHS = [
  'Patient',
  'Patient.name',
  'Patient.name[0]',
  'Patient.name[0].family',
  'Patient.name.where(family="x")',
  'Patient.birthDate',
  'Patient.id',
  'Patient.meta.versionId',
  'Patient.name.given',
  'Patient.nothing',
  'Observation.status',
  'name',
  '%resource',
  '%context',
  'now()',
  '1/0',
  'Patient.name.repeat(given)',
  'Patient.repeat($this)',
  '(1 | 2 | 3).combine((1 | 2)).aggregate($total + $this, 0)',
  'resolve()',
  "'a'.matches('(a+)+$')",
  "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
  'trace("x")',
  'Patient.name.',
  '(',
]

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test', 'ADD', 'nothing', '']
const TYPES = ['add', 'insert', 'delete', 'replace', 'move', 'nothing']

const jsonPatch: Arbitrary<unknown> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({
          op: fc.constantFrom(...OPERATIONS),
          path: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...POINTERS) }, anyText),
          from: fc.option(fc.constantFrom(...POINTERS), { freq: 2, nil: undefined }),
          value: fc.option(anyJson, { freq: 4, nil: undefined }),
        })
        .map((operation): unknown => operation),
    },
    { weight: 1, arbitrary: anyJson },
  ),
  { maxLength: 6 },
)

const part = (name: string, key: string, value: unknown) => ({ name, [key]: value })

const fhirPathPatch: Arbitrary<unknown> = fc
  .array(
    fc
      .record({
        type: fc.constantFrom(...TYPES),
        path: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PATHS) }, anyText),
        name: fc.constantFrom('name', 'birthDate', 'active', '__proto__', 'nothing', ''),
        value: fc.oneof(anyJson, fc.constantFrom('x', true, { family: 'Patched' }, 7)),
        key: fc.constantFrom('valueString', 'valueBoolean', 'valueHumanName', 'valueDate', 'valueNothing', 'part'),
        index: fc.constantFrom(0, 1, -1, 99, 'x'),
      })
      .map(({ type, path, name, value, key, index }) => ({
        name: 'operation',
        part: [
          part('type', 'valueCode', type),
          part('path', 'valueString', path),
          part('name', 'valueString', name),
          part('value', key, value),
          part('index', 'valueInteger', index),
          part('source', 'valueInteger', index),
          part('destination', 'valueInteger', 0),
        ],
      })),
    { maxLength: 5 },
  )
  .map((parameter) => ({ resourceType: 'Parameters', parameter }))

/** Patches of both sorts, to what is there and to what is not, under every Content-Type. */
export const patchAsks: Arbitrary<Ask> = fc
  .record({
    body: fc.oneof({ weight: 5, arbitrary: jsonPatch }, { weight: 5, arbitrary: fhirPathPatch }, anyJson),
    path: fc.constantFrom(
      '/Patient/p1',
      '/Patient/p2',
      '/Observation/o1',
      '/Task/nobody',
      '/Patient?_id=p1',
      '/Patient',
    ),
    match: fc.constantFrom(undefined, undefined, undefined, 'W/"1"', 'x'),
    odd: fc.constantFrom(undefined, undefined, undefined, undefined, 'application/json', 'application/xml-patch+xml'),
  })
  .map(({ body, path, match, odd }) => {
    const type = Array.isArray(body) ? 'application/json-patch+json' : 'application/fhir+json'
    return {
      method: 'PATCH',
      path,
      body: JSON.stringify(body),
      headers: { 'content-type': odd ?? type, ...(match === undefined ? {} : { 'if-match': match }) },
    }
  })
