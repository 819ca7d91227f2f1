import type { Resource } from '@medplum/fhirtypes'

/**
 * What US Core 7.0.0 asks a server to be able to show (must support, and what USCDI adds), of the profiles that the demo
 * practice claims. `name[key=value]`: those of which `key` ends in `value`; `|` separates what may stand instead. Of
 * measurements nothing is without a value (`dataAbsentReason`), as the suites that ask for these elements have it. A patient's
 * sex is left out: a code up to 7.0.0 and a Coding since 8.0.0, so that no patient who has it meets both.
 */
export const US_CORE_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  'us-core-patient': [
    ...['race', 'ethnicity', 'tribal-affiliation', 'birthsex', 'genderIdentity'].map(
      (name) => `extension[url=us-core-${name}]`,
    ),
    ...['identifier.system', 'identifier.value', 'name.family', 'name.given', 'name.suffix'],
    ...['name[use=old]|name.period.end', 'telecom.system', 'telecom.value', 'telecom.use', 'gender', 'birthDate'],
    ...['deceasedDateTime', 'address.line', 'address.city', 'address.state', 'address.postalCode'],
    ...['address[use=old]|address.period.end', 'communication.language'],
  ],
  'us-core-condition-problems-health-concerns': [
    ...['meta.lastUpdated', 'clinicalStatus', 'verificationStatus', 'category[coding.code=problem-list-item]', 'code'],
    ...['subject', 'onsetDateTime|extension[url=condition-assertedDate]', 'abatementDateTime', 'recordedDate'],
  ],
  'us-core-allergyintolerance': ['clinicalStatus', 'verificationStatus', 'code', 'patient', 'reaction.manifestation'],
  'us-core-medicationrequest': [
    ...['status', 'intent', 'category', 'reportedBoolean|reportedReference', 'medicationCodeableConcept', 'subject'],
    ...['encounter', 'authoredOn', 'requester', 'reasonCode|reasonReference', 'extension[url=medication-adherence]'],
    ...['dosageInstruction.text', 'dosageInstruction.timing', 'dosageInstruction.doseAndRate.doseQuantity'],
    ...['dispenseRequest.numberOfRepeatsAllowed', 'dispenseRequest.quantity'],
  ],
  'us-core-encounter': [
    ...['identifier.system', 'identifier.value', 'status', 'class', 'type', 'subject', 'participant.type'],
    ...['participant.period', 'participant.individual', 'period', 'reasonCode|reasonReference'],
    ...['hospitalization.dischargeDisposition', 'location.location|serviceProvider', 'meta.lastUpdated'],
  ],
  'us-core-observation-lab': [
    ...['status', 'category', 'code', 'subject', 'encounter', 'effectiveDateTime', 'valueQuantity', 'interpretation'],
    ...['specimen', 'referenceRange', 'meta.lastUpdated'],
  ],
  'us-core-observation-screening-assessment': [
    ...['status', 'category', 'code', 'subject', 'effectiveDateTime', 'performer', 'valueQuantity', 'hasMember'],
    ...['derivedFrom'],
  ],
  'us-core-blood-pressure': [
    ...['status', 'category[coding.code=vital-signs]', 'code', 'subject', 'effectiveDateTime'],
    ...['component[code.coding.code=8480-6].valueQuantity', 'component[code.coding.code=8462-4].valueQuantity'],
  ],
  'us-core-practitioner': [
    'identifier[system=us-npi]',
    'name.family',
    'telecom.system',
    'telecom.value',
    'address.line',
  ],
  'us-core-practitionerrole': [
    ...['practitioner', 'organization', 'code', 'specialty', 'location', 'telecom', 'endpoint'],
  ],
  'us-core-organization': [
    ...['identifier[system=us-npi]', 'active', 'name', 'telecom', 'address.line', 'address.city', 'address.state'],
    ...['address.postalCode', 'address.country'],
  ],
  'us-core-coverage': [
    ...['identifier[type.coding.code=MB]', 'status', 'type', 'subscriberId', 'beneficiary', 'relationship', 'period'],
    ...['payor', 'class[type.coding.code=group].value', 'class[type.coding.code=plan].name'],
  ],
  'us-core-relatedperson': ['active', 'patient', 'relationship', 'name', 'telecom', 'address'],
  'us-core-provenance': [
    ...['target', 'recorded', 'agent[type.coding.code=author].who', 'agent[type.coding.code=transmitter].who'],
  ],
  'us-core-specimen': [
    ...['identifier', 'accessionIdentifier', 'type', 'subject', 'collection.collectedDateTime', 'collection.bodySite'],
    'condition',
  ],
}

/** Whether a resource shows an element of the table above. */
export function shows(resource: Resource, element: string): boolean {
  return element.split('|').some((one) => at([resource], one).length > 0)
}

function at(values: readonly unknown[], path: string): readonly unknown[] {
  const [, name = '', key, ending = '', rest] = /^(\w+)(?:\[([\w.]+)=([^\]]+)\])?(?:\.(.+))?$/.exec(path) ?? []
  const found = values.flatMap((value) => childrenOf(value, name))
  const kept = key === undefined ? found : found.filter((value) => at([value], key).some(endsIn(ending)))
  return rest === undefined ? kept : at(kept, rest)
}

function endsIn(ending: string): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.endsWith(ending)
}

function childrenOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const child = (value as Readonly<Record<string, unknown>>)[name]
  return child === undefined ? [] : [child].flat()
}
