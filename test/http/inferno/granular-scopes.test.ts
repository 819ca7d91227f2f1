import type { Condition, Observation } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'

/**
 * What Inferno's US Core tests of granular scopes ask, and its g10 tests of limited ones: with scopes for some categories
 * alone, searches answer those and nothing else, and reads of the others are refused.
 */
let app: TestApp

const CONDITION = 'http://terminology.hl7.org/CodeSystem/condition-category'
const US_CORE_CONDITION = 'http://hl7.org/fhir/us/core/CodeSystem/condition-category'
const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category'
const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-category'

const CONDITIONS = {
  'encounter-diagnosis': CONDITION,
  'problem-list-item': CONDITION,
  'health-concern': US_CORE_CONDITION,
} as const
const OBSERVATIONS = {
  laboratory: OBSERVATION,
  'social-history': OBSERVATION,
  'vital-signs': OBSERVATION,
  survey: OBSERVATION,
  sdoh: US_CORE,
} as const

const PATIENTS = ['first', 'second'] as const

const category = (code: string, system: string) => [{ coding: [{ system, code }] }]

function recordOf(patient: string): readonly (Condition | Observation)[] {
  return [
    ...Object.entries(CONDITIONS).map(([code, system]) => ({
      ...aCondition(`${patient}-${code}`, patient, 'I10'),
      category: category(code, system),
    })),
    ...Object.entries(OBSERVATIONS).map(([code, system]) => ({
      ...anObservation(`${patient}-${code}`, patient, '2026-03-01'),
      category: category(code, system),
    })),
  ]
}

beforeAll(async () => {
  app = await startTestApp()
  const administrator = await app.client({ role: 'administrator' })
  for (const patient of PATIENTS)
    await putAll(administrator, [aPatient(patient, `Granular${patient}`), ...recordOf(patient)])
  const provenance = (target: string) => ({
    resourceType: 'Provenance' as const,
    id: `of-${target}`,
    target: [{ reference: `Condition/${target}` }],
    recorded: '2026-03-01T10:00:00Z',
    agent: [{ who: { reference: 'Practitioner/alvarez' } }],
  })
  await putAll(administrator, [provenance('first-health-concern'), provenance('first-problem-list-item')])
})
afterAll(() => app.stop())

const idsOf = ({ body }: TestAnswer, type: string): readonly string[] =>
  (body.entry ?? [])
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => resourceType === type)
    .map(({ id }) => id)
    .toSorted()

function scopesOf(context: string, permissions: string, categories: readonly string[]): string {
  const known: Readonly<Record<string, string>> = { ...CONDITIONS, ...OBSERVATIONS }
  return [
    `${context}/Patient.${permissions}`,
    ...categories.map((code) => {
      const type = code in CONDITIONS ? 'Condition' : 'Observation'
      return `${context}/${type}.${permissions}?category=${known[code] ?? ''}|${code}`
    }),
  ].join(' ')
}

/** Inferno's two sets: what the one has, the other has not. */
const SETS = {
  'Granular Scopes 1': ['encounter-diagnosis', 'health-concern', 'laboratory', 'social-history'],
  'Granular Scopes 2': ['problem-list-item', 'vital-signs', 'survey', 'sdoh'],
} as const

const TYPES = { Condition: Object.keys(CONDITIONS), Observation: Object.keys(OBSERVATIONS) } as const

/** What the searches of a type can be: each of US Core's with a patient, by GET and by POST. */
const SEARCHES = {
  Condition: [
    'patient=first',
    'patient=Patient/first',
    'patient=first&clinical-status=active',
    'patient=first&code=I10',
    'patient=first&category=encounter-diagnosis,problem-list-item,health-concern',
    'patient=first&_sort=-_lastUpdated',
  ],
  Observation: [
    'patient=first',
    'patient=first&code=29463-7',
    'patient=first&code=29463-7&date=gt2026-01-01',
    'patient=first&status=final',
    'patient=first&category=laboratory,social-history,vital-signs,survey,sdoh',
  ],
} as const

