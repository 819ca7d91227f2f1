import type { CapabilityStatement, CarePlan, DocumentReference, Procedure } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import { aCarePlan, putAll } from '../../support/chart.ts'
import { aTimeEntry, enrollPatient, putChronicPatient } from '../../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'
import { CALLED } from './called-operations.ts'

/**
 * Operations that answer by what lies in many places of a record: whoever may not read one of these places is told nothing
 * that rests on it. Each operation either needs a type, or its answer is the same without it.
 */
let app: TestApp

const SECRET = 'Zebrafever'
const CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'

/** What a plan may name, each with a word that stands nowhere else. */
const NAMED: readonly (DocumentReference | Procedure)[] = [
  {
    resourceType: 'DocumentReference',
    id: 'named-document',
    status: 'current',
    category: [{ coding: [{ system: CATEGORY, code: 'clinical-note' }] }],
    subject: { reference: 'Patient/p1' },
    description: `${SECRET} in a letter`,
    content: [{ attachment: { title: SECRET } }],
  },
  {
    resourceType: 'Procedure',
    id: 'named-procedure',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    code: { text: `${SECRET} operated` },
  },
]

beforeAll(async () => {
  app = await startTestApp()
  const admin = await app.client({ role: 'administrator' })
  await putChronicPatient(admin, 'p1', { mbi: '1EG4TE5MK73' })
  await enrollPatient(admin, 'p1')
  const plan: CarePlan & { id: string } = {
    ...aCarePlan('plan', 'p1'),
    addresses: [{ reference: 'Condition/p1-c0' }],
    careTeam: [{ reference: 'CareTeam/team' }],
    supportingInfo: NAMED.map(({ resourceType, id }) => ({ reference: `${resourceType}/${id ?? ''}` })),
  }
  const daughter = { reference: 'RelatedPerson/daughter' }
  await putAll(admin, [
    ...NAMED,
    { resourceType: 'RelatedPerson', id: 'daughter', patient: { reference: 'Patient/p1' }, name: [{ text: 'Ruth' }] },
    {
      resourceType: 'CareTeam',
      id: 'team',
      status: 'active',
      subject: { reference: 'Patient/p1' },
      participant: [{ member: daughter }],
    },
    {
      resourceType: 'MedicationStatement',
      id: 'medicine',
      status: 'active',
      subject: { reference: 'Patient/p1' },
      medicationCodeableConcept: { text: 'Metformin' },
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'allergy',
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      },
      code: { text: 'Penicillin' },
      patient: { reference: 'Patient/p1' },
    },
    {
      resourceType: 'Observation',
      id: 'mdm',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      effectiveDateTime: '2025-03-10',
      code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
      valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: 'high' }] },
      performer: [{ reference: 'Practitioner/alvarez' }],
    },
    {
      resourceType: 'ChargeItem',
      id: 'fact',
      status: 'billed',
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99490' }] },
      subject: { reference: 'Patient/p1' },
      occurrenceDateTime: '2025-03-20',
      performer: [{ actor: { display: 'Dr. Elsewhere' } }],
    },
    plan,
  ])
  for (const hour of ['14', '15', '16'])
    await admin('/Task', {
      method: 'POST',
      json: aTimeEntry('p1', `2025-03-05T${hour}:00:00Z`, `2025-03-05T${hour}:50:00Z`),
    })
})
afterAll(() => app.stop())

const ASKED = [
  '/Patient/p1/$ccm-eligibility',
  '/Patient/p1/$ccm-month?month=2025-03',
  '/Patient/p1/$ccm-simulate?month=2025-03&minutes=20',
  '/$ccm-panel?month=2025-03',
  '/$ccm-report?from=2025-03&to=2025-03',
  '/Patient/p1/$ccm-audit?month=2025-03',
  '/CarePlan/plan/$ccm-copy',
  '/CarePlan/plan/$ccm-completeness',
  '/CarePlan/plan/$ccm-revisions',
  '/CarePlan/plan/$ccm-difference?from=1',
] as const

