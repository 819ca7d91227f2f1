import type { Message } from './judge.ts'

/** The beginning of US Core's URLs: taken as published as long as none of its packages is given. */
export const US_CORE = 'http://hl7.org/fhir/us/core/'

/** URLs that HL7 publishes in packages which the validator does not have here. */
export const PUBLISHED_ELSEWHERE: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/sid/us-mbi': 'the naming system of Medicare numbers is in HL7 Terminology',
  'http://hl7.org/fhir/StructureDefinition/timezone': "the extension is in HL7's extension pack",
  'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile':
    "the extension is in HL7's extension pack",
  'http://hl7.org/fhir/fhir-types': 'the code system is of R5; HL7 has subscription topics of R4 name it',
  [`${US_CORE}StructureDefinition/us-core-genderIdentity`]: 'US Core has the extension since 6.1.0',
  [`${US_CORE}StructureDefinition/us-core-tribal-affiliation`]: 'US Core has the extension since 6.1.0',
  [`${US_CORE}StructureDefinition/us-core-medication-adherence`]: 'US Core has the extension since 7.0.0',
}

interface Limit {
  readonly reason: string
  holds(kind: string, message: Message): boolean
}

/** The base of a resource type; profiles have other names, `bp` and the like of R4 included. */
const OF_A_BASE = /\(from http:\/\/hl7\.org\/fhir\/StructureDefinition\/[A-Z]\w*\|4\.0\.1\)/

/** A constraint of a profile; those of R4 are on types, whose names begin with a capital. */
const CONSTRAINT_OF_A_PROFILE = /\/StructureDefinition\/[a-z][\w-]*#/

/** Errors that say nothing against a sample, each with its reason. */
const LIMITS: readonly Limit[] = [
  {
    reason: 'a part of a resource, marked SUBSETTED, need not meet the profiles that the whole meets',
    holds: (kind, { id, text }) =>
      kind === 'part' &&
      (id === 'Reference_REF_CantMatchChoice' ||
        CONSTRAINT_OF_A_PROFILE.test(id) ||
        (id.startsWith('Validation_VAL_Profile_Minimum') && !OF_A_BASE.test(text))),
  },
  {
    reason: 'codes of ICD-10-CM, by which a value set goes down its hierarchy, are in no package here',
    holds: (_kind, { id, text }) =>
      id === 'VALUESET_BAD_FILTER_VALUE_VALID_CODE' && text.includes("'http://hl7.org/fhir/sid/icd-10-cm'"),
  },
  {
    reason: "elements of R5 in resources of R4 are defined in HL7's cross-version package, which is not here",
    holds: (_kind, { id, text }) =>
      id === 'Extension_EXT_Version_Invalid' && text.includes('http://hl7.org/fhir/5.0/StructureDefinition/extension-'),
  },
  {
    reason: 'US Core 3.1.1 knows no caregivers in a care team: a team with one meets 6.1.0 and later',
    holds: (_kind, { id, location, text }) =>
      // The one where the profile is claimed, the other where it is imposed within a Bundle.
      /^Reference_REF_BadTargetType2?$/.test(id) &&
      location.includes('.participant') &&
      text.includes('RelatedPerson') &&
      text.includes('[Practitioner, Organization, Patient]'),
  },
]

/** Why an error does not count; undefined when it does. */
export function limitOf(kind: string, message: Message): string | undefined {
  return LIMITS.find((limit) => limit.holds(kind, message))?.reason
}
