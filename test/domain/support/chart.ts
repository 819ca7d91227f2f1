import type { Condition, Coverage, Encounter, Patient } from '@medplum/fhirtypes'
import { SYSTEM } from '../../../server/domain/fhir/canonicals.ts'

/** Where the practice of these tests is. */
export const ZONE = 'America/New_York'

/** The local day that the tests ask about. */
export const TODAY = '2026-03-05'

/** An instant of a local morning. */
export function at(text: string): number {
  return Date.parse(text)
}

/** A living patient with a Medicare number. */
export const PATIENT: Patient = {
  resourceType: 'Patient',
  id: 'ada',
  identifier: [{ system: SYSTEM.mbi, value: '1EG4TE5MK73' }],
  name: [{ given: ['Ada'], family: 'Bell' }],
}

const SUBJECT = { reference: 'Patient/ada' }
let serial = 0

/** An active, confirmed condition of the problem list, by `icd10` or `snomed` code; `more` overrides anything. */
export function condition(code: { icd10?: string; snomed?: string }, more: Partial<Condition> = {}): Condition {
  const coding = [
    ...(code.icd10 === undefined ? [] : [{ system: SYSTEM.icd10cm, code: code.icd10 }]),
    ...(code.snomed === undefined ? [] : [{ system: SYSTEM.snomed, code: code.snomed }]),
  ]
  return {
    resourceType: 'Condition',
    id: `condition-${++serial}`,
    clinicalStatus: status('active'),
    verificationStatus: verification('confirmed'),
    code: { coding },
    subject: SUBJECT,
    ...more,
  }
}

/** A clinicalStatus. */
export function status(code: string): NonNullable<Condition['clinicalStatus']> {
  return { coding: [{ system: SYSTEM.conditionClinical, code }] }
}

/** A verificationStatus. */
export function verification(code: string): NonNullable<Condition['verificationStatus']> {
  return { coding: [{ system: SYSTEM.conditionVerification, code }] }
}

/** A finished visit with a person, on a local day, with procedure codes of CPT or HCPCS. */
export function visit(day: string, person: string, codes: readonly string[], more: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    id: `visit-${++serial}`,
    status: 'finished',
    class: { system: SYSTEM.actCode, code: 'AMB' },
    subject: SUBJECT,
    ...(codes.length > 0 && {
      type: [{ coding: codes.map((code) => ({ system: /^\d/.test(code) ? SYSTEM.cpt : SYSTEM.hcpcs, code })) }],
    }),
    participant: [{ individual: { reference: person } }],
    period: { start: `${day}T15:00:00Z`, end: `${day}T15:30:00Z` },
    ...more,
  }
}

/** An active coverage by a code of the Source of Payment Typology. */
export function coverage(typology: string | undefined, more: Partial<Coverage> = {}): Coverage {
  return {
    resourceType: 'Coverage',
    id: `coverage-${++serial}`,
    status: 'active',
    ...(typology !== undefined && { type: { coding: [{ system: SYSTEM.sourceOfPayment, code: typology }] } }),
    beneficiary: SUBJECT,
    payor: [{ reference: 'Organization/payer' }],
    ...more,
  }
}

/** A resource without one of its elements. */
export function without<T extends object, K extends keyof T>(resource: T, element: K): Omit<T, K> {
  const copy = { ...resource }
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is typed
  delete copy[element]
  return copy
}
