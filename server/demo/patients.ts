import type { CodeableConcept, Patient } from '@medplum/fhirtypes'
import { SYSTEM } from '#domain/fhir/canonicals.ts'

/** Who a demo patient is. Names, numbers and addresses are made up. */
export interface DemoPerson {
  readonly id: string
  readonly given: string
  readonly family: string
  readonly formerFamily?: string
  readonly gender: 'female' | 'male'
  readonly birthDate: string
  readonly language?: 'en' | 'es'
  readonly mbi?: string
  readonly race?: 'White' | 'Black or African American' | 'Asian'
  readonly hispanic?: boolean
  /** The EHR has asked this one about everything that versions of US Core ask alike. */
  readonly askedAll?: boolean
}

const RACE_CODES = { White: '2106-3', 'Black or African American': '2054-5', Asian: '2028-9' } as const
const CDC_RACE = 'urn:oid:2.16.840.1.113883.6.238'
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'

/** The Patient resource of a person, as an EHR would send it (US Core); `died` is the date of death. */
export function patientResource(person: DemoPerson, number: number, died?: string): Patient & { id: string } {
  return {
    resourceType: 'Patient',
    id: person.id,
    meta: { profile: [`${US_CORE}/us-core-patient`] },
    extension: demographics(person),
    identifier: identifiers(person, number),
    active: true,
    name: names(person),
    telecom: [
      { system: 'phone', value: `+1-312-555-01${String(number).padStart(2, '0')}`, use: 'home' },
      { system: 'email', value: `${person.given}.${person.family}@patients.example`.toLowerCase(), use: 'home' },
    ],
    gender: person.gender,
    birthDate: person.birthDate,
    ...(died ? { deceasedDateTime: `${died}T15:00:00Z` } : {}),
    address: addresses(person, number),
    communication: [{ language: languageOf(person), preferred: true }],
    managingOrganization: { reference: 'Organization/riverbend' },
    generalPractitioner: [{ reference: 'Practitioner/alvarez' }],
  }
}

function addresses(person: DemoPerson, number: number): NonNullable<Patient['address']> {
  const town = { city: 'Springfield', state: 'IL', postalCode: '62704', country: 'US' }
  const home = { use: 'home' as const, line: [`${100 + number} Mill Street`], ...town, period: { start: '2015-05-01' } }
  if (!person.formerFamily) return [home]
  const former = { city: 'Decatur', state: 'IL', postalCode: '62521', country: 'US' }
  return [home, { use: 'old', line: ['7 Quarry Lane'], ...former, period: { start: '1990-01-01', end: '2015-04-30' } }]
}

function languageOf({ language }: DemoPerson): CodeableConcept {
  const display = language === 'es' ? 'Spanish' : 'English'
  return { coding: [{ system: 'urn:ietf:bcp:47', code: language ?? 'en', display }], text: display }
}

function identifiers(person: DemoPerson, number: number): NonNullable<Patient['identifier']> {
  const type = (code: string, display: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code, display }],
  })
  return [
    {
      use: 'usual',
      type: type('MR', 'Medical record number'),
      system: 'https://riverbend.example/mrn',
      value: `RB${1000 + number}`,
    },
    ...(person.mbi ? [{ type: type('MC', "Patient's Medicare number"), system: SYSTEM.mbi, value: person.mbi }] : []),
  ]
}

function names(person: DemoPerson): NonNullable<Patient['name']> {
  return [
    { use: 'official', family: person.family, given: [person.given] },
    ...(person.formerFamily
      ? [
          {
            use: 'old' as const,
            family: person.formerFamily,
            given: [person.given],
            suffix: ['Jr'],
            period: { end: '1975-06-01' },
          },
        ]
      : []),
  ]
}

function demographics(person: DemoPerson): NonNullable<Patient['extension']> {
  const race = person.race ?? 'White'
  const ethnicity = person.hispanic
    ? { code: '2135-2', display: 'Hispanic or Latino' }
    : { code: '2186-5', display: 'Not Hispanic or Latino' }
  return [
    {
      url: `${US_CORE}/us-core-race`,
      extension: [
        { url: 'ombCategory', valueCoding: { system: CDC_RACE, code: RACE_CODES[race], display: race } },
        { url: 'text', valueString: race },
      ],
    },
    {
      url: `${US_CORE}/us-core-ethnicity`,
      extension: [
        { url: 'ombCategory', valueCoding: { system: CDC_RACE, ...ethnicity } },
        { url: 'text', valueString: ethnicity.display },
      ],
    },
    { url: `${US_CORE}/us-core-birthsex`, valueCode: person.gender === 'female' ? 'F' : 'M' },
    ...(person.askedAll ? furtherAnswers(person) : []),
  ]
}

function furtherAnswers({ gender }: DemoPerson): NonNullable<Patient['extension']> {
  const identity =
    gender === 'female'
      ? { code: '446141000124107', display: 'Identifies as female gender (finding)' }
      : { code: '446151000124109', display: 'Identifies as male gender (finding)' }
  return [
    {
      url: `${US_CORE}/us-core-genderIdentity`,
      valueCodeableConcept: { coding: [{ system: SYSTEM.snomed, ...identity }], text: identity.display },
    },
    {
      url: `${US_CORE}/us-core-tribal-affiliation`,
      extension: [
        {
          url: 'tribalAffiliation',
          valueCodeableConcept: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/v3-TribalEntityUS',
                code: '170',
                display: 'Navajo Nation, Arizona, New Mexico & Utah',
              },
            ],
            text: 'Navajo Nation',
          },
        },
        { url: 'isEnrolled', valueBoolean: true },
      ],
    },
  ]
}
