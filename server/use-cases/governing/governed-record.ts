import type {
  Condition,
  Consent,
  Coverage,
  Encounter,
  EpisodeOfCare,
  Observation,
  Patient,
  Provenance,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import type { PatientFacts } from '#domain/eligibility/patient-facts.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { PreparedResource } from '#ports/prepare.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { readPractice, type PracticeFacts } from '../read-practice.ts'
import { ofType } from '../read-patient.ts'
import { parseStored } from '../stored.ts'
import { patientOf } from './governed.ts'

/** What the rules know when they judge a request: the records of the patients concerned as they will be, and the practice. */
export interface GovernedRecords extends PracticeFacts {
  /** By patient id; a patient who is neither on file nor sent along is missing. */
  readonly patients: ReadonlyMap<string, PatientFacts>
  /** Consents and enrollments of a patient, also of one who is missing. */
  enrollmentsOf(patient: string): Pick<PatientFacts, 'consents' | 'episodes'>
  /** Enrollments of a patient as they are before the request. */
  episodesOnFile(patient: string): readonly EpisodeOfCare[]
}

/** What a time entry is judged by. */
const CARE = ['Patient', 'Consent', 'EpisodeOfCare'] as const
/** What an enrollment is judged by beside it. */
const CHART = ['Condition', 'Encounter', 'Coverage'] as const
/** What may come in beside governed resources and matters to them. */
const BESIDE: ReadonlySet<string> = new Set([
  'Patient',
  ...CHART,
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Consent',
  'EpisodeOfCare',
])

/** Reads the records of the patients whom a request concerns; what it writes stands in for what is stored. */
export async function readGoverned(
  reader: FhirReader,
  planned: readonly PlannedChange[],
  { patients, others, user }: { patients: readonly string[]; others: readonly PreparedResource[]; user?: string },
): Promise<GovernedRecords> {
  const enrolling = planned.some(({ resource }) => resource?.resourceType === 'EpisodeOfCare')
  const stored = await reader.records(patients, enrolling ? [...CARE, ...CHART] : CARE)
  const incoming = [
    ...planned.flatMap(({ resource }) => resource ?? []),
    ...others.filter(({ type }) => BESIDE.has(type)).map(parsePrepared),
  ]
  const records = new Map(
    patients.map((patient) => {
      const record = (stored.get(patient) ?? []).map(parseStored)
      return [patient, overlaid(record, incoming, deletedBy(planned)).filter((one) => isOf(one, patient))]
    }),
  )
  const replaced = planned.flatMap(({ current }) => current ?? [])
  const people = [...records.values(), incoming, replaced].flatMap(peopleOf)
  const practice = await readPractice(reader, user ? [...people, user] : people, incoming)
  return {
    ...practice,
    patients: new Map([...records].flatMap(([id, record]) => asFacts(id, record, practice))),
    enrollmentsOf: (patient) => ({
      consents: ofType<Consent>(records.get(patient) ?? [], 'Consent'),
      episodes: ofType<EpisodeOfCare>(records.get(patient) ?? [], 'EpisodeOfCare'),
    }),
    episodesOnFile: (patient) => ofType<EpisodeOfCare>((stored.get(patient) ?? []).map(parseStored), 'EpisodeOfCare'),
  }
}

function asFacts(id: string, record: readonly Resource[], practice: PracticeFacts): readonly [string, PatientFacts][] {
  const [patient] = ofType<Patient>(record, 'Patient')
  if (!patient) return []
  const facts = {
    patient,
    conditions: ofType<Condition>(record, 'Condition'),
    encounters: ofType<Encounter>(record, 'Encounter'),
    coverages: ofType<Coverage>(record, 'Coverage'),
    consents: ofType<Consent>(record, 'Consent'),
    episodes: ofType<EpisodeOfCare>(record, 'EpisodeOfCare'),
    ...practice,
  }
  return [[id, facts]]
}

function parsePrepared({ head, tail }: PreparedResource): Resource {
  return JSON.parse(`${head}1${tail}`) as Resource
}

function deletedBy(planned: readonly PlannedChange[]): ReadonlySet<string> {
  return new Set(planned.flatMap(({ change }) => (change.kind === 'delete' ? [`${change.type}/${change.id}`] : [])))
}

function overlaid(
  record: readonly Resource[],
  incoming: readonly Resource[],
  deleted: ReadonlySet<string>,
): readonly Resource[] {
  const all = new Map([...record, ...incoming].map((resource) => [referenceTo(resource), resource]))
  return [...all].filter(([reference]) => !deleted.has(reference)).map(([, resource]) => resource)
}

/** Whether a resource of the record is this patient's: what comes in may be anybody's. */
function isOf(resource: Resource, patient: string): boolean {
  return resource.resourceType === 'Patient' ? resource.id === patient : patientOf(resource) === patient
}

/** Whoever the rules may ask about: owners of time, who bills, who attests, who saw the patient. */
function peopleOf(record: readonly Resource[]): readonly string[] {
  return referencesOf([
    ...ofType<Task>(record, 'Task').map(({ owner }) => owner),
    ...ofType<Provenance>(record, 'Provenance').flatMap(({ agent }) => agent.map(({ who }) => who)),
    ...ofType<Observation>(record, 'Observation').flatMap(({ performer }) => performer ?? []),
    ...ofType<Encounter>(record, 'Encounter').flatMap(({ participant }) =>
      (participant ?? []).map(({ individual }) => individual),
    ),
    ...ofType<EpisodeOfCare>(record, 'EpisodeOfCare').flatMap((episode) => [
      episode.careManager,
      ...peopleInExtensions(episode),
    ]),
  ])
}

function peopleInExtensions({ extension }: EpisodeOfCare) {
  return (extension ?? []).flatMap(({ valueReference, extension: parts }) => [
    valueReference,
    ...(parts ?? []).map((part) => part.valueReference),
  ])
}

function referencesOf(references: readonly ({ readonly reference?: string } | undefined)[]): string[] {
  return references.flatMap((reference) => reference?.reference ?? [])
}
