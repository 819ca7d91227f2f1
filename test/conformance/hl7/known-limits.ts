import type { Message } from './judge.ts'

/** URLs that HL7 publishes in packages which the validator does not have here. */
export const PUBLISHED_ELSEWHERE: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/sid/us-mbi': 'the naming system of Medicare numbers is in HL7 Terminology',
  'http://hl7.org/fhir/StructureDefinition/timezone': "the extension is in HL7's extension pack",
}

/** The same of US Core, as long as none of its packages is given. */
export const US_CORE = 'http://hl7.org/fhir/us/core/'

interface Limit {
  readonly reason: string
  holds(kind: string, message: Message): boolean
}

/** The base of a resource type; profiles have other names, `bp` and the like of R4 included. */
const OF_A_BASE = /\(from http:\/\/hl7\.org\/fhir\/StructureDefinition\/[A-Z]\w*\|4\.0\.1\)/

/** Errors that say nothing against a sample, each with its reason. */
const LIMITS: readonly Limit[] = [
  {
    reason: 'a part of a resource, marked SUBSETTED, need not meet the profiles that the whole meets',
    holds: (kind, { id, text }) =>
      kind === 'part' && id.startsWith('Validation_VAL_Profile_Minimum') && !OF_A_BASE.test(text),
  },
]

/** Why an error does not count; undefined when it does. */
export function limitOf(kind: string, message: Message): string | undefined {
  return LIMITS.find((limit) => limit.holds(kind, message))?.reason
}
