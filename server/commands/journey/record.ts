import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { codeSystem, SYSTEM } from '#domain/fhir/canonicals.ts'
import type { StoryMonth } from './story-month.ts'

/** The record that the journey imports: a patient with two chronic conditions, Medicare Part B, and a recent visit. */
export function recordBundle(month: StoryMonth): Bundle {
  const patient = { reference: 'urn:uuid:5d2c0a5e-7b9a-4d0e-9c52-0f7a1f6f4a01' }
  const doctor = { reference: 'urn:uuid:5d2c0a5e-7b9a-4d0e-9c52-0f7a1f6f4a02' }
  const nurse = { reference: 'urn:uuid:5d2c0a5e-7b9a-4d0e-9c52-0f7a1f6f4a03' }
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      post(
        {
          resourceType: 'Patient',
          identifier: [{ system: SYSTEM.mbi, value: month.mbi }],
          name: [{ use: 'official', family: 'Journey', given: ['June'] }],
          gender: 'female',
          birthDate: '1947-06-15',
        },
        patient.reference,
      ),
      post(
        {
          resourceType: 'Practitioner',
          identifier: [{ system: SYSTEM.npi, value: '1987654328' }],
          name: [{ family: 'Stone', given: ['Avery'], suffix: ['MD'] }],
        },
        doctor.reference,
      ),
      post(
        { resourceType: 'Practitioner', name: [{ family: 'Brooks', given: ['Sam'], suffix: ['RN'] }] },
        nurse.reference,
      ),
      post(roleOf(doctor.reference, 'billing-practitioner')),
      post(roleOf(nurse.reference, 'clinical-staff')),
      post(coverageOf(patient.reference)),
      post(conditionOf(patient.reference, { system: SYSTEM.icd10cm, code: 'E11.9' }, 'Type 2 diabetes')),
      post(conditionOf(patient.reference, { system: SYSTEM.snomed, code: '59621000' }, 'Essential hypertension')),
      post(visitOf(patient.reference, doctor.reference, month.visitDay)),
    ],
  }
}

function post(resource: Resource, fullUrl?: string): BundleEntry {
  return { ...(fullUrl ? { fullUrl } : {}), resource, request: { method: 'POST', url: resource.resourceType } }
}

function coverageOf(patient: string): Resource {
  return {
    resourceType: 'Coverage',
    status: 'active',
    type: { coding: [{ system: SYSTEM.sourceOfPayment, code: '121', display: 'Medicare FFS' }] },
    beneficiary: { reference: patient },
    period: { start: '2015-01-01' },
    payor: [{ display: 'Medicare' }],
  }
}

function visitOf(patient: string, doctor: string, day: string): Resource {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: SYSTEM.actCode, code: 'AMB' },
    type: [{ coding: [{ system: SYSTEM.cpt, code: '99214' }], text: 'Office visit' }],
    subject: { reference: patient },
    participant: [{ individual: { reference: doctor } }],
    period: { start: `${day}T15:00:00Z`, end: `${day}T15:30:00Z` },
  }
}

function roleOf(practitioner: string, role: string): Resource {
  return {
    resourceType: 'PractitionerRole',
    active: true,
    practitioner: { reference: practitioner },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: role }] }],
  }
}

function conditionOf(
  patient: string,
  coding: { readonly system: string; readonly code: string },
  text: string,
): Resource {
  return {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
    ],
    code: { coding: [coding], text },
    subject: { reference: patient },
    onsetDateTime: '2019-04-02',
  }
}
