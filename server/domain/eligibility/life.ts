import type { CodeableConcept, Encounter, EpisodeOfCare, Patient } from '@medplum/fhirtypes'
import { SYSTEM } from '../fhir/canonicals.ts'
import { hasCode } from '../fhir/codings.ts'
import { daysOf } from '../fhir/instants.ts'

/** SNOMED CT: hospice care. */
const HOSPICE = '385763009'

/** Stays and visits that never were. */
const UNREAL = ['planned', 'cancelled', 'entered-in-error', 'waitlist']

/**
 * Local day of death where it is known; '' where the patient is dead and no day is; undefined for the living. The
 * earliest day that the chart allows.
 */
export function dayOfDeath(patient: Patient, timeZone: string): string | undefined {
  const day = daysOf(patient.deceasedDateTime, timeZone)?.first
  return day ?? (patient.deceasedBoolean === true ? '' : undefined)
}

/** Whether the patient was dead by the end of a local day. */
export function isDeadOn(patient: Patient, day: string, timeZone: string): boolean {
  const died = dayOfDeath(patient, timeZone)
  return died !== undefined && died <= day
}

/** Whether an Encounter or EpisodeOfCare is typed as hospice care. */
export function isHospiceCare(type: CodeableConcept[] | undefined): boolean {
  return hasCode(type, SYSTEM.snomed, HOSPICE)
}

/**
 * First local day of the hospice election in force on a day, by an EpisodeOfCare or Encounter typed as hospice care
 * (DESIGN section 3). An episode lasts until its period ends; a visit's end says nothing about the election, so that
 * holds on.
 */
export function hospiceSince(
  chart: { readonly episodes: readonly EpisodeOfCare[]; readonly encounters: readonly Encounter[] },
  day: string,
  timeZone: string,
): string | undefined {
  const stays = [
    ...chart.episodes.map(({ status, type, period }) => ({ status, type, start: period?.start, end: period?.end })),
    ...chart.encounters.map(({ status, type, period }) => ({ status, type, start: period?.start, end: undefined })),
  ]
  const days = stays
    .filter((stay) => isHospiceCare(stay.type) && !UNREAL.includes(stay.status))
    .filter((stay) => (daysOf(stay.end, timeZone)?.last ?? day) >= day)
    .flatMap((stay) => daysOf(stay.start, timeZone)?.first ?? [])
    .filter((start) => start <= day)
  return days.sort()[0]
}
