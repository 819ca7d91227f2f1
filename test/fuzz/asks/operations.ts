import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import fc, { type Arbitrary } from 'fast-check'
import { aPatient } from '../../support/chart.ts'
import { enrollParameters } from '../../support/programme-client.ts'
import type { Ask } from '../ask.ts'
import { gentlyMutated, mutated } from './bodies.ts'
import { anyJson, anyText } from './values.ts'

type Json = Record<string, unknown>

/** An operation as the CapabilityStatement names it, with where it may be called. */
export interface CallableOperation {
  readonly name: string
  /** Absent: at the base. */
  readonly type?: string
  /** Names of the parameters that its definition gives it. */
  readonly parameters: readonly string[]
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

function parameters(names: readonly string[], samples: readonly Json[]): Arbitrary<unknown> {
  const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...NAMES))
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 1, arbitrary: mutated(samples).map((resource) => ['resource', resource] as const) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('valueString', 'valueCode', 'part', 'value', 'valuePeriod'), anyJson),
    },
  )
  const one = fc.tuple(name, value).map(([name, [key, content]]) => ({ name, [key]: content }))
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
  const unknown = anyText.map((name): CallableOperation => ({ name, parameters: ['x'] }))
  // Some can be called on every type: each name is as likely as the others.
  const names = [...new Set(operations.map(({ name }) => name))]
  const known = fc
    .constantFrom(...names)
    .chain((name) => fc.constantFrom(...operations.filter((operation) => operation.name === name)))
  const any = fc.oneof({ weight: 12, arbitrary: known }, unknown).chain((operation) => callsOf(operation, samples))
  return fc.oneof(any, goodCalls, sentAgain)
}

const value = (name: string, key: string, content: unknown): ParametersParameter => ({ name, [key]: content })

/** Calls that are in order, or were before something in their parameters was changed. */
const GOOD: readonly { readonly path: string; readonly body?: Parameters }[] = [
  { path: '/Patient/p1/$ccm-enroll', body: enrollParameters() },
  { path: '/Patient/p2/$ccm-enroll', body: enrollParameters(value('start', 'valueDateTime', '2026-01-05')) },
  {
    path: '/$ccm-reopen-month',
    body: bodyOf(value('month', 'valueString', '2026-02'), value('reason', 'valueString', 'why'), {
      name: 'patient',
      valueReference: { reference: 'Patient/p1' },
    }),
  },
  {
    path: '/Patient/p1/$ccm-keep-enroll-draft',
    body: bodyOf(value('program', 'valueCode', 'ccm'), value('content', 'valueString', '{"step":"visit"}')),
  },
  {
    path: '/$ccm-close-month',
    body: bodyOf(value('month', 'valueString', '2026-02'), value('dryRun', 'valueBoolean', true)),
  },
  {
    path: '/EpisodeOfCare/ep1/$ccm-end',
    body: bodyOf(value('reason', 'valueCode', 'moved'), value('dateTime', 'valueDateTime', '2026-03-05T10:00:00Z')),
  },
  {
    path: '/ValueSet/$validate-code',
    body: bodyOf(
      value('url', 'valueUri', 'http://hl7.org/fhir/ValueSet/administrative-gender'),
      value('coding', 'valueCoding', { system: 'http://hl7.org/fhir/administrative-gender', code: 'male' }),
    ),
  },
  {
    path: '/ValueSet/$expand',
    body: bodyOf(
      value('url', 'valueUri', 'https://ccm-on-fhir.org/ig/ValueSet/ccm-activity'),
      value('filter', 'valueString', 'care'),
      value('count', 'valueInteger', 3),
    ),
  },
  {
    path: '/CodeSystem/$lookup',
    body: bodyOf(
      value('system', 'valueUri', 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity'),
      value('code', 'valueCode', 'education'),
    ),
  },
  { path: '/Patient/$validate', body: bodyOf({ name: 'resource', resource: aPatient('p9', 'Judged') }) },
  { path: '/Patient/p1/$ccm-month?month=2026-03&policy=specific' },
  { path: '/Patient/p1/$ccm-simulate?month=2026-03&minutes=6&complexity=high&instead=apcm' },
  { path: '/Patient/p1/$ccm-audit?month=2026-03' },
  { path: '/Patient/p1/$ccm-eligibility' },
  { path: '/Patient/p1/$ccm-enroll-draft' },
  { path: '/Patient/p1/$everything?_count=2&_type=Condition,Task&_since=2026-01-01' },
  { path: '/CarePlan/plan1/$ccm-completeness' },
  { path: '/CarePlan/plan1/$ccm-revisions?on=2026-03-05' },
  { path: '/CarePlan/plan1/$ccm-difference?from=1&to=1' },
  { path: '/CarePlan/plan1/$ccm-document' },
  { path: '/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&offset=1&count=2' },
]

function bodyOf(...parameter: readonly ParametersParameter[]): Parameters {
  return { resourceType: 'Parameters', parameter: [...parameter] }
}

const posted = GOOD.flatMap(({ path, body }) => (body ? [{ path, body: body as unknown as Json }] : []))
const asked = GOOD.flatMap(({ path, body }) => (body ? [] : [path]))

/** Parameters of a good call with something changed in them. */
const goodCalls: Arbitrary<Ask> = fc.constantFrom(...posted).chain(({ path, body }) =>
  fc.oneof(gentlyMutated([body]), mutated([body])).map((changed) => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(changed),
  })),
)

