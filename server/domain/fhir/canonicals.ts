/** Canonical URLs and code systems that the rules and the server name. One place, so that none is typed twice. */

/** Base of everything that the implementation guide in `profiles` defines. */
export const IG = 'https://ccm-on-fhir.org/ig'

/** `structureDefinition('ccm-minutes')` is the canonical of that profile or extension of ours. */
export function structureDefinition(name: string): string {
  return `${IG}/StructureDefinition/${name}`
}

/** `codeSystem('ccm-rule')` is the canonical of that code system of ours. */
export function codeSystem(name: string): string {
  return `${IG}/CodeSystem/${name}`
}

/** Identifier systems of ours. */
export const IDENTIFIER = {
  practice: `${IG}/practice`,
  charge: `${IG}/charge`,
} as const

/** Systems of others. */
export const SYSTEM = {
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  mbi: 'http://hl7.org/fhir/sid/us-mbi',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  /** United States employer identification number, as HL7's terminology names it. */
  ein: 'urn:oid:2.16.840.1.113883.4.4',
  sourceOfPayment: 'https://nahdo.org/sopt',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  conditionVerification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  usCoreCarePlanCategory: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
} as const

/** HL7's extension for an IANA time zone (from the extensions pack; R4 itself has none). */
export const TIMEZONE_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/timezone'
