import type { CarePlan, Condition, Patient, Resource, Task } from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'

/** Category that US Core wants on a care plan. */
export const ASSESS_PLAN = 'assess-plan'
const CARE_PLAN_CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category'
const CODES = ['E11.9', 'I10', 'I50.32', 'N18.31', 'J44.9', 'E78.5', 'F33.1', 'M81.0', 'I48.91', 'G30.9']
const CONDITIONS = 15
const TASKS = 20
const DAY = 86_400_000
const FIRST_DAY = Date.UTC(2025, 0, 6, 14)

/** A made-up chart: a patient with 15 Conditions, two CarePlans (one of them assess-plan) and 20 Tasks. */
export function chartOf(id: string): readonly Resource[] {
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    identifier: [{ system: 'https://example.org/mrn', value: id }],
    name: [{ family: `Person${id}`, given: ['Ada'] }],
    gender: 'female',
    birthDate: '1950-03-10',
  }
  const numbers = (count: number) => Array.from({ length: count }, (_unused, at) => at)
  return [
    patient,
    ...numbers(CONDITIONS).map((at) => conditionOf(`${id}-c${at}`, id, at)),
    carePlanOf(`${id}-p0`, id, ASSESS_PLAN),
    carePlanOf(`${id}-p1`, id, 'longitudinal'),
    ...numbers(TASKS).map((at) => taskOf(`${id}-t${at}`, id, at)),
  ]
}

/** A Condition as an EHR sends it. */
export function conditionOf(id: string, patient: string, at: number): Condition & { id: string } {
  const code = CODES[at % CODES.length] ?? 'I10'
  return {
    resourceType: 'Condition',
    id,
    identifier: [{ system: 'https://example.org/problem', value: id }],
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/condition-category',
            code: 'problem-list-item',
            display: 'Problem List Item',
          },
        ],
      },
    ],
    code: { coding: [{ system: SYSTEM.icd10cm, code }], text: `Problem ${code}` },
    subject: { reference: `Patient/${patient}` },
    onsetDateTime: '2019-05-04T10:00:00Z',
    recordedDate: '2019-05-04T10:30:00Z',
    note: [{ text: 'Stable under the present treatment; to be looked at again at the next visit.' }],
  }
}

function carePlanOf(id: string, patient: string, category: string): CarePlan {
  return {
    resourceType: 'CarePlan',
    id,
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Care plan</p></div>' },
    status: 'active',
    intent: 'plan',
    category: [{ coding: [{ system: CARE_PLAN_CATEGORY, code: category }] }],
    title: 'Care of chronic conditions',
    subject: { reference: `Patient/${patient}` },
    period: { start: '2025-01-06' },
    addresses: [{ reference: `Condition/${patient}-c0` }, { reference: `Condition/${patient}-c1` }],
    activity: ['Walk 30 minutes a day', 'Weigh every morning', 'Bring the medication list'].map((description) => ({
      detail: { status: 'in-progress', description },
    })),
  }
}

/** Work that was planned for a patient: no time entry, so no rule of the programme looks at it. */
function taskOf(id: string, patient: string, at: number): Task {
  return {
    resourceType: 'Task',
    id,
    status: at % 4 === 0 ? 'requested' : 'completed',
    intent: 'order',
    code: { text: 'Call about the blood pressure diary' },
    description: 'Ask for the readings of the last two weeks and whether the new dose is taken.',
    for: { reference: `Patient/${patient}` },
    authoredOn: new Date(FIRST_DAY + at * DAY).toISOString(),
  }
}