/** A good call by GET, with the value of one parameter changed. */
const sentAgain: Arbitrary<Ask> = fc
  .tuple(fc.constantFrom(...asked), fc.nat(), fc.oneof(fc.constantFrom(...MONTHS), anyText))
  .map(([path, at, text]) => {
    const parts = path.split(/(?<==)/)
    const place = 1 + (at % Math.max(1, parts.length - 1))
    const changed = encodeURIComponent(text.toWellFormed())
    return {
      method: 'GET',
      path: parts.map((part, each) => (each === place ? part.replace(/^[^&]*/, changed) : part)).join(''),
    }
  })

function callsOf({ name, type, parameters: defined }: CallableOperation, samples: readonly Json[]): Arbitrary<Ask> {
  const names = defined.length > 0 ? defined : NAMES
  const asked = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...NAMES))
  const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...MONTHS, ...TEXTS) }, anyText)
  return fc
    .record({
      place: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'type', 'instance', 'base'),
      id: fc.constantFrom('p1', 'p1', 'p2', 'plan1', 'q1', 'nobody', 'x'.repeat(64)),
      query: fc.array(fc.tuple(asked, value), { maxLength: 4 }),
      body: fc.oneof(fc.constant(undefined), parameters(names, samples)),
      accept: fc.constantFrom('application/fhir+json', 'application/fhir+json', 'application/pdf', 'text/html', '*/*'),
      prefer: fc.constantFrom('', 'respond-async'),
    })
    .map(({ place, id, query, body, accept, prefer }) => {
      const search = query
        .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='))
        .join('&')
      return {
        method: body === undefined ? 'GET' : 'POST',
        path: `${placeOf(place, type, id)}/$${encodeURIComponent(name.toWellFormed())}?${search}`,
        headers: { accept, prefer, ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }
    })
}

/** What one operation or another understands. */
const TEXTS = [
  'ccm',
  'true',
  '1',
  '2026-03-05',
  'Patient/p1',
  'http://loinc.org',
  '29463-7',
  'create',
  'specific',
  'es',
  'https://ccm-on-fhir.org/ig/ValueSet/ccm-activity',
  'http://hl7.org/fhir/ValueSet/administrative-gender',
]

function placeOf(place: string, type: string | undefined, id: string): string {
  if (place === 'base' || (place === 'own' && type === undefined)) return ''
  if (place === 'type') return `/${type ?? 'Patient'}`
  return `/${type ?? 'Patient'}/${id}`
}
