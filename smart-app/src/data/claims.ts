import type {
  Address,
  Bundle,
  Claim,
  ClaimDiagnosis,
  ClaimItem,
  Coverage,
  HumanName,
  Organization,
  Patient,
  Practitioner,
} from '@medplum/fhirtypes'
import { addMonths, firstDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { IDENTIFIER, SYSTEM } from '#domain/fhir/canonicals.ts'
import { settingsOf } from '#domain/practice/practice-settings.ts'
import { resourcesOf, type OurServer, type Stored } from '../fhir/our-server.ts'

/** A month's claims, with whom they name. */
export interface ClaimFile {
  readonly claims: readonly Stored<Claim>[]
  readonly patients: ReadonlyMap<string, Stored<Patient>>
  readonly practitioners: ReadonlyMap<string, Stored<Practitioner>>
  readonly practice: Stored<Organization> | undefined
  /** Who pays, by `Coverage/…`. */
  readonly payers: ReadonlyMap<string, string>
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
  const [people, practices, payers] = await Promise.all([
    server.search<Practitioner>('Practitioner', '_count=1000'),
    server.search<Organization>('Organization', `identifier=${IDENTIFIER.practice}|&_count=1`),
    readPayers(server, [...new Set(claims.flatMap((claim) => coverageOf(claim) ?? []))]),
  ])
  const practitioners = new Map(people.map((person) => [`Practitioner/${person.id}`, person]))
  return { claims, patients, practitioners, practice: practices[0], payers }
}

const coverageOf = ({ insurance }: Claim): string | undefined => insurance[0]?.coverage.reference

/** As many ids as one search asks for: its address stays short. */
const AT_ONCE = 50

async function readPayers(server: OurServer, coverages: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = coverages.map((reference) => reference.replace('Coverage/', ''))
  const parts = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
  const pages = await Promise.all(
    parts.map((some) => server.get<Bundle>(`Coverage?_id=${some.join(',')}&_include=Coverage:payor&_count=200`)),
  )
  return new Map(pages.flatMap(payersIn))
}

function payersIn(page: Bundle): readonly (readonly [string, string])[] {
  const names = new Map(resourcesOf<Organization>(page, 'Organization').map(({ id, name }) => [`Organization/${id}`, name]))
  return resourcesOf<Coverage>(page, 'Coverage').map(({ id, payor: [payer] }) => [
    `Coverage/${id}`,
    payer?.display ?? names.get(payer?.reference ?? '') ?? '',
  ])
}

/**
 * Columns of the claims file: what a professional claim (837P, CMS-1500) asks for, one row a service line. The last names
 * the Claim itself, to find it again by the control number that a remittance gives back.
 */
const HEAD = [
  'claim_control_number',
  'claim_frequency_code',
  'line',
  'billing_provider_name',
  'billing_provider_npi',
  'billing_provider_tax_id',
  'billing_provider_address',
  'billing_provider_city',
  'billing_provider_state',
  'billing_provider_zip',
  'rendering_provider_last_name',
  'rendering_provider_first_name',
  'rendering_provider_npi',
  'payer_name',
  'subscriber_id',
  'subscriber_relationship_code',
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
  'claim_id',
]

/** The rows of the claims file, its heading first. */
export function claimRows(file: ClaimFile): readonly (readonly (string | number)[])[] {
  return [HEAD, ...file.claims.flatMap((claim) => linesOf(claim, file))]
}

function linesOf(claim: Stored<Claim>, file: ClaimFile): readonly (readonly (string | number)[])[] {
  const { practice } = file
  const patient = file.patients.get(claim.patient.reference ?? '')
  const rendering = file.practitioners.get(claim.careTeam?.[0]?.provider.reference ?? '')
  const biller = billerFields(practice, rendering)
  const doer = [...nameFields(rendering?.name), npiOf(rendering)]
  const payer = [file.payers.get(coverageOf(claim) ?? '') ?? '', subscriberOf(patient), SELF]
  const diagnoses = (claim.diagnosis ?? []).map(diagnosisOf).join(' ')
  const total = (claim.total?.value ?? 0).toFixed(2)
  return (claim.item ?? []).map((item) => [
    controlNumberOf(claim),
    ORIGINAL,
    item.sequence,
    ...biller,
    ...doer,
    ...payer,
    ...personFields(patient),
    ...serviceFields(item, diagnoses),
    total,
    claim.id,
  ])
}

function billerFields(practice: Organization | undefined, rendering: Practitioner | undefined): readonly string[] {
  return [practice?.name ?? '', npiOf(practice ?? rendering), taxIdOf(practice), ...addressFields(practice?.address?.[0])]
}

/** 837P CLM05-3: an original claim. One that was reopened is a claim of its own. */
const ORIGINAL = '1'

/** 837P SBR02: in Medicare the patient is the subscriber. */
const SELF = '18'

/** 837P CLM01 takes twenty characters; of a random id so many letters and digits tell it apart. */
function controlNumberOf({ id }: Stored<Claim>): string {
  return id.replace(/[^0-9a-z]/gi, '').slice(0, 20).toUpperCase()
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

/** The employer identification number, in digits alone (837P REF02); empty where the practice has none on file. */
export function taxIdOf(practice: Organization | undefined): string {
  return practice === undefined ? '' : settingsOf(practice).taxId.replace('-', '')
}

/** The Medicare number: no month without one is billed. */
function subscriberOf(patient: Patient | undefined): string {
  const mbi = patient?.identifier?.find(({ system }) => system === SYSTEM.mbi)?.value
  return mbi?.replaceAll('-', '') ?? ''
}

function personFields(patient: Patient | undefined): readonly string[] {
  const sex = patient?.gender === 'male' ? 'M' : patient?.gender === 'female' ? 'F' : 'U'
  return [...nameFields(patient?.name), patient?.birthDate ?? '', sex, ...addressFields(patient?.address?.[0])]
}

/** Family name and given names, of the official name where there is one. */
function nameFields(names: readonly HumanName[] = []): readonly string[] {
  const name = names.find(({ use }) => use === 'official') ?? names[0]
  return [name?.family ?? '', (name?.given ?? []).join(' ')]
}

function addressFields({ line = [], city = '', state = '', postalCode = '' }: Address = {}): readonly string[] {
  return [line.join(' '), city, state, postalCode]
}
