import type { SearchParameterSource } from './search-parameter-source.ts'

const US_CORE = 'http://hl7.org/fhir/us/core'

/** Search parameters that US Core (3.1.1 to 8.0.0) adds to R4's, under its names and canonicals. Descriptions are ours. */
export const US_CORE_PARAMETERS: readonly SearchParameterSource[] = [
  {
    url: `${US_CORE}/SearchParameter/us-core-careteam-role`,
    code: 'role',
    base: ['CareTeam'],
    type: 'token',
    expression: 'CareTeam.participant.role',
    description: 'What a member does in the team',
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-condition-asserted-date`,
    code: 'asserted-date',
    base: ['Condition'],
    type: 'date',
    expression:
      "Condition.extension.where(url='http://hl7.org/fhir/StructureDefinition/condition-assertedDate').value.ofType(dateTime)",
    description: 'When the condition was asserted',
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-encounter-discharge-disposition`,
    code: 'discharge-disposition',
    base: ['Encounter'],
    type: 'token',
    expression: 'Encounter.hospitalization.dischargeDisposition',
    description: 'Where the patient went after discharge',
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-ethnicity`,
    code: 'ethnicity',
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url='${US_CORE}/StructureDefinition/us-core-ethnicity').extension.value.ofType(Coding)`,
    description: "The patient's ethnicity",
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-goal-description`,
    code: 'description',
    base: ['Goal'],
    type: 'token',
    expression: 'Goal.description',
    description: 'What the goal is, as a code or text',
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-patient-gender-identity`,
    code: 'gender-identity',
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url='${US_CORE}/StructureDefinition/us-core-genderIdentity').value.ofType(CodeableConcept)`,
    description: "The patient's gender identity",
  },
  {
    url: `${US_CORE}/SearchParameter/us-core-race`,
    code: 'race',
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url='${US_CORE}/StructureDefinition/us-core-race').extension.value.ofType(Coding)`,
    description: "The patient's race",
  },
]