/** Who works in the practice and where is nobody's record: what rests on it is told with it (docs/security.md). */
const OF_THE_PRACTICE = ['Organization', 'Practitioner', 'PractitionerRole']

/** Types that lie in the record, or that something in it leads to. */
const TYPES = [
  ...['Patient', 'Condition', 'Encounter', 'Coverage', 'Consent', 'EpisodeOfCare', 'CarePlan', 'CareTeam', 'Task'],
  ...['Observation', 'ChargeItem', 'Claim', 'ExplanationOfBenefit', 'Goal', 'MedicationStatement', 'Provenance'],
  ...['AllergyIntolerance', 'RelatedPerson', 'DocumentReference', 'Procedure', 'List', 'MedicationRequest'],
]

const readingAllBut = (missing: string, instead = '') =>
  [
    ...resourceTypes.filter((type) => type !== missing && !OF_THE_PRACTICE.includes(type)).map((t) => `user/${t}.rs`),
    ...OF_THE_PRACTICE.map((type) => `user/${type}.rs`),
    instead,
  ].join(' ')

/** Without what each answer has of its own: ids and the time that it was made at. */
function told({ status, text }: Awaited<ReturnType<TestClient>>): string {
  const own = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T[\d:.]+Z|"data":"[^"]*"/g
  return `${status} ${text.replaceAll(own, '…')}`
}

describe.each(ASKED)('%s', (path) => {
  test('tells the same without a type, or nothing', async () => {
    const ask = async (scope: string) =>
      (await app.client({ role: 'clinical-staff', scope }))(path, {
        headers: { accept: path.includes('$ccm-copy') ? 'text/html' : 'application/fhir+json' },
      })
    const whole = await ask('user/*.rs')
    expect(whole.status, whole.text).toBe(200)
    for (const type of TYPES)
      for (const instead of ['', `user/${type}.rs?_tag=urn:none|none`]) {
        const answer = await ask(readingAllBut(type, instead))
        if (answer.status === 403) continue
        expect(told(answer), `without ${type} ${instead}`).toBe(told(whole))
      }
  })
})

const JUDGED = ['Observation', 'ChargeItem', 'CarePlan', 'Claim', 'ExplanationOfBenefit', 'Task', 'Consent']
const TOLD = ['MedicationStatement', 'List', 'AllergyIntolerance', 'RelatedPerson', 'Goal', 'Task', 'CareTeam']

describe.each([
  ['/Patient/p1/$ccm-month?month=2025-03', JUDGED],
  ['/Patient/p1/$ccm-simulate?month=2025-03&minutes=20', JUDGED],
  ['/$ccm-panel?month=2025-03', JUDGED],
  ['/Patient/p1/$ccm-audit?month=2025-03', [...JUDGED, 'Provenance', 'Encounter']],
  ['/CarePlan/plan/$ccm-copy', TOLD],
  ['/CarePlan/plan/$ccm-document', TOLD],
  ['/CarePlan/plan/$ccm-completeness', TOLD],
  ['/CarePlan/plan/$ccm-difference?from=1', TOLD],
])('%s', (path, types) => {
  test.each(types)('says nothing without all %s resources', async (type) => {
    for (const instead of ['', `user/${type}.rs?_tag=urn:none|none`]) {
      const client = await app.client({ role: 'clinical-staff', scope: readingAllBut(type, instead) })
      expect((await client(path)).status, instead).toBe(403)
    }
  })
})

