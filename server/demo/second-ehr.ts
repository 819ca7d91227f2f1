import type { Practitioner } from '@medplum/fhirtypes'

/** `iss` of the sandbox's second EHR, to the letter. Nobody asks there: its keys lie beside its FHIR base. */
export const SECOND_EHR_ISSUER = 'https://second-ehr.riverbend.example/oauth2'

/** Somebody who works at the second EHR and whom the practice has never met: comes without a role. */
export const GUEST = { id: 'novak', name: 'Petra Novak', title: 'Nurse, new here: no role' } as const

/** The guest as the second EHR shows them. */
export const GUEST_RESOURCE: Practitioner = {
  resourceType: 'Practitioner',
  id: GUEST.id,
  active: true,
  name: [{ use: 'official', family: 'Novak', given: ['Petra'], suffix: ['RN'] }],
}
