import type {
  DiagnosticReport,
  DocumentReference,
  Encounter,
  Immunization,
  MedicationRequest,
  Observation,
  Procedure,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import {
  ACT_CODE,
  concept,
  conditionReference,
  encounterReference,
  locationReference,
  medicationReference,
  OBSERVATION_CATEGORY,
  organizationReference,
  patientId,
  patientReference,
  practitionerReference,
  spread,
} from './elements.ts'
import { many } from './practice.ts'

export const LOINC = 'http://loinc.org'
const UCUM = 'http://unitsofmeasure.org'
const US_CORE_DOCUMENT = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'

const ENCOUNTERS = 40
const OBSERVATIONS = 220
const REPORTS = 15
const PROCEDURES = 20
const IMMUNIZATIONS = 10
const PRESCRIPTIONS = 25
const DOCUMENTS = 9
const ORDERS = 4

/** LOINC code, name, unit, and a usual value. */
const MEASURED = [
  ['8480-6', 'Systolic blood pressure', 'mm[Hg]', 128],
  ['8462-4', 'Diastolic blood pressure', 'mm[Hg]', 79],
  ['8867-4', 'Heart rate', '/min', 72],
  ['29463-7', 'Body weight', 'kg', 81],
  ['8302-2', 'Body height', 'cm', 171],
  ['39156-5', 'Body mass index', 'kg/m2', 27],
  ['9279-1', 'Respiratory rate', '/min', 15],
  ['59408-5', 'Oxygen saturation', '%', 96],
  ['4548-4', 'Hemoglobin A1c', '%', 7],
  ['2339-0', 'Glucose', 'mg/dL', 121],
  ['2160-0', 'Creatinine', 'mg/dL', 1],
  ['2093-3', 'Total cholesterol', 'mg/dL', 183],
  ['2085-9', 'HDL cholesterol', 'mg/dL', 51],
  ['18262-6', 'LDL cholesterol', 'mg/dL', 104],
  ['2571-8', 'Triglycerides', 'mg/dL', 139],
  ['2823-3', 'Potassium', 'mmol/L', 4],
  ['2951-2', 'Sodium', 'mmol/L', 140],
  ['718-7', 'Hemoglobin', 'g/dL', 13],
  ['6690-2', 'Leukocytes', '10*3/uL', 7],
  ['777-3', 'Platelets', '10*3/uL', 241],
] as const

/** A code (LOINC) that every patient has some of. */
export const MEASURED_CODE = '4548-4'

/** What happened over the years. */
export function eventsOf(number: number): readonly Resource[] {
  return [
    ...many(ENCOUNTERS, (at) => encounter(number, at)),
    ...many(OBSERVATIONS, (at) => observation(number, at)),
    ...many(REPORTS, (at) => report(number, at)),
    ...many(PROCEDURES, (at) => procedure(number, at)),
    ...many(IMMUNIZATIONS, (at) => immunization(number, at)),
    ...many(PRESCRIPTIONS, (at) => prescription(number, at)),
    ...many(DOCUMENTS, (at) => document(number, at)),
    ...many(ORDERS, (at) => order(number, at)),
  ]
}

function encounter(number: number, at: number): Encounter {
  const start = spread(number, at, ENCOUNTERS)
  return {
    resourceType: 'Encounter',
    id: `${patientId(number)}-visit${at}`,
    status: 'finished',
    class: { system: ACT_CODE, code: 'AMB', display: 'ambulatory' },
    type: [concept(SYSTEM.snomed, '185349003', 'Encounter for check up')],
    subject: patientReference(number),
    participant: [{ individual: practitionerReference(number, at) }],
    period: { start, end: new Date(Date.parse(start) + 1_800_000).toISOString() },
    location: [{ location: locationReference(number) }],
    serviceProvider: organizationReference(number),
  }
}

function observation(number: number, at: number): Observation {
  const [code, display, unit, usual] = MEASURED[at % MEASURED.length] ?? MEASURED[0]
  const isVital = at % MEASURED.length < 8
  return {
    resourceType: 'Observation',
    id: `${patientId(number)}-obs${at}`,
    status: 'final',
    category: [
      isVital
        ? concept(OBSERVATION_CATEGORY, 'vital-signs', 'Vital signs')
        : concept(OBSERVATION_CATEGORY, 'laboratory', 'Laboratory'),
    ],
    code: concept(LOINC, code, display),
    subject: patientReference(number),
    encounter: encounterReference(number, Math.floor((at / OBSERVATIONS) * ENCOUNTERS)),
    effectiveDateTime: spread(number, at, OBSERVATIONS),
    issued: spread(number, at, OBSERVATIONS),
    performer: [practitionerReference(number, at)],
    valueQuantity: { value: usual + ((number + at) % 9), unit, system: UCUM, code: unit },
  }
}

function report(number: number, at: number): DiagnosticReport {
  const first = at * 14
  return {
    resourceType: 'DiagnosticReport',
    id: `${patientId(number)}-report${at}`,
    status: 'final',
    category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB', 'Laboratory')],
    code: concept(LOINC, '24323-8', 'Comprehensive metabolic panel'),
    subject: patientReference(number),
    encounter: encounterReference(number, at * 2),
    effectiveDateTime: spread(number, at, REPORTS),
    issued: spread(number, at, REPORTS),
    performer: [organizationReference(number)],
    result: many(6, (of) => ({ reference: `Observation/${patientId(number)}-obs${first + of}` })),
  }
}

function procedure(number: number, at: number): Procedure {
  const start = spread(number, at, PROCEDURES)
  return {
    resourceType: 'Procedure',
    id: `${patientId(number)}-procedure${at}`,
    status: 'completed',
    code: concept(SYSTEM.snomed, '430193006', 'Medication reconciliation'),
    subject: patientReference(number),
    encounter: encounterReference(number, at * 2),
    performedPeriod: { start, end: new Date(Date.parse(start) + 900_000).toISOString() },
    performer: [{ actor: practitionerReference(number, at) }],
    reasonReference: [conditionReference(number, at % 15)],
  }
}

function immunization(number: number, at: number): Immunization {
  return {
    resourceType: 'Immunization',
    id: `${patientId(number)}-shot${at}`,
    status: 'completed',
    vaccineCode: concept('http://hl7.org/fhir/sid/cvx', '140', 'Influenza, seasonal, injectable, preservative free'),
    patient: patientReference(number),
    encounter: encounterReference(number, at * 4),
    occurrenceDateTime: spread(number, at, IMMUNIZATIONS),
    primarySource: true,
    location: locationReference(number),
  }
}

function prescription(number: number, at: number): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: `${patientId(number)}-rx${at}`,
    status: at % 3 === 0 ? 'active' : 'stopped',
    intent: 'order',
    medicationReference: medicationReference(number + at),
    subject: patientReference(number),
    encounter: encounterReference(number, at),
    authoredOn: spread(number, at, PRESCRIPTIONS),
    requester: practitionerReference(number, at),
    reasonReference: [conditionReference(number, at % 15)],
    dosageInstruction: [{ sequence: 1, text: 'One tablet twice a day with meals', asNeededBoolean: false }],
  }
}

function document(number: number, at: number): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id: `${patientId(number)}-note${at}`,
    status: 'current',
    type: concept(LOINC, '34117-2', 'History and physical note'),
    category: [concept(US_CORE_DOCUMENT, 'clinical-note', 'Clinical Note')],
    subject: patientReference(number),
    date: spread(number, at, DOCUMENTS),
    author: [practitionerReference(number, at)],
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          data: Buffer.from(`Visit ${at}: feels well, takes the medication, no new complaints. `.repeat(12)).toString(
            'base64',
          ),
        },
      },
    ],
    context: { encounter: [encounterReference(number, at * 4)] },
  }
}

function order(number: number, at: number): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: `${patientId(number)}-order${at}`,
    status: 'completed',
    intent: 'order',
    code: concept(LOINC, '24323-8', 'Comprehensive metabolic panel'),
    subject: patientReference(number),
    encounter: encounterReference(number, at * 8),
    authoredOn: spread(number, at, ORDERS),
    requester: practitionerReference(number, at),
  }
}
