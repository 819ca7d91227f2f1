import type { Condition, Consent, Coverage, Encounter, EpisodeOfCare, Patient, Resource } from '@medplum/fhirtypes'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readPractice } from './read-practice.ts'
import { parseStored } from './stored.ts'

/** The types of a record on which the rules of eligibility and enrollment depend. */
export const PATIENT_FACTS = ['Patient', 'Condition', 'Encounter', 'Coverage', 'Consent', 'EpisodeOfCare'] as const

/**
 * Reads what the rules of eligibility and enrollment depend on.
 * @param staff references of people to be known beside the practice's staff (who is to bill, who asks)
 * @returns undefined where there is no such patient
 */
export async function readPatient(
  reader: FhirReader,
  patient: string,
  staff: readonly (string | undefined)[] = [],
): Promise<PatientFacts | undefined> {
  const stored = (await reader.records([patient], PATIENT_FACTS)).get(patient) ?? []
  const record = stored.map((resource) => parseStored(resource))
  const self = patientIn(record, patient)
  if (!self) return undefined
  const encounters = ofType<Encounter>(record, 'Encounter')
  const episodes = ofType<EpisodeOfCare>(record, 'EpisodeOfCare')
  const people = [
    ...staff.flatMap((reference) => reference ?? []),
    ...encounters.flatMap((encounter) =>
      (encounter.participant ?? []).flatMap(({ individual }) => individual?.reference ?? []),
    ),
    ...episodes.flatMap((episode) =>
      (episode.extension ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []),
    ),
  ]
  return {
    patient: self,
    conditions: ofType<Condition>(record, 'Condition'),
    encounters,
    coverages: ofType<Coverage>(record, 'Coverage'),
    consents: ofType<Consent>(record, 'Consent'),
    episodes,
    ...(await readPractice(reader, people)),
  }
}

/** The Patient of a record with this id: there are others in it, by their links, also where it is not to be seen itself. */
export function patientIn(record: readonly Resource[], id: string): Patient | undefined {
  return ofType<Patient>(record, 'Patient').find((patient) => patient.id === id)
}

/** The resources of one type. */
export function ofType<T extends Resource>(record: readonly Resource[], type: T['resourceType']): readonly T[] {
  return record.filter((resource): resource is T => resource.resourceType === type)
}

/** The patient's Medicare Beneficiary Identifier, without dashes. */
export function mbiOf(patient: Patient): string | undefined {
  const value = patient.identifier?.find(({ system }) => system === SYSTEM.mbi)?.value
  const mbi = value?.replaceAll('-', '').toUpperCase()
  return mbi === '' ? undefined : mbi
}
