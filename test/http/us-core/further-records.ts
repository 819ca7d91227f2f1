import type { Bundle, Coding, Resource } from '@medplum/fhirtypes'

const US_CORE = 'http://hl7.org/fhir/us/core'
const SNOMED = 'http://snomed.info/sct'
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category'
const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status'

const concept = (system: string, code: string) => ({ coding: [{ system, code }] })
const snomed = (code: string) => concept(SNOMED, code)

/**
 * What US Core asks for and Synthea does not make, for one of its patients: problems with all of their dates, targets of
 * goals, insurance, relatives, roles of practitioners, referrals, answers to questionnaires, plans to live by for long.
 */
export function furtherRecords(patient: string, encounter: string, practitioner: string): readonly Resource[] {
  const subject = { reference: `Patient/${patient}` }
  const dates = { start: '2025-05-01', end: '2026-04-30' }
  const problem = (id: string, category: Coding, more: object = {}): Resource => ({
    resourceType: 'Condition',
    id,
    subject,
    clinicalStatus: concept(CLINICAL, 'active'),
    verificationStatus: concept(VERIFICATION, 'confirmed'),
    category: [{ coding: [category] }],
    code: snomed('44054006'),
    ...more,
  })
  const order = (id: string, category: string, more: object = {}): Resource => ({
    resourceType: 'ServiceRequest',
    id,
    subject,
    status: 'active',
    intent: 'order',
    category: [snomed(category)],
    code: snomed('385763009'),
    authoredOn: '2026-01-10T09:00:00-05:00',
    requester: { reference: practitioner },
    ...more,
  })
  return [
    problem(
      'uc-problem',
      { system: CATEGORY, code: 'problem-list-item' },
      {
        onsetDateTime: '2019-03-04',
        recordedDate: '2019-03-05T10:00:00-05:00',
        encounter: { reference: encounter },
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate', valueDateTime: '2019-03-03' },
        ],
      },
    ),
    problem(
      'uc-solved',
      { system: CATEGORY, code: 'problem-list-item' },
      {
        clinicalStatus: concept(CLINICAL, 'resolved'),
        onsetDateTime: '2018-01',
        abatementDateTime: '2020-02-03T04:05:06Z',
        recordedDate: '2018-02-01',
      },
    ),
    problem('uc-concern', { system: `${US_CORE}/CodeSystem/condition-category`, code: 'health-concern' }),
    {
      resourceType: 'CarePlan',
      id: 'uc-plan',
      subject,
      status: 'active',
      intent: 'plan',
      category: [concept(`${US_CORE}/CodeSystem/careplan-category`, 'assess-plan'), snomed('38717003')],
      period: dates,
    },
    {
      resourceType: 'CarePlan',
      id: 'uc-plan-done',
      subject,
      status: 'completed',
      intent: 'plan',
      category: [concept(`${US_CORE}/CodeSystem/careplan-category`, 'assess-plan')],
      period: { start: '2019-01-01', end: '2019-12-31' },
    },
    {
      resourceType: 'CareTeam',
      id: 'uc-team',
      subject,
      status: 'active',
      category: [concept('http://example.org/care-team', 'longitudinal')],
      participant: [
        { role: [snomed('17561000')], member: { reference: practitioner } },
        { role: [snomed('224535009')], member: { reference: 'PractitionerRole/uc-role' } },
        { role: [snomed('133932002')], member: { reference: 'RelatedPerson/uc-daughter' } },
        { role: [snomed('116154003')], member: subject },
      ],
    },
    {
      resourceType: 'Goal',
      id: 'uc-goal',
      subject,
      lifecycleStatus: 'completed',
      description: snomed('289169006'),
      target: [{ dueDate: '2026-06-30', measure: concept('http://loinc.org', '29463-7') }],
    },
    {
      resourceType: 'Provenance',
      id: 'uc-provenance',
      recorded: '2026-01-02T10:00:00Z',
      target: [{ reference: 'Goal/uc-goal' }, { reference: 'CareTeam/uc-team' }],
      agent: [{ who: { reference: practitioner } }],
    },
    { resourceType: 'Endpoint', ...ENDPOINT },
    {
      resourceType: 'PractitionerRole',
      id: 'uc-role',
      active: true,
      practitioner: { reference: practitioner },
      specialty: [concept('http://nucc.org/provider-taxonomy', '207Q00000X')],
      endpoint: [{ reference: 'Endpoint/uc-endpoint' }],
    },
    {
      resourceType: 'Coverage',
      id: 'uc-coverage',
      status: 'active',
      beneficiary: subject,
      relationship: concept('http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'self'),
      payor: [{ display: 'Medicare' }],
    },
    {
      resourceType: 'RelatedPerson',
      id: 'uc-daughter',
      active: true,
      patient: subject,
      name: [{ family: 'Daughterly', given: ['Ana'] }],
    },
    order('uc-education', '409073007'),
    order('uc-counselling', '409063005', { authoredOn: '2026-02-11' }),
    order('uc-referral', '3457005', { status: 'completed' }),
    {
      resourceType: 'Procedure',
      id: 'uc-advice',
      subject,
      status: 'completed',
      category: snomed('409073007'),
      code: snomed('385763009'),
      performedDateTime: '2026-01-12',
    },
    {
      resourceType: 'QuestionnaireResponse',
      id: 'uc-answers-1',
      subject,
      status: 'completed',
      questionnaire: 'http://example.org/Questionnaire/phq-9',
      authored: '2026-01-02T10:00:00Z',
    },
    {
      resourceType: 'QuestionnaireResponse',
      id: 'uc-answers-2',
      subject,
      status: 'amended',
      questionnaire: 'http://example.org/Questionnaire/phq-9',
      authored: '2026-03-02T10:00:00Z',
    },
    {
      resourceType: 'Linkage',
      id: 'uc-linkage',
      active: true,
      item: [
        { type: 'source', resource: subject },
        { type: 'alternate', resource: { reference: 'Patient/elsewhere' } },
      ],
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'uc-allergy',
      patient: subject,
      clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'active'),
      code: snomed('387207008'),
    },
  ] as Resource[]
}

const ENDPOINT = {
  id: 'uc-endpoint',
  status: 'active',
  connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'hl7-fhir-rest' },
  payloadType: [{ text: 'any' }],
  address: 'https://example.org/fhir',
}

/** One transaction that puts them. */
export function putBundle(resources: readonly Resource[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` },
    })),
  }
}
