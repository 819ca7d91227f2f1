import type { StructureDefinition } from '@medplum/fhirtypes'

const URL = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.status'

/**
 * The one modifier among R5's elements that HL7's backport of subscriptions lends to R4: whether a topic is in use. A
 * validator that did not know it would have to refuse every topic; the other elements are plain extensions.
 * https://hl7.org/fhir/uv/subscriptions-backport
 */
export const TOPIC_STATUS: StructureDefinition = {
  resourceType: 'StructureDefinition',
  url: URL,
  name: 'SubscriptionTopicStatus',
  status: 'active',
  fhirVersion: '4.0.1',
  kind: 'complex-type',
  abstract: false,
  type: 'Extension',
  derivation: 'constraint',
  context: [{ type: 'element', expression: 'Basic' }],
  snapshot: {
    element: [
      { id: 'Extension', path: 'Extension', min: 0, max: '1', isModifier: true },
      {
        id: 'Extension.extension',
        path: 'Extension.extension',
        min: 0,
        max: '0',
        base: { path: 'Element.extension', min: 0, max: '*' },
      },
      { id: 'Extension.url', path: 'Extension.url', min: 1, max: '1', fixedUri: URL },
      {
        id: 'Extension.value[x]',
        path: 'Extension.value[x]',
        min: 1,
        max: '1',
        type: [{ code: 'code' }],
        binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/publication-status' },
      },
    ],
  },
}
