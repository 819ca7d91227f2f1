import { patientCompartment } from '#definitions/patient-compartment.ts'
import type { ResourceTypeName } from '#definitions/resource-types.ts'

/**
 * Types that speak of no patient: who works where, with what, by which definitions. They are in no compartment, and a
 * caller who is confined to patients may read them all the same, as the records of those patients cannot be understood
 * without. Every other type that is in no compartment (Bundle, Binary without a patient, Parameters, MessageHeader …) does
 * not exist for such a caller.
 */
const SHARED: readonly ResourceTypeName[] = [
  'ActivityDefinition',
  'CapabilityStatement',
  'ChargeItemDefinition',
  'CodeSystem',
  'CompartmentDefinition',
  'ConceptMap',
  'Endpoint',
  'GraphDefinition',
  'HealthcareService',
  'ImplementationGuide',
  'InsurancePlan',
  'Library',
  'Location',
  'Measure',
  'Medication',
  'MedicationKnowledge',
  'MessageDefinition',
  'NamingSystem',
  'ObservationDefinition',
  'OperationDefinition',
  'Organization',
  'OrganizationAffiliation',
  'PlanDefinition',
  'Practitioner',
  'PractitionerRole',
  'Questionnaire',
  'SearchParameter',
  'SpecimenDefinition',
  'StructureDefinition',
  'StructureMap',
  'Substance',
  'TerminologyCapabilities',
  'ValueSet',
]

/** Those of them that are in no patient's compartment by FHIR's own definition either. */
export const sharedTypes: ReadonlySet<string> = new Set(SHARED.filter((type) => patientCompartment(type).length === 0))
