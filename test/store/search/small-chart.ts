import type { Resource } from '@medplum/fhirtypes'

/** Code systems of the chart. */
export const COLOURS = 'http://example.org/colours'
export const LOINC = 'http://loinc.org'
export const UCUM = 'http://unitsofmeasure.org'

const patients: readonly Resource[] = [
  {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [
      {
        system: 'http://hl7.org/fhir/sid/us-mbi',
        value: '1EG4-TE5-MK73',
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MB' }],
          text: 'Member number',
        },
      },
      { system: 'http://example.org/mrn', value: 'M-1' },
    ],
    name: [{ family: 'Müller-Ødegård', given: ['Anna', 'Sofía'], text: 'Anna S. Müller' }],
    gender: 'female',
    birthDate: '1950-03-31',
    active: true,
    telecom: [
      { system: 'phone', value: '(555) 010-2030' },
      { system: 'email', value: 'Anna@Example.org' },
    ],
    address: [{ line: ['12 High St.'], city: 'Springfield', state: 'IL', postalCode: '62701' }],
    generalPractitioner: [{ reference: 'Practitioner/dr1' }],
    managingOrganization: { reference: 'Organization/o1' },
  },
  {
    resourceType: 'Patient',
    id: 'p2',
    identifier: [{ value: 'M-1' }],
    name: [{ family: 'Muller', given: ['Bea'] }],
    gender: 'male',
    birthDate: '1950',
    deceasedDateTime: '2026-01-02',
    generalPractitioner: [{ reference: 'Practitioner/dr2' }],
  },
  { resourceType: 'Patient', id: 'p3', name: [{ family: '100%_sure\\' }], birthDate: '1950-04' },
]

/** A blood pressure of p1, unless more says otherwise. */
export const observation = (id: string, more: object): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: LOINC, code: '8480-6', display: 'Systolic blood pressure' }] },
  subject: { reference: 'Patient/p1' },
  ...more,
})

const observations: readonly Resource[] = [
  observation('o1', {
    effectiveDateTime: '2026-03-15',
    valueQuantity: { value: 120, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
  }),
  observation('o2', {
    effectivePeriod: { start: '2026-03-01', end: '2026-04-10' },
    valueQuantity: { value: 120.4, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
  }),
  observation('o3', {
    effectivePeriod: { start: '2026-05-01' },
    valueQuantity: { value: 16, unit: 'kPa', system: UCUM, code: 'kPa' },
  }),
  observation('o4', {
    effectiveInstant: '2026-04-01T03:30:00Z',
    valueQuantity: { value: 90, comparator: '<', unit: 'mmHg' },
  }),
  observation('o5', {
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ system: COLOURS, code: 'red' }, { code: 'crimson' }], text: 'Colour of the Rash' },
    valueString: 'Ünusual redness',
  }),
  observation('o6', {
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ system: COLOURS, code: 'green' }] },
    valueCodeableConcept: { coding: [{ system: COLOURS, code: 'pale' }] },
    category: [{ coding: [{ code: 'vital-signs' }] }],
    component: [
      {
        code: { coding: [{ system: LOINC, code: '8480-6' }] },
        valueQuantity: { value: 140, code: 'mm[Hg]', system: UCUM },
      },
      {
        code: { coding: [{ system: LOINC, code: '8462-4' }] },
        valueQuantity: { value: 80, code: 'mm[Hg]', system: UCUM },
      },
    ],
    performer: [{ identifier: { system: 'http://npi', value: '123' } }],
    focus: [{ reference: 'Device/d1' }],
  }),
]

const others: readonly Resource[] = [
  {
    resourceType: 'Practitioner',
    id: 'dr1',
    name: [{ family: 'Foster' }],
    identifier: [{ system: 'http://npi', value: '111' }],
  },
  { resourceType: 'Practitioner', id: 'dr2', name: [{ family: 'Garcia' }] },
  { resourceType: 'Organization', id: 'o1', name: 'North Clinic', partOf: { reference: 'Organization/o2' } },
  { resourceType: 'Organization', id: 'o2', name: 'Network' },
  {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9', display: 'Type 2 diabetes' }] },
    encounter: { reference: 'Encounter/e1/_history/3' },
    recordedDate: '2026-02-01',
    meta: { tag: [{ system: 'http://t', code: 'x' }], profile: ['http://example.org/fhir/StructureDefinition/a|1.0'] },
  },
  {
    resourceType: 'Condition',
    id: 'c2',
    subject: { reference: 'Patient/p2' },
    code: { coding: [{ code: 'E11.9' }] },
    encounter: { reference: 'http://other.org/fhir/Encounter/e1' },
    onsetAge: { value: 50, code: 'a', system: UCUM },
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    serviceProvider: { reference: 'Organization/o1' },
  },
  { resourceType: 'ValueSet', id: 'v1', status: 'active', url: 'http://example.org/fhir/vs/a' },
  { resourceType: 'ValueSet', id: 'v2', status: 'active', url: 'http://example.org/fhir/vs/a/b' },
  { resourceType: 'ValueSet', id: 'v3', status: 'draft', url: 'http://example.org/fhir/vs/ab' },
  {
    resourceType: 'RiskAssessment',
    id: 'r1',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    prediction: [{ probabilityDecimal: 0.25 }],
  },
  {
    resourceType: 'RiskAssessment',
    id: 'r2',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    prediction: [{ probabilityDecimal: 0.5 }, { probabilityDecimal: 0.75 }],
  },
]

/** A small practice with a value of every kind that a search compares. */
export const smallChart: readonly Resource[] = [...patients, ...observations, ...others]
