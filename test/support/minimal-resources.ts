import type { Resource } from '@medplum/fhirtypes'
import { codeSystem } from '../../server/domain/fhir/canonicals.ts'

const code = { text: 'anything' }

/** Of time: a biller corrects no other Task. */
const ACTIVITY = { coding: [{ system: codeSystem('ccm-activity'), code: 'care-coordination' }] }

/** What a type needs to be valid, besides its id; whom it is about is `Patient/{patient}`. */
const MINIMAL: Readonly<Record<string, (patient: { readonly reference: string }) => object>> = {
  Patient: () => ({ active: true, name: [{ family: 'Least', given: ['Test'] }], gender: 'female' }),
  Condition: (subject) => ({ subject, code }),
  CarePlan: (subject) => ({ subject, status: 'active', intent: 'plan' }),
  CareTeam: (subject) => ({ subject }),
  Goal: (subject) => ({ subject, lifecycleStatus: 'active', description: code }),
  Observation: (subject) => ({ subject, status: 'final', code }),
  Encounter: (subject) => ({
    subject,
    status: 'planned',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  }),
  EpisodeOfCare: (patient) => ({ patient, status: 'planned' }),
  Consent: (patient) => ({
    patient,
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    policyRule: { text: 'anything' },
  }),
  MedicationRequest: (subject) => ({ subject, status: 'active', intent: 'order', medicationCodeableConcept: code }),
  Procedure: (subject) => ({ subject, status: 'completed', code }),
  ServiceRequest: (subject) => ({ subject, status: 'active', intent: 'order', code }),
  AllergyIntolerance: (patient) => ({
    patient,
    code,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
    },
  }),
  DocumentReference: (subject) => ({
    subject,
    status: 'current',
    content: [{ attachment: { contentType: 'text/plain', data: 'YQ==' } }],
  }),
  Communication: (subject) => ({ subject, status: 'completed' }),
  QuestionnaireResponse: (subject) => ({ subject, status: 'completed' }),
  ChargeItem: (subject) => ({ subject, status: 'billable', code }),
  Task: (reference) => ({ for: reference, status: 'entered-in-error', intent: 'order', code: ACTIVITY }),
  // Of a Task: a biller tells of no other.
  Provenance: () => ({
    target: [{ reference: 'Task/least-task' }],
    recorded: '2026-03-01T10:00:00Z',
    agent: [{ who: { reference: 'Practitioner/alvarez' } }],
  }),
  Coverage: (beneficiary) => ({ beneficiary, status: 'active', payor: [{ display: 'Medicare' }] }),
  Claim: (patient) => ({
    patient,
    status: 'active',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
    use: 'claim',
    created: '2026-03-01',
    provider: { reference: 'Practitioner/alvarez' },
    priority: { coding: [{ code: 'normal' }] },
    insurance: [{ sequence: 1, focal: true, coverage: { display: 'Medicare' } }],
  }),
  ClaimResponse: (patient) => ({
    patient,
    status: 'active',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
    use: 'claim',
    created: '2026-03-01',
    insurer: { display: 'Medicare' },
    outcome: 'complete',
  }),
  ExplanationOfBenefit: (patient) => ({
    patient,
    status: 'active',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
    use: 'claim',
    created: '2026-03-01',
    insurer: { display: 'Medicare' },
    provider: { reference: 'Practitioner/alvarez' },
    outcome: 'complete',
    insurance: [{ focal: true, coverage: { display: 'Medicare' } }],
  }),
  Account: (subject) => ({ subject: [subject], status: 'active' }),
  Invoice: (subject) => ({ subject, status: 'issued' }),
  CoverageEligibilityRequest: (patient) => ({
    patient,
    status: 'active',
    purpose: ['validation'],
    created: '2026-03-01',
    insurer: { display: 'Medicare' },
  }),
  CoverageEligibilityResponse: (patient) => ({
    patient,
    status: 'active',
    purpose: ['validation'],
    created: '2026-03-01',
    request: { display: 'anything' },
    outcome: 'complete',
    insurer: { display: 'Medicare' },
  }),
  InsurancePlan: () => ({ name: 'Anything' }),
  PaymentNotice: () => ({
    status: 'active',
    created: '2026-03-01',
    payment: { display: 'anything' },
    recipient: { display: 'anybody' },
    amount: { value: 1, currency: 'USD' },
  }),
  PaymentReconciliation: () => ({
    status: 'active',
    created: '2026-03-01',
    paymentDate: '2026-03-01',
    paymentAmount: { value: 1, currency: 'USD' },
  }),
  OrganizationAffiliation: () => ({ active: true }),
  CapabilityStatement: () => ({
    status: 'draft',
    date: '2026-03-01',
    kind: 'requirements',
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server' }],
    description: 'anything',
  }),
  CompartmentDefinition: () => ({
    status: 'draft',
    url: `urn:uuid:${crypto.randomUUID()}`,
    name: 'Anything',
    code: 'Patient',
    search: true,
  }),
  GraphDefinition: () => ({ status: 'draft', name: 'Anything', start: 'Patient' }),
  StructureMap: () => ({
    status: 'draft',
    url: `urn:uuid:${crypto.randomUUID()}`,
    name: 'Anything',
    group: [
      {
        name: 'anything',
        typeMode: 'none',
        input: [{ name: 'source', mode: 'source' }],
        rule: [{ name: 'anything', source: [{ context: 'source' }] }],
      },
    ],
  }),
  Organization: () => ({ name: 'Anything' }),
  Location: () => ({ name: 'Anything' }),
  HealthcareService: () => ({ name: 'Anything' }),
  Practitioner: () => ({ name: [{ family: 'Anybody' }] }),
  PractitionerRole: () => ({ practitioner: { reference: 'Practitioner/alvarez' } }),
  Endpoint: () => ({
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-rest',
    },
    payloadType: [code],
    address: 'https://ehr.test/fhir',
  }),
  Group: () => ({ type: 'person', actual: true, name: 'Anything' }),
  Subscription: () => ({
    status: 'requested',
    reason: 'anything',
    criteria: 'CarePlan?status=active',
    channel: { type: 'rest-hook', endpoint: 'https://ehr.test/hook' },
  }),
  ActivityDefinition: () => ({ status: 'draft' }),
  ChargeItemDefinition: () => ({ status: 'draft', url: `urn:uuid:${crypto.randomUUID()}` }),
  CodeSystem: () => ({ status: 'draft', content: 'not-present' }),
  ConceptMap: () => ({ status: 'draft' }),
  PlanDefinition: () => ({ status: 'draft' }),
  Questionnaire: () => ({ status: 'draft' }),
  ValueSet: () => ({ status: 'draft' }),
  ImplementationGuide: () => ({
    status: 'draft',
    url: `urn:uuid:${crypto.randomUUID()}`,
    name: 'Anything',
    packageId: 'any.thing',
    fhirVersion: ['4.0.1'],
  }),
  OperationDefinition: () => ({
    status: 'draft',
    name: 'Anything',
    kind: 'operation',
    code: 'anything',
    system: true,
    type: false,
    instance: false,
  }),
  SearchParameter: () => ({
    status: 'draft',
    url: `urn:uuid:${crypto.randomUUID()}`,
    name: 'Anything',
    description: 'anything',
    code: 'anything',
    base: ['Patient'],
    type: 'token',
  }),
  StructureDefinition: () => ({
    status: 'draft',
    url: `urn:uuid:${crypto.randomUUID()}`,
    name: 'Anything',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    derivation: 'constraint',
    differential: { element: [{ id: 'Patient', path: 'Patient' }] },
  }),
}

/** The least that is a valid resource of a type. */
export function minimalResource(type: string, patient: string, id?: string): Resource {
  const make = MINIMAL[type]
  if (!make) throw new Error(`Say in minimal-resources.ts what a ${type} needs.`)
  return {
    resourceType: type,
    ...(id === undefined ? {} : { id }),
    ...make({ reference: `Patient/${patient}` }),
  } as unknown as Resource
}
