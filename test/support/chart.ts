import type { CarePlan, Condition, Observation, Patient, Resource } from '@medplum/fhirtypes'
import type { TestClient } from './test-app.ts'

/** A patient for tests of the FHIR surface. The family name appears nowhere else: it must not appear in a log. */
export function aPatient(id: string, family: string, more: Partial<Patient> = {}): Patient & { id: string } {
  return {
    resourceType: 'Patient',
    id,
    active: true,
    name: [{ family, given: ['Test'] }],
    gender: 'female',
    birthDate: '1948-06-02',
    ...more,
  }
}

/** An active condition of a patient, coded in ICD-10-CM. */
export function aCondition(id: string, patient: string, code: string): Condition & { id: string } {
  return {
    resourceType: 'Condition',
    id,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }],
      },
    ],
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
    subject: { reference: `Patient/${patient}` },
  }
}

/** A body weight of a patient. */
export function anObservation(id: string, patient: string, day: string): Observation & { id: string } {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: day,
    valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  }
}

/** A care plan of a patient, of no profile of ours. */
export function aCarePlan(id: string, patient: string, more: Partial<CarePlan> = {}): CarePlan & { id: string } {
  return {
    resourceType: 'CarePlan',
    id,
    status: 'active',
    intent: 'plan',
    subject: { reference: `Patient/${patient}` },
    ...more,
  }
}

/** Puts resources under their own ids, one request each; fails when one is refused. */
export async function putAll(client: TestClient, resources: readonly (Resource & { id?: string })[]): Promise<void> {
  for (const resource of resources) {
    const path = `/${resource.resourceType}/${resource.id ?? ''}`
    const { status, text } = await client(path, { method: 'PUT', json: resource })
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${text}`)
  }
}
