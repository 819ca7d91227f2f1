import type { Resource } from '@medplum/fhirtypes'
import { aCarePlan, aCondition, anObservation, aPatient } from '../support/chart.ts'
import { aTimeEntry } from '../support/programme-client.ts'

type Sample = Resource & { readonly id: string }

/** What stands in the record of the patient `p1`, and in no other. */
export const OF_P1 = 'Verschwiegenheit'

const note = [{ text: OF_P1 }]
const subject = { reference: 'Patient/p1' }
const loinc = { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }], text: 'Weight' }

/** Good resources of many sorts about one patient: what is stored before the fuzzing, and what is damaged in it. */
export const SAMPLES: readonly Sample[] = [
  aPatient('p1', OF_P1, {
    identifier: [{ system: 'http://mrn.example', value: '1' }],
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p></div>' },
    telecom: [{ system: 'phone', value: '555-0100' }],
    contact: [{ name: { text: 'A daughter' }, relationship: [{ text: 'daughter' }] }],
    extension: [{ url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex', valueCode: 'F' }],
  }),
  aPatient('p2', 'Fuzzed'),
  { ...aCondition('c1', 'p1', 'E11.9'), note },
  aCondition('c3', 'p2', 'I10'),
  aCondition('c2', 'p1', 'I10'),
  { ...anObservation('o1', 'p1', '2026-03-05'), note },
  anObservation('o2', 'p2', '2026-03-05'),
  aCarePlan('plan1', 'p1', {
    activity: [{ detail: { status: 'in-progress', code: loinc } }],
    addresses: [{ reference: 'Condition/c1' }],
    contained: [{ resourceType: 'Goal', id: 'g', lifecycleStatus: 'active', description: { text: 'x' }, subject }],
    goal: [{ reference: '#g' }],
  }),
  { ...aTimeEntry('p1', '2026-03-05T10:00:00Z', '2026-03-05T10:10:00Z'), id: 't1' },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject,
    period: { start: '2026-03-05', end: '2026-03-05' },
  },
  {
    resourceType: 'Coverage',
    id: 'cov1',
    status: 'active',
    type: { coding: [{ system: 'https://nahdo.org/sopt', code: '121' }] },
    beneficiary: subject,
    payor: [{ display: 'Medicare' }],
  },
  {
    resourceType: 'Questionnaire',
    id: 'q1',
    status: 'draft',
    url: 'http://forms.example/q1',
    item: [{ linkId: '1', type: 'group', item: [{ linkId: '1.1', type: 'string', text: 'Why?' }] }],
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'qr1',
    status: 'completed',
    questionnaire: 'http://forms.example/q1',
    subject,
    item: [{ linkId: '1', item: [{ linkId: '1.1', answer: [{ valueString: 'because' }] }] }],
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm1',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Metformin' },
    subject,
    dosageInstruction: [{ timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }],
  },
  {
    resourceType: 'EpisodeOfCare',
    id: 'ep1',
    status: 'active',
    patient: subject,
    type: [{ text: 'Elsewhere' }],
    period: { start: '2026-01-01' },
  },
  {
    resourceType: 'Claim',
    id: 'cl1',
    status: 'active',
    type: { text: 'professional' },
    use: 'claim',
    patient: subject,
    created: '2026-03-31',
    provider: { display: 'Somebody' },
    priority: { text: 'normal' },
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/cov1' } }],
    item: [{ sequence: 1, productOrService: { text: 'x' }, unitPrice: { value: 12.5, currency: 'USD' } }],
  },
  { resourceType: 'Binary', id: 'b1', contentType: 'text/plain', data: 'aGVsbG8=' },
  {
    resourceType: 'Group',
    id: 'gr1',
    type: 'person',
    actual: true,
    member: [{ entity: subject }],
  },
]

/** What only another practice has; it must not be found in any answer. */
export const MARKER = 'Zwolftausendschon'

/** Kept by another practice, under ids that this one uses too. */
export const OTHERS: readonly Sample[] = [
  aPatient('p1', MARKER, { identifier: [{ system: 'http://mrn.example', value: '1' }] }),
  aPatient('theirs', MARKER),
  { ...aCondition('theirs', 'theirs', 'I10'), note: [{ text: MARKER }] },
  { ...anObservation('theirs', 'p1', '2026-03-05'), note: [{ text: MARKER }] },
]
