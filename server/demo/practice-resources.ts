import type {
  Address,
  Endpoint,
  Location,
  Organization,
  Practitioner,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes'
import { codeSystem, IDENTIFIER, SYSTEM, TIMEZONE_EXTENSION } from '#domain/fhir/canonicals.ts'
import { healthPlan } from './disclosure.ts'
import { DEMO_PHONES, DEMO_STAFF, DEMO_TENANT, DEMO_TIME_ZONE, OFFICE_PHONE, type DemoPerson } from './practice.ts'
import { SECOND_EHR_ISSUER } from './second-ehr.ts'

const OFFICE_ADDRESS: Address = {
  use: 'work',
  line: ['400 Riverbend Road'],
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
}

/** Where the practice is. */
export const OFFICE = 'Location/riverbend-office'
const MAILBOX = 'Endpoint/riverbend-direct'

/** The practice's own resources: Organization, its office and mailbox, a health plan, Practitioners, PractitionerRoles. */
export function practiceResources(): Resource[] {
  return [
    organization(),
    office(),
    mailbox(),
    healthPlan(),
    ...DEMO_STAFF.flatMap((person) => [practitioner(person), practitionerRole(person)]),
  ]
}

function organization(): Organization & { id: string } {
  return {
    resourceType: 'Organization',
    id: 'riverbend',
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-organization'] },
    extension: [{ url: TIMEZONE_EXTENSION, valueCode: DEMO_TIME_ZONE }],
    identifier: [
      { system: IDENTIFIER.practice, value: DEMO_TENANT },
      { system: SYSTEM.npi, value: '1555090012' },
      // No number that the IRS gives begins so.
      { system: SYSTEM.ein, value: '00-1555009' },
    ],
    active: true,
    type: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/organization-type',
            code: 'prov',
            display: 'Healthcare Provider',
          },
        ],
      },
    ],
    name: 'Riverbend Family Medicine (demo)',
    telecom: [...DEMO_PHONES, { system: 'email', value: 'office@riverbend.example', use: 'work' }],
    address: [OFFICE_ADDRESS],
  }
}

function office(): Location {
  return {
    resourceType: 'Location',
    id: 'riverbend-office',
    status: 'active',
    name: 'Riverbend Family Medicine, office (demo)',
    mode: 'instance',
    type: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
            code: 'PROFF',
            display: "Provider's Office",
          },
        ],
      },
    ],
    telecom: [{ system: 'phone', value: OFFICE_PHONE, use: 'work' }],
    address: OFFICE_ADDRESS,
    managingOrganization: { reference: 'Organization/riverbend' },
  }
}

/** The practice's Direct address, to which other practices send documents. */
function mailbox(): Endpoint {
  const type = { system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'any', display: 'Any' }
  return {
    resourceType: 'Endpoint',
    id: 'riverbend-direct',
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'direct-project',
      display: 'Direct Project',
    },
    name: 'Riverbend Family Medicine, Direct (demo)',
    managingOrganization: { reference: 'Organization/riverbend' },
    payloadType: [{ coding: [type] }],
    address: 'mailto:office@direct.riverbend.example',
  }
}

function practitioner(person: DemoPerson): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: person.id,
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner'] },
    identifier: [
      ...(person.npi ? [{ system: SYSTEM.npi, value: person.npi }] : []),
      { system: 'https://riverbend.example/staff', value: person.id },
      // How the sandbox's second EHR vouches for them.
      { system: SECOND_EHR_ISSUER, value: person.id },
    ],
    active: true,
    name: [
      {
        use: 'official',
        family: person.family,
        given: [person.given],
        ...(person.suffix ? { suffix: [person.suffix] } : {}),
      },
    ],
    telecom: [{ system: 'email', value: `${person.id}@riverbend.example`, use: 'work' }],
    address: [OFFICE_ADDRESS],
    gender: person.gender,
  }
}

function practitionerRole(person: DemoPerson): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `${person.id}-role`,
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitionerrole'] },
    active: true,
    period: { start: '2020-01-01' },
    practitioner: { reference: `Practitioner/${person.id}`, display: displayOf(person) },
    organization: { reference: 'Organization/riverbend' },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: person.staffRole }], text: person.title }],
    specialty: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', ...person.specialty }] }],
    location: [{ reference: OFFICE }],
    telecom: [{ system: 'phone', value: OFFICE_PHONE, use: 'work' }],
    endpoint: [{ reference: MAILBOX }],
  }
}

/** A member of staff as a Reference's display. */
function displayOf(person: DemoPerson): string {
  return [`${person.given} ${person.family}`, person.suffix].filter(Boolean).join(', ')
}
