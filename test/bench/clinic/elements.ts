import type { CodeableConcept } from '@medplum/fhirtypes'
import { LOCATIONS, MEDICATIONS, ORGANIZATIONS, PRACTITIONERS } from './practice.ts'

/** A reference, to whatever type it is put. */
interface Pointer {
  readonly reference: string
  readonly display?: string
}

const DAY = 86_400_000
/** The first day of every record; it goes on for five years. */
const FIRST = Date.UTC(2020, 11, 7, 14)
const YEARS = 5 * 365

export const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

/** The id of a patient of the clinic; all ids of the record begin with it. */
export function patientId(number: number): string {
  return `clinic${number}`
}

/** Somewhere in the five years: the `at`-th of `of` things that are spread over them. */
export function spread(number: number, at: number, of: number): string {
  const day = Math.floor((at / of) * YEARS) + (number % 7)
  return new Date(FIRST + day * DAY + (at % 8) * 1_800_000).toISOString()
}

/** The date alone. */
export function dateOf(instant: string): string {
  return instant.slice(0, 10)
}

export function concept(system: string, code: string, display: string): CodeableConcept {
  return { coding: [{ system, code, display }], text: display }
}

export function patientReference(number: number): Pointer {
  return { reference: `Patient/${patientId(number)}`, display: `Ada Person${number}` }
}

/** Each patient sees a few people of the practice, not all. */
export function practitionerReference(number: number, at: number): Pointer {
  const who = (number * 3 + (at % 4)) % PRACTITIONERS
  return { reference: `Practitioner/clinic-dr${who}`, display: `Dr. Ann Doctor${who}` }
}

export function roleReference(number: number, at: number): Pointer {
  return { reference: `PractitionerRole/clinic-role${(number * 3 + (at % 2)) % PRACTITIONERS}` }
}

export function organizationReference(number: number): Pointer {
  return { reference: `Organization/clinic-org${number % ORGANIZATIONS}` }
}

export function locationReference(number: number): Pointer {
  return { reference: `Location/clinic-loc${number % LOCATIONS}` }
}

export function medicationReference(at: number): Pointer {
  return { reference: `Medication/clinic-med${at % MEDICATIONS}` }
}

export function encounterReference(number: number, at: number): Pointer {
  return { reference: `Encounter/${patientId(number)}-visit${at}` }
}

export function conditionReference(number: number, at: number): Pointer {
  return { reference: `Condition/${patientId(number)}-problem${at}` }
}
