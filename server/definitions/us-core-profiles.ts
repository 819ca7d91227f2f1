const US_CORE = 'http://hl7.org/fhir/us/core'

/** US Core's own statement of what a server does. https://hl7.org/fhir/us/core/CapabilityStatement-us-core-server.html */
export const US_CORE_SERVER = `${US_CORE}/CapabilityStatement/us-core-server`

/** Profiles that charts here meet, besides those that profiles of the guide impose. */
const OF_CHARTS: Readonly<Record<string, readonly string[]>> = {
  AllergyIntolerance: ['us-core-allergyintolerance'],
  Condition: ['us-core-condition-problems-health-concerns'],
  Coverage: ['us-core-coverage'],
  Encounter: ['us-core-encounter'],
  MedicationRequest: ['us-core-medicationrequest'],
  Observation: [
    'us-core-blood-pressure',
    'us-core-body-weight',
    'us-core-heart-rate',
    'us-core-observation-lab',
    'us-core-observation-screening-assessment',
    'us-core-vital-signs',
  ],
  Organization: ['us-core-organization'],
  Patient: ['us-core-patient'],
  Practitioner: ['us-core-practitioner'],
  PractitionerRole: ['us-core-practitionerrole'],
  Specimen: ['us-core-specimen'],
}

/** US Core's profiles (3.1.1 to 8.0.0) of a type of which there are resources here, by canonical without a version. */
export function usCoreProfilesOf(type: string): readonly string[] {
  return (OF_CHARTS[type] ?? []).map((name) => `${US_CORE}/StructureDefinition/${name}`)
}
