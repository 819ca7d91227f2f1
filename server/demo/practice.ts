import type {
  Address,
  ContactPoint,
  Endpoint,
  Location,
  Organization,
  Practitioner,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes'
import { codeSystem, IDENTIFIER, structureDefinition, SYSTEM, TIMEZONE_EXTENSION } from '#domain/fhir/canonicals.ts'
import { healthPlan } from './disclosure.ts'
import { SECOND_EHR_ISSUER } from './second-ehr.ts'

/** The practice that demo mode shows. All of it is made up; the NPIs have valid check digits and belong to nobody. */
export const DEMO_TENANT = 'riverbend'
export const DEMO_TIME_ZONE = 'America/Chicago'

const OFFICE_PHONE = '+1-312-555-0100'

/** Whom to call day and night, and in office hours. */
export const DEMO_PHONES: readonly ContactPoint[] = [
  answered('+1-312-555-0199', 'always'),
  answered(OFFICE_PHONE, 'office-hours'),
]

function answered(value: string, hours: 'always' | 'office-hours'): ContactPoint {
  const extension = [{ url: structureDefinition('ccm-contact-hours'), valueCode: hours }]
  return { extension, system: 'phone', value, use: 'work' }
}

interface DemoPerson {
  readonly id: string
  readonly given: string
  readonly family: string
  readonly suffix?: string
  readonly staffRole: 'billing-practitioner' | 'clinical-staff' | 'non-clinical'
  readonly title: string
  readonly specialty: { readonly code: string; readonly display: string }
  readonly npi?: string
  readonly gender: 'female' | 'male'
}

const PRIMARY_CARE = { code: '208D00000X', display: 'General Practice Physician' }
const NURSE = { code: '163W00000X', display: 'Registered Nurse' }

/** Everybody who works there, by the role that decides which minutes their time is. */
export const DEMO_STAFF = [
  {
    id: 'alvarez',
    given: 'Maria',
    family: 'Alvarez',
    suffix: 'MD',
    staffRole: 'billing-practitioner',
    title: 'Primary care physician',
    specialty: PRIMARY_CARE,
    npi: '1555010010',
    gender: 'female',
  },
  {
    id: 'okafor',
    given: 'James',
    family: 'Okafor',
    suffix: 'MD',
    staffRole: 'billing-practitioner',
    title: 'Cardiologist',
    specialty: { code: '207RC0000X', display: 'Cardiovascular Disease Physician' },
    npi: '1555010028',
    gender: 'male',
  },
  {
    id: 'lindgren',
    given: 'Ingrid',
    family: 'Lindgren',
    suffix: 'NP',
    staffRole: 'billing-practitioner',
    title: 'Nurse practitioner',
    specialty: { code: '363LP2300X', display: 'Primary Care Nurse Practitioner' },
    npi: '1555010036',
    gender: 'female',
  },
  {
    id: 'whitfield',
    given: 'Dana',
    family: 'Whitfield',
    suffix: 'RN',
    staffRole: 'clinical-staff',
    title: 'Care manager',
    specialty: NURSE,
    gender: 'female',
  },
  {
    id: 'mercer',
    given: 'Tom',
    family: 'Mercer',
    suffix: 'LPN',
    staffRole: 'clinical-staff',
    title: 'Licensed practical nurse',
    specialty: { code: '164W00000X', display: 'Licensed Practical Nurse' },
    gender: 'male',
  },
  {
    id: 'banerjee',
    given: 'Anita',
    family: 'Banerjee',
    suffix: 'PharmD',
    staffRole: 'clinical-staff',
    title: 'Clinical pharmacist',
    specialty: { code: '183500000X', display: 'Pharmacist' },
    gender: 'female',
  },
  {
    id: 'pruitt',
    given: 'Carol',
    family: 'Pruitt',
    staffRole: 'non-clinical',
    title: 'Receptionist',
    specialty: { code: '246YR1600X', display: 'Registered Record Administrator' },
    gender: 'female',
  },
  {
    id: 'hale',
    given: 'Norman',
    family: 'Hale',
    staffRole: 'non-clinical',
    title: 'Billing clerk',
    specialty: { code: '246YC3301X', display: 'Hospital Based Coding Specialist' },
    gender: 'male',
  },
  {
    id: 'sato',
    given: 'Emi',
    family: 'Sato',
    staffRole: 'non-clinical',
    title: 'Compliance auditor',
    specialty: { code: '246YR1600X', display: 'Registered Record Administrator' },
    gender: 'female',
  },
  {
    id: 'reyes',
    given: 'Luis',
    family: 'Reyes',
    staffRole: 'non-clinical',
    title: 'Administrator',
    specialty: { code: '246YR1600X', display: 'Registered Record Administrator' },
    gender: 'male',
  },
] as const satisfies readonly DemoPerson[]

export type StaffId = (typeof DEMO_STAFF)[number]['id']

/** Who a demo token speaks for when it does not say: one person for each role of DESIGN section 7. */
export const DEMO_USERS: Readonly<Record<string, StaffId>> = {
  administrator: 'reyes',
  'billing-practitioner': 'alvarez',
  'clinical-staff': 'whitfield',
  biller: 'hale',
  auditor: 'sato',
}

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