describe('$ccm-document', () => {
  const DOCUMENT = '/CarePlan/plan/$ccm-document'

  test('holds what the plan leads to', async () => {
    const client = await app.client({ role: 'clinical-staff', scope: 'user/*.rs' })
    const { text } = await client(DOCUMENT)
    expect(text.split(SECRET).length).toBeGreaterThan(3)
  })

  test.each(NAMED)('leaves out the $resourceType that the token does not show', async ({ resourceType, id = '' }) => {
    for (const instead of ['', `user/${resourceType}.rs?_tag=urn:none|none`]) {
      const client = await app.client({ role: 'clinical-staff', scope: readingAllBut(resourceType, instead) })
      const { status, body, text } = await client(DOCUMENT)
      expect(status, text).toBe(200)
      const held = body.entry?.map(({ resource }) => `${resource.resourceType}/${resource.id}`)
      expect(held).toContain('CarePlan/plan')
      expect(held).not.toContain(`${resourceType}/${id}`)
    }
  })

  test('holds what a scope names by a search', async () => {
    const scope = readingAllBut('DocumentReference', `user/DocumentReference.rs?category=${CATEGORY}|clinical-note`)
    const client = await app.client({ role: 'clinical-staff', scope })
    const { body } = await client(DOCUMENT)
    expect(body.entry?.map(({ resource }) => resource.id)).toContain('named-document')
  })
})

/** Those that show what a search or a read would, each proven elsewhere to show no more than that. */
const SHOWING: Readonly<Record<string, string>> = {
  everything: 'constrained-scopes.test.ts, reading.test.ts',
  export: 'exports.test.ts',
  'patient-export': 'exports.test.ts',
  'group-export': 'exports.test.ts',
  validate: 'writing.test.ts, below',
  expand: 'below',
  lookup: 'below',
  'validate-code': 'below',
  'ccm-document': 'above',
}

test('each operation of the server is among those of which it is proven', async () => {
  const { rest } = (await (await fetch(`${app.fhir}/metadata`)).json()) as CapabilityStatement
  const named = (operations: readonly { readonly name: string; readonly definition: string }[] = []) =>
    operations.map(({ definition }) => /(?:OperationDefinition\/)(?:[A-Z][A-Za-z]*-)?([a-z-]+)$/.exec(definition)?.[1])
  const all = rest?.flatMap(({ operation, resource }) => [
    ...named(operation),
    ...(resource ?? []).flatMap((each) => named(each.operation)),
  ])
  const proven = [
    ...ASKED.map((path) => /\$([a-z-]+)/.exec(path)?.[1]),
    ...Object.keys(CALLED).map((name) => name.slice(1)),
    ...Object.keys(SHOWING),
  ]
  expect(new Set(all)).toEqual(new Set(proven))
})

/** What a value set's codes mean is told with it, whatever scopes on CodeSystem are lacking (docs/security.md). */
describe('codes of a practice’s own value set', () => {
  const SYSTEM = 'urn:by-parts:codes'
  const VALUE_SET = 'urn:by-parts:values'
  beforeAll(async () => {
    const common = { status: 'active', content: 'complete' } as const
    await putAll(await app.client({ role: 'administrator' }), [
      { resourceType: 'CodeSystem', id: 'codes', url: SYSTEM, ...common, concept: [{ code: 'z', display: SECRET }] },
      {
        resourceType: 'ValueSet',
        id: 'values',
        url: VALUE_SET,
        status: 'active',
        compose: { include: [{ system: SYSTEM }] },
      },
    ])
  })

  test.each([
    [`/ValueSet/$expand?url=${VALUE_SET}`, ['ValueSet']],
    ['/ValueSet/values/$expand', ['ValueSet']],
    [`/ValueSet/$validate-code?url=${VALUE_SET}&system=${SYSTEM}&code=z`, ['ValueSet']],
    [`/CodeSystem/$validate-code?url=${SYSTEM}&code=z`, ['CodeSystem']],
    [`/CodeSystem/$lookup?system=${SYSTEM}&code=z`, ['CodeSystem']],
  ])('%s tells nothing of them without the right to read', async (path, types) => {
    const whole = await app.client({ role: 'clinical-staff', scope: 'user/*.rs' })
    expect((await whole(path)).text).toContain(SECRET)
    for (const type of types)
      for (const instead of ['', `user/${type}.rs?_tag=urn:none|none`]) {
        const client = await app.client({ role: 'clinical-staff', scope: readingAllBut(type, instead) })
        const { status, text } = await client(path)
        expect(text, `without ${type} ${instead}: ${status}`).not.toContain(SECRET)
      }
  })
})