describe.each(Object.entries(SETS))('US Core %s', (_set, categories) => {
  describe.each(['patient', 'user'] as const)('as %s scopes', (context) => {
    let client: TestClient
    beforeAll(async () => {
      const scope = scopesOf(context, 'rs', categories)
      client = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'first', scope })
    })

    describe.each(['Condition', 'Observation'] as const)('%s', (type) => {
      const expected = TYPES[type].filter((code) => categories.includes(code as never)).map((code) => `first-${code}`)
      const hidden = TYPES[type].filter((code) => !categories.includes(code as never)).map((code) => `first-${code}`)

      test.each(SEARCHES[type])('Search results are restricted by the granted granular scopes: %s', async (query) => {
        const body = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: query }
        for (const answer of [await client(`/${type}?${query}`), await client(`/${type}/_search`, body)]) {
          expect(answer.status, answer.text).toBe(200)
          expect(idsOf(answer, type)).toEqual(expected.toSorted())
        }
        const { body: counted } = await client(`/${type}?${query}&_summary=count`)
        expect(counted.total).toBe(expected.length)
      })

      test('Resources within the granted granular scopes can be read', async () => {
        for (const id of expected) expect((await client(`/${type}/${id}`)).status, id).toBe(200)
      })

      test('Reads of resources beyond the granted granular scopes are refused', async () => {
        for (const id of hidden)
          for (const path of [`/${type}/${id}`, `/${type}/${id}/_history/1`, `/${type}/${id}/_history`])
            expect([401, 403, 404], path).toContain((await client(path)).status)
      })

      test('Searches for what lies beyond the granted granular scopes find nothing', async () => {
        for (const id of hidden) {
          const code = id.slice('first-'.length)
          expect(idsOf(await client(`/${type}?patient=first&category=${code}`), type)).toEqual([])
          expect(idsOf(await client(`/${type}?_id=${id}`), type)).toEqual([])
        }
      })

      test('No other way shows them', async () => {
        for (const path of [
          `/Patient?_id=first&_revinclude=${type}:subject`,
          `/Patient/first/${type}`,
          '/Patient/first/*',
          '/Patient/first/$everything',
          `/${type}/_history`,
          '/_history',
          `/?_type=${type}`,
        ]) {
          const answer = await client(path)
          expect(answer.status, `${path}: ${answer.text.slice(0, 300)}`).toBe(200)
          for (const id of hidden) expect(idsOf(answer, type), path).not.toContain(id)
        }
        for (const id of hidden) {
          const code = id.slice('first-'.length)
          const found = await client(`/Patient?_id=first&_has:${type}:patient:category=${code}`)
          expect(idsOf(found, 'Patient'), code).toEqual([])
        }
        for (const id of expected) {
          const code = id.slice('first-'.length)
          const found = await client(`/Patient?_id=first&_has:${type}:patient:category=${code}`)
          expect(idsOf(found, 'Patient'), code).toEqual(['first'])
        }
      })
    })

    test('Access is denied to resources of types that were not granted', async () => {
      for (const type of ['CarePlan', 'Encounter', 'Goal', 'Provenance', 'MedicationRequest', 'DocumentReference'])
        for (const path of [`/${type}?patient=first`, `/${type}/nothing`])
          expect((await client(path)).status, path).toBe(403)
    })
  })
})

test('several constrained scopes of a type are a union; a plain scope beside them lifts the constraint', async () => {
  const both = scopesOf('patient', 'rs', ['laboratory', 'vital-signs'])
  const claims = { role: 'clinical-staff', patient: 'first' } as const
  const union = await app.client({ ...claims, scope: both })
  expect(idsOf(await union('/Observation'), 'Observation')).toEqual(['first-laboratory', 'first-vital-signs'])
  const lifted = await app.client({ ...claims, scope: `${both} patient/Observation.rs` })
  expect(idsOf(await lifted('/Observation'), 'Observation')).toHaveLength(TYPES.Observation.length)
})

test('constraints of one scope hold together', async () => {
  const scope = `patient/Observation.rs?category=${OBSERVATION}|laboratory&status=amended patient/Patient.rs`
  const client = await app.client({ role: 'clinical-staff', patient: 'first', scope })
  expect(idsOf(await client('/Observation?patient=first'), 'Observation')).toEqual([])
  expect((await client('/Observation/first-laboratory')).status).toBe(404)
})

