import type { Bundle, Claim, ClaimDiagnosis, ClaimItem, Organization, Patient, Practitioner } from '@medplum/fhirtypes'
import { addMonths, firstDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { IDENTIFIER, SYSTEM } from '#domain/fhir/canonicals.ts'
import { resourcesOf, type OurServer, type Stored } from '../fhir/our-server.ts'

/** A month's claims, with whom they name. */
export interface ClaimFile {
  readonly claims: readonly Stored<Claim>[]
  readonly patients: ReadonlyMap<string, Stored<Patient>>
  readonly practitioners: ReadonlyMap<string, Stored<Practitioner>>
  readonly practice: Stored<Organization> | undefined
}

const STANDS = 'draft,active'

/** Reads the claims of a month that stand, page by page. */
export async function readClaims(server: OurServer, month: ServiceMonth): Promise<ClaimFile> {
  const since = firstDayOfMonth(month)
  const claims: Stored<Claim>[] = []
  const patients = new Map<string, Stored<Patient>>()
  const asked = `status=${STANDS}&created=ge${firstDayOfMonth(addMonths(month, 1))}&_count=200`
  let next: string | undefined = `Claim?${asked}&_include=Claim:patient`
  while (next !== undefined) {
    const page: Bundle = await server.get(next)
    claims.push(...resourcesOf<Claim>(page, 'Claim').filter(({ billablePeriod }) => billablePeriod?.start === since))
    for (const patient of resourcesOf<Patient>(page, 'Patient')) patients.set(`Patient/${patient.id}`, patient)
    next = page.link?.find(({ relation }) => relation === 'next')?.url
  }
  const [people, practices] = await Promise.all([
    server.search<Practitioner>('Practitioner', '_count=1000'),
    server.search<Organization>('Organization', `identifier=${IDENTIFIER.practice}|&_count=1`),
  ])
  const practitioners = new Map(people.map((person) => [`Practitioner/${person.id}`, person]))
  return { claims, patients, practitioners, practice: practices[0] }
}

/** Columns of the claims file: what a professional claim (837P, CMS-1500) asks for, one row a service line. */
const HEAD = [
  'claim_control_number',
  'line',
  'billing_provider_name',
  'billing_provider_npi',
  'rendering_provider_name',
  'rendering_provider_npi',
  'subscriber_id',
  'patient_last_name',
  'patient_first_name',
  'patient_birth_date',
  'patient_sex',
  'patient_address',
  'patient_city',
  'patient_state',
  'patient_zip',
  'service_date',
  'place_of_service',
  'procedure_code',
  'diagnosis_codes',
  'diagnosis_pointers',
  'units',
  'charge_amount',
  'claim_total',
]

/** The rows of the claims file, its heading first. */
export function claimRows(file: ClaimFile): readonly (readonly (string | number)[])[] {
  return [HEAD, ...file.claims.flatMap((claim) => linesOf(claim, file))]
}

function linesOf(claim: Stored<Claim>, file: ClaimFile): readonly (readonly (string | number)[])[] {
  const patient = file.patients.get(claim.patient.reference ?? '')
  const rendering = file.practitioners.get(claim.careTeam?.[0]?.provider.reference ?? '')
  const head = [file.practice?.name ?? '', npiOf(file.practice ?? rendering), personName(rendering), npiOf(rendering)]
  const person = [subscriberOf(patient), ...nameFields(patient), ...homeFields(patient)]
  const diagnoses = (claim.diagnosis ?? []).map(diagnosisOf).join(' ')
  const total = (claim.total?.value ?? 0).toFixed(2)
  return (claim.item ?? []).map((item) => [
    claim.id,
    item.sequence,
    ...head,
    ...person,
    ...serviceFields(item, diagnoses),
    total,
  ])
}

function diagnosisOf({ diagnosisCodeableConcept: concept }: ClaimDiagnosis): string {
  return concept?.coding?.[0]?.code ?? concept?.text ?? ''
}

function serviceFields(item: ClaimItem, diagnoses: string): readonly (string | number)[] {
  return [
    item.servicedDate ?? '',
    item.locationCodeableConcept?.coding?.[0]?.code ?? '',
    item.productOrService.coding?.[0]?.code ?? '',
    diagnoses,
    (item.diagnosisSequence ?? []).map((sequence) => String.fromCharCode(64 + sequence)).join(''),
    item.quantity?.value ?? 1,
    (item.net?.value ?? 0).toFixed(2),
  ]
}

function npiOf(resource: Organization | Practitioner | undefined): string {
  return resource?.identifier?.find(({ system }) => system === SYSTEM.npi)?.value ?? ''
}

function personName(person: Practitioner | undefined): string {
  const name = person?.name?.[0]
  return [...(name?.given ?? []), name?.family].filter(Boolean).join(' ')
}

/** The Medicare number: no month without one is billed. */
function subscriberOf(patient: Patient | undefined): string {
  const mbi = patient?.identifier?.find(({ system }) => system === SYSTEM.mbi)?.value
  return mbi?.replaceAll('-', '') ?? ''
}

function nameFields(patient: Patient | undefined): readonly string[] {
  const name = patient?.name?.find(({ use }) => use === 'official') ?? patient?.name?.[0]
  const sex = patient?.gender === 'male' ? 'M' : patient?.gender === 'female' ? 'F' : 'U'
  return [name?.family ?? '', (name?.given ?? []).join(' '), patient?.birthDate ?? '', sex]
}

function homeFields(patient: Patient | undefined): readonly string[] {
  const { line = [], city = '', state = '', postalCode = '' } = patient?.address?.[0] ?? {}
  return [line.join(' '), city, state, postalCode]
}
