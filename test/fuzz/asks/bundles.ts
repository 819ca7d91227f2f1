import fc, { type Arbitrary } from 'fast-check'
import type { Ask } from '../ask.ts'
import { mutated } from './bodies.ts'
import { anyJson, anyText } from './values.ts'

type Json = Record<string, unknown>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'BREW', 'get', '']

const URLS = [
  'Patient',
  'Patient/p1',
  'Patient/f1',
  '/Patient/f2',
  'Patient/p1/_history/1',
  'Patient/p1/_history',
  'Patient?name=x',
  'Patient?identifier=a|b',
  'Patient?identifier=urn:b|2',
  'Patient?nothing=x',
  'Patient/_search?name=x',
  'Observation?patient=p1',
  'Observation/f1',
  'Task/f1',
  'EpisodeOfCare/f1',
  'http://else.example/fhir/Patient/p1',
  'Patient/p1/$ccm-month?month=2026-03',
  '$ccm-close-month?month=2026-03',
  'metadata',
  '_jobs/x',
  '',
  '/',
  '?',
  '../Patient',
  'Nothing/1',
  'Patient/p1/x/y',
  'Patient/%E0%A4%A',
]

const FULL_URLS = [
  'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1',
  'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c2',
  'http://else.example/fhir/Patient/p1',
  'Patient/p1',
  'urn:oid:1.2.3',
  '',
]

const REFERENCES = [
  ...FULL_URLS,
  'Patient/f1',
  'Patient?identifier=urn:b|2',
  'Patient?identifier=',
  'Patient?',
  'Observation/f1',
  '#x',
  'urn:uuid:7f0a3b1e-6f0e-4a56-9b0e-0a53f2f6b0c1/_history/1',
  'Patient/f1/_history/1',
]

/** Good resources that point at each other, by every sort of reference. */
const linked: Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom(...REFERENCES),
    fc.constantFrom('f1', 'f2', undefined),
    fc.constantFrom('Observation', 'Patient'),
  )
  .map(([reference, id, type]) => ({
    resourceType: type,
    ...(id === undefined ? {} : { id }),
    ...(type === 'Patient'
      ? {
          name: [{ family: 'Bundled' }],
          identifier: [{ system: 'urn:b', value: '2' }],
          link: [{ other: { reference }, type: 'seealso' }],
        }
      : { status: 'final', code: { text: 'x' }, subject: { reference } }),
  }))

function entries(samples: readonly Json[]): Arbitrary<Json> {
  return fc
    .record({
      fullUrl: fc.option(fc.oneof(fc.constantFrom(...FULL_URLS), anyText), { freq: 2 }),
      resource: fc.option(fc.oneof({ weight: 4, arbitrary: linked }, mutated(samples), anyJson), { freq: 3 }),
      method: fc.constantFrom(...METHODS),
      url: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...URLS) }, anyText),
      condition: fc.option(
        fc.tuple(
          fc.constantFrom('ifMatch', 'ifNoneMatch', 'ifModifiedSince', 'ifNoneExist'),
          fc.oneof(fc.constantFrom('W/"1"', '*', 'identifier=urn:b|2', 'Patient?name=Bundled'), anyText, anyJson),
        ),
        { freq: 3 },
      ),
    })
    .map(({ fullUrl, resource, method, url, condition }) => ({
      ...(fullUrl === null ? {} : { fullUrl }),
      ...(resource === null ? {} : { resource }),
      request: { method, url, ...(condition === null ? {} : { [condition[0]]: condition[1] }) },
    }))
}

/** Batches and transactions of entries that are good, wrong, at odds with each other, or no entries at all. */
export function bundleAsks(samples: readonly Json[]): Arbitrary<Ask> {
  const entry = fc.oneof({ weight: 12, arbitrary: entries(samples) }, { weight: 1, arbitrary: anyJson })
  const many = fc.constantFrom(1, 200, 5001).map((size) => {
    return Array.from({ length: size }, () => ({ request: { method: 'DELETE', url: 'Patient/nobody' } }))
  })
  return fc
    .tuple(
      fc.constantFrom('batch', 'transaction', 'batch', 'transaction', 'document', 'searchset', 7, null),
      fc.oneof(
        { weight: 20, arbitrary: fc.array(entry, { maxLength: 6 }) },
        { weight: 1, arbitrary: anyJson },
        { weight: 1, arbitrary: many },
      ),
      fc.constantFrom('/', '', '/Bundle'),
      fc.option(fc.constantFrom('return=minimal', 'return=OperationOutcome', 'handling=strict'), { freq: 3 }),
    )
    .map(([type, entry, path, prefer]) => ({
      method: 'POST',
      path,
      body: JSON.stringify({ resourceType: 'Bundle', type, entry }),
      headers: { 'content-type': 'application/fhir+json', ...(prefer === null ? {} : { prefer }) },
    }))
}
