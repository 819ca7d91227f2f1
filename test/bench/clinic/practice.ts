import type { Location, Medication, Organization, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes'

export const PRACTITIONERS = 40
export const ORGANIZATIONS = 10
export const LOCATIONS = 10
export const MEDICATIONS = 20

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm'

/** What no patient has alone: who works where, and what is given. */
export function practiceResources(): readonly Resource[] {
  return [
    ...many(ORGANIZATIONS, organization),
    ...many(LOCATIONS, location),
    ...many(PRACTITIONERS, practitioner),
    ...many(PRACTITIONERS, practitionerRole),
    ...many(MEDICATIONS, medication),
  ]
}

/** So many of something, by their numbers. */
export function many<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_unused, at) => make(at))
}

function organization(at: number): Organization {
  return {
    resourceType: 'Organization',
    id: `clinic-org${at}`,
    active: true,
    name: `Clinic ${at}`,
    telecom: [{ system: 'phone', value: `555-01${String(at).padStart(2, '0')}` }],
    address: [{ line: [`${at} Main Street`], city: 'Springfield', state: 'IL', postalCode: '62701' }],
  }
}

function location(at: number): Location {
  return {
    resourceType: 'Location',
    id: `clinic-loc${at}`,
    status: 'active',
    name: `Room ${at}`,
    managingOrganization: { reference: `Organization/clinic-org${at % ORGANIZATIONS}` },
  }
}

function practitioner(at: number): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: `clinic-dr${at}`,
    active: true,
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: String(1_000_000_000 + at) }],
    name: [{ family: `Doctor${at}`, given: ['Ann'], prefix: ['Dr.'] }],
    telecom: [{ system: 'phone', value: `555-02${String(at).padStart(2, '0')}` }],
  }
}

function practitionerRole(at: number): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `clinic-role${at}`,
    active: true,
    practitioner: { reference: `Practitioner/clinic-dr${at}` },
    organization: { reference: `Organization/clinic-org${at % ORGANIZATIONS}` },
    location: [{ reference: `Location/clinic-loc${at % LOCATIONS}` }],
  }
}

function medication(at: number): Medication {
  return {
    resourceType: 'Medication',
    id: `clinic-med${at}`,
    status: 'active',
    code: { coding: [{ system: RXNORM, code: String(860_975 + at), display: `Drug ${at} 500 MG Oral Tablet` }] },
  }
}
