import fc, { type Arbitrary } from 'fast-check'
import type { Ask } from '../ask.ts'
import { mutated } from './bodies.ts'
import { anyJson, anyText } from './values.ts'

type Json = Record<string, unknown>

/** An operation as the CapabilityStatement names it, with where it may be called. */
export interface CallableOperation {
  readonly name: string
  /** Absent: at the base. */
  readonly type?: string
}

const NAMES = [
  'program',
  'start',
  'billingPractitioner',
  'careManager',
  'condition',
  'consent',
  'initiatingVisit',
  'attestation',
  'transfer',
  'month',
  'policy',
  'dryRun',
  'patient',
  'reason',
  'dateTime',
  'note',
  'resource',
  'mode',
  'profile',
  'url',
  'code',
  'system',
  'coding',
  'codeableConcept',
  'filter',
  'offset',
  'count',
  '_since',
  '_type',
  '_count',
  '_outputFormat',
  'subject',
  'duration',
  'risk',
  'by',
  'method',
  'recorder',
  'statement',
  'display',
  'version',
  'start',
  'end',
]

const VALUES: readonly (readonly [string, unknown])[] = [
  ['valueCode', 'ccm'],
  ['valueCode', 'pcm'],
  ['valueCode', 'withdrawn'],
  ['valueCode', 'verbal'],
  ['valueString', '2026-03'],
  ['valueString', '2026-13'],
  ['valueString', ''],
  ['valueBoolean', true],
  ['valueBoolean', 'true'],
  ['valueDate', '2026-03-05'],
  ['valueDateTime', '2026-03-05T10:00:00Z'],
  ['valueDateTime', '9999-12-31'],
  ['valueDateTime', '0001-01-01T00:00:00Z'],
  ['valueInteger', 1],
  ['valueInteger', -1],
  ['valueReference', { reference: 'Practitioner/alvarez' }],
  ['valueReference', { reference: 'Patient/p1' }],
  ['valueReference', { reference: 7 }],
  ['valueReference', null],
  ['valueCoding', { system: 'http://loinc.org', code: '29463-7' }],
  ['valueUri', 'https://ccm-on-fhir.org/ig/ValueSet/ccm-activity'],
  ['valueUri', 'http://nowhere.example'],
  ['valueNothing', 1],
]

const MONTHS = ['2026-03', '2026-3', '2026-00', '0000-01', '9999-12', '99999-01', '2026-03-05', '', 'x', '-2026-03']

function parameters(samples: readonly Json[]): Arbitrary<unknown> {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 1, arbitrary: mutated(samples).map((resource) => ['resource', resource] as const) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('valueString', 'valueCode', 'part', 'value', 'valuePeriod'), anyJson),
    },
  )
  const one = fc.tuple(fc.constantFrom(...NAMES), value).map(([name, [key, content]]) => ({ name, [key]: content }))
  const nested = fc
    .tuple(fc.constantFrom(...NAMES), fc.array(one, { maxLength: 5 }))
    .map(([name, part]) => ({ name, part }))
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .array(fc.oneof({ weight: 5, arbitrary: one }, { weight: 2, arbitrary: nested }, anyJson), { maxLength: 8 })
        .map((parameter) => ({ resourceType: 'Parameters', parameter })),
    },
    { weight: 1, arbitrary: mutated(samples) },
    { weight: 1, arbitrary: anyJson },
  )
}

/** Calls of every operation, in every place, with parameters of every sort. */
export function operationAsks(operations: readonly CallableOperation[], samples: readonly Json[]): Arbitrary<Ask> {
  const ids = fc.constantFrom('p1', 'p2', 'nobody', 'p1', 'x'.repeat(64))
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(...NAMES, 'month', 'month'),
      fc.oneof(fc.constantFrom(...MONTHS, 'ccm', 'true', 'Patient/p1'), anyText),
    ),
    { maxLength: 4 },
  )
  return fc
    .record({
      operation: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...operations) },
        anyText.map((name) => ({ name })),
      ),
      place: fc.constantFrom('own', 'own', 'own', 'type', 'instance', 'base'),
      id: ids,
      query,
      body: fc.oneof(fc.constant(undefined), parameters(samples)),
      accept: fc.constantFrom('application/fhir+json', 'application/pdf', '*/*'),
      prefer: fc.constantFrom('', 'respond-async'),
    })
    .map(({ operation, place, id, query, body, accept, prefer }) => {
      const type = 'type' in operation ? operation.type : undefined
      const at = placeOf(place, type, id)
      const search = query
        .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='))
        .join('&')
      return {
        method: body === undefined ? 'GET' : 'POST',
        path: `${at}/$${encodeURIComponent(operation.name.toWellFormed())}?${search}`,
        headers: { accept, prefer, ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }
    })
}

function placeOf(place: string, type: string | undefined, id: string): string {
  if (place === 'base' || (place === 'own' && type === undefined)) return ''
  if (place === 'type') return `/${type ?? 'Patient'}`
  return `/${type ?? 'Patient'}/${id}`
}
