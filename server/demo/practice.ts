import type { ContactPoint } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'

/** The practice that demo mode shows. All of it is made up; the NPIs have valid check digits and belong to nobody. */
export const DEMO_TENANT = 'riverbend'
export const DEMO_TIME_ZONE = 'America/Chicago'

export const OFFICE_PHONE = '+1-312-555-0100'

/** Whom to call day and night, and in office hours. */
export const DEMO_PHONES: readonly ContactPoint[] = [
  answered('+1-312-555-0199', 'always'),
  answered(OFFICE_PHONE, 'office-hours'),
]

function answered(value: string, hours: 'always' | 'office-hours'): ContactPoint {
  const extension = [{ url: structureDefinition('ccm-contact-hours'), valueCode: hours }]
  return { extension, system: 'phone', value, use: 'work' }
}

/** Somebody who works there. */
export interface DemoPerson {
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