test('scopes with constraints bound what is written, too', async () => {
  const scope = `user/Condition.cruds?category=${CONDITION}|problem-list-item`
  const client = await app.client({ role: 'clinical-staff', user: 'Practitioner/whitfield', scope })
  const own = { ...aCondition('', 'first', 'E11.9'), category: category('problem-list-item', CONDITION) }
  const other = { ...own, category: category('health-concern', US_CORE_CONDITION) }
  const made = await client('/Condition', { method: 'POST', json: { ...own, id: undefined } })
  expect(made.status, made.text).toBe(201)
  expect((await client('/Condition', { method: 'POST', json: { ...other, id: undefined } })).status).toBe(403)
  const turned = { ...other, id: made.body.id }
  expect((await client(`/Condition/${made.body.id}`, { method: 'PUT', json: turned })).status).toBe(403)
  const taken = { ...own, id: 'first-health-concern' }
  expect((await client('/Condition/first-health-concern', { method: 'PUT', json: taken })).status).toBe(403)
  expect((await client('/Condition/first-health-concern', { method: 'DELETE' })).status).toBe(204)
  const administrator = await app.client({ role: 'administrator' })
  expect((await administrator('/Condition/first-health-concern')).body.meta.versionId).toBe('1')
  expect((await client(`/Condition/${made.body.id}`, { method: 'DELETE' })).status).toBe(204)
})

test('old versions are judged by nothing that could be searched, and not shown', async () => {
  const administrator = await app.client({ role: 'administrator' })
  const observation = anObservation('changed', 'first', '2026-03-01')
  await putAll(administrator, [
    { ...observation, category: category('social-history', OBSERVATION) },
    { ...observation, category: category('laboratory', OBSERVATION) },
  ])
  const scope = scopesOf('patient', 'rs', ['laboratory'])
  const client = await app.client({ role: 'clinical-staff', patient: 'first', scope })
  expect((await client('/Observation/changed')).status).toBe(200)
  expect((await client('/Observation/changed/_history/2')).status).toBe(200)
  expect((await client('/Observation/changed/_history/1')).status).toBe(404)
  expect((await client('/Observation/changed/_history')).body.entry).toHaveLength(1)
  expect((await administrator('/Observation/changed', { method: 'DELETE' })).status).toBe(204)
})

describe('scopes of version 1 (SMART App Launch 1.0), as a third-party app asks them', () => {
  test.each([
    ['patient/Observation.read', [200, 200, 403]],
    ['patient/*.read', [200, 200, 403]],
    ['patient/Observation.write', [403, 403, 201]],
    ['patient/Observation.*', [200, 200, 201]],
    ['user/Observation.read', [200, 200, 403]],
    ['launch/patient openid fhirUser patient/Observation.read', [200, 200, 403]],
  ])('%s', async (scope, [read, search, create]) => {
    const client = await app.client({ role: 'clinical-staff', patient: 'first', scope })
    expect((await client('/Observation/first-laboratory')).status).toBe(read)
    const found = await client('/Observation?patient=first')
    expect(found.status).toBe(search)
    if (search === 200) expect(idsOf(found, 'Observation')).toContain('first-laboratory')
    const json = { ...anObservation('', 'first', '2026-03-09'), id: undefined }
    expect((await client('/Observation', { method: 'POST', json })).status).toBe(create)
  })

  test('of a patient are confined to that patient', async () => {
    const client = await app.client({ role: 'clinical-staff', patient: 'first', scope: 'patient/Observation.read' })
    expect((await client('/Observation/second-laboratory')).status).toBe(404)
    expect(idsOf(await client('/Observation'), 'Observation').every((id) => !id.startsWith('second'))).toBe(true)
  })
})

describe('ONC g10 limited scopes', () => {
  const US_CORE_TYPES = [
    'AllergyIntolerance',
    'CarePlan',
    'CareTeam',
    'Condition',
    'Coverage',
    'Device',
    'DiagnosticReport',
    'DocumentReference',
    'Encounter',
    'Goal',
    'Immunization',
    'MedicationDispense',
    'MedicationRequest',
    'Observation',
    'Procedure',
    'Provenance',
    'RelatedPerson',
    'ServiceRequest',
    'Specimen',
  ]
  const GRANTED = ['Condition', 'Observation']

  test.each(US_CORE_TYPES)('Access to %s is as the patient has granted it', async (type) => {
    const scope = ['Patient', ...GRANTED].map((granted) => `patient/${granted}.rs`).join(' ')
    const client = await app.client({ role: 'patient', patient: 'first', scope })
    expect((await client('/Patient/first')).status).toBe(200)
    const found = await client(`/${type}?patient=first`)
    expect(found.status).toBe(GRANTED.includes(type) ? 200 : 403)
  })
})
