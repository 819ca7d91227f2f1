import type {
  AllergyIntolerance,
  CarePlan,
  CareTeam,
  Condition,
  Consent,
  Coverage,
  Device,
  EpisodeOfCare,
  Goal,
  Patient,
  RelatedPerson,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { codeSystem, SYSTEM } from '#domain/fhir/canonicals.ts'
import {
  ACT_CODE,
  concept,
  conditionReference,
  dateOf,
  organizationReference,
  patientId,
  patientReference,
  practitionerReference,
  roleReference,
  spread,
} from './elements.ts'
import { many } from './practice.ts'

const CARE_PLAN_CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category'

const CONDITIONS = 15
const GOALS = 5
const TASKS = 24

const PROBLEMS = [
  ['44054006', 'Type 2 diabetes mellitus'],
  ['38341003', 'Hypertensive disorder'],
  ['55822004', 'Hyperlipidemia'],
  ['84114007', 'Heart failure'],
  ['709044004', 'Chronic kidney disease'],
  ['13645005', 'Chronic obstructive lung disease'],
  ['370143000', 'Major depressive disorder'],
  ['64859006', 'Osteoporosis'],
] as const

/** Who the patient is, what is wrong, and what is planned. */
export function chartOf(number: number): readonly Resource[] {
  return [
    patient(number),
    relatedPerson(number),
    ...many(2, (at) => coverage(number, at)),
    episode(number),
    consent(number),
    careTeam(number),
    device(number),
    ...many(2, (at) => carePlan(number, at)),
    ...many(GOALS, (at) => goal(number, at)),
    ...many(CONDITIONS, (at) => condition(number, at)),
    ...many(3, (at) => allergy(number, at)),
    ...many(TASKS, (at) => task(number, at)),
  ]
}

function patient(number: number): Patient {
  return {
    resourceType: 'Patient',
    id: patientId(number),
    identifier: [
      {
        type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'MR', 'Medical Record Number'),
        system: 'https://clinic.example.org/mrn',
        value: `MRN${number}`,
      },
    ],
    active: true,
    name: [{ use: 'official', family: `Person${number}`, given: ['Ada', 'M.'] }],
    telecom: [{ system: 'phone', value: `555-${String(number).padStart(6, '0')}`, use: 'home' }],
    gender: number % 2 === 0 ? 'female' : 'male',
    birthDate: `19${40 + (number % 20)}-0${1 + (number % 9)}-1${number % 10}`,
    address: [{ line: [`${number} Oak Street`], city: 'Springfield', state: 'IL', postalCode: '62704', country: 'US' }],
    maritalStatus: concept('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'M', 'Married'),
    communication: [{ language: concept('urn:ietf:bcp:47', 'en-US', 'English (United States)') }],
    generalPractitioner: [practitionerReference(number, 0)],
    managingOrganization: organizationReference(number),
  }
}

function relatedPerson(number: number): RelatedPerson {
  return {
    resourceType: 'RelatedPerson',
    id: `${patientId(number)}-daughter`,
    active: true,
    patient: patientReference(number),
    relationship: [concept('http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'DAU', 'natural daughter')],
    name: [{ family: `Person${number}`, given: ['Eve'] }],
  }
}

function coverage(number: number, at: number): Coverage {
  return {
    resourceType: 'Coverage',
    id: `${patientId(number)}-coverage${at}`,
    status: 'active',
    type: concept(
      'https://nahdo.org/sopt',
      at === 0 ? '121' : '511',
      at === 0 ? 'Medicare Fee for Service' : 'Medigap',
    ),
    subscriberId: `S${number}-${at}`,
    beneficiary: patientReference(number),
    period: { start: '2018-01-01' },
    payor: [organizationReference(number)],
  }
}

function episode(number: number): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${patientId(number)}-episode`,
    status: 'active',
    type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
    patient: patientReference(number),
    managingOrganization: organizationReference(number),
    period: { start: spread(number, 1, 10) },
    careManager: practitionerReference(number, 1),
  }
}

function consent(number: number): Consent {
  return {
    resourceType: 'Consent',
    id: `${patientId(number)}-consent`,
    status: 'active',
    scope: concept('http://terminology.hl7.org/CodeSystem/consentscope', 'treatment', 'Treatment'),
    category: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
    patient: patientReference(number),
    dateTime: spread(number, 1, 10),
    performer: [patientReference(number)],
    policyRule: { text: 'opt in' },
  }
}

function careTeam(number: number): CareTeam {
  return {
    resourceType: 'CareTeam',
    id: `${patientId(number)}-team`,
    status: 'active',
    subject: patientReference(number),
    participant: many(3, (at) => ({ member: roleReference(number, at) })),
  }
}

function device(number: number): Device {
  return {
    resourceType: 'Device',
    id: `${patientId(number)}-cuff`,
    status: 'active',
    deviceName: [{ name: 'Blood pressure cuff', type: 'user-friendly-name' }],
    patient: patientReference(number),
  }
}

function carePlan(number: number, at: number): CarePlan {
  const category = at === 0 ? 'assess-plan' : 'longitudinal'
  return {
    resourceType: 'CarePlan',
    id: `${patientId(number)}-plan${at}`,
    status: 'active',
    intent: 'plan',
    category: [{ coding: [{ system: CARE_PLAN_CATEGORY, code: category }] }],
    title: 'Care of chronic conditions',
    subject: patientReference(number),
    period: { start: dateOf(spread(number, at, 4)) },
    careTeam: [{ reference: `CareTeam/${patientId(number)}-team` }],
    addresses: many(4, (problem) => conditionReference(number, problem)),
    goal: many(GOALS, (goal) => ({ reference: `Goal/${patientId(number)}-goal${goal}` })),
    activity: ['Walk 30 minutes a day', 'Weigh every morning', 'Bring the medication list'].map((description) => ({
      detail: { status: 'in-progress', description },
    })),
  }
}

function goal(number: number, at: number): Goal {
  return {
    resourceType: 'Goal',
    id: `${patientId(number)}-goal${at}`,
    lifecycleStatus: 'active',
    description: { text: 'Blood pressure below 130/80 most of the days' },
    subject: patientReference(number),
    startDate: dateOf(spread(number, at, GOALS)),
    target: [{ measure: concept('http://loinc.org', '8480-6', 'Systolic blood pressure'), dueDate: '2026-12-31' }],
    addresses: [conditionReference(number, at)],
  }
}

function condition(number: number, at: number): Condition {
  const [code, display] = PROBLEMS[at % PROBLEMS.length] ?? PROBLEMS[0]
  return {
    resourceType: 'Condition',
    id: `${patientId(number)}-problem${at}`,
    clinicalStatus: concept(SYSTEM.conditionClinical, 'active', 'Active'),
    verificationStatus: concept(SYSTEM.conditionVerification, 'confirmed', 'Confirmed'),
    category: [
      concept('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item', 'Problem List Item'),
    ],
    code: concept(SYSTEM.snomed, code, display),
    subject: patientReference(number),
    encounter: { reference: `Encounter/${patientId(number)}-visit${at}` },
    onsetDateTime: spread(number, at, CONDITIONS),
    recordedDate: spread(number, at, CONDITIONS),
    recorder: practitionerReference(number, at),
  }
}

function allergy(number: number, at: number): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id: `${patientId(number)}-allergy${at}`,
    clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'active', 'Active'),
    code: concept(SYSTEM.snomed, '91936005', 'Allergy to penicillin'),
    patient: patientReference(number),
    recordedDate: spread(number, at, 3),
    reaction: [{ manifestation: [concept(SYSTEM.snomed, '247472004', 'Hives')] }],
  }
}

/** Work that was planned: no time entry, so no rule of the programme looks at it. */
function task(number: number, at: number): Task {
  return {
    resourceType: 'Task',
    id: `${patientId(number)}-task${at}`,
    status: at % 4 === 0 ? 'requested' : 'completed',
    intent: 'order',
    priority: 'routine',
    code: concept(ACT_CODE, 'FOLLOWUP', 'Call about the blood pressure diary'),
    description: 'Ask for the readings of the last two weeks and whether the new dose is taken.',
    for: patientReference(number),
    authoredOn: spread(number, at, TASKS),
    requester: practitionerReference(number, at),
    owner: practitionerReference(number, at + 1),
  }
}
