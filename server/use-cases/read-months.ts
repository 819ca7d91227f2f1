import type {
  CarePlan,
  ChargeItem,
  Claim,
  Condition,
  Consent,
  Coverage,
  Encounter,
  EpisodeOfCare,
  ExplanationOfBenefit,
  Observation,
  Patient,
  Reference,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import type { MonthFacts } from '#domain/billing/month-facts.ts'
import { MINUTE, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { isComprehensive } from '#domain/care-plan/care-plan-in-force.ts'
import type { FhirReader, StoredResource } from '#ports/fhir-store.ts'
import { readPractice, type PracticeFacts } from './read-practice.ts'
import { ofType, patientIn } from './read-patient.ts'
import { parseStored } from './stored.ts'

/** A patient's month as read, before it is said which programme is asked about. */
export type MonthRecord = Omit<MonthFacts, 'program' | 'policy' | 'otherBiller'>

/** The months of several patients, with the practice that they are judged by. */
export interface MonthRecords extends PracticeFacts {
  /** By patient id; patients who are not on file are missing. */
  readonly records: ReadonlyMap<string, MonthRecord>
}

/** What of a record matters whenever it was; the rest is read around the month. */
const WHOLE = ['Patient', 'Condition', 'Encounter', 'Coverage', 'Consent', 'EpisodeOfCare', 'CarePlan'] as const
const OF_THE_MONTH = ['Task', 'Observation', 'ChargeItem'] as const
/** They may be filed long after the month. */
const FILED_SINCE = ['Claim', 'ExplanationOfBenefit'] as const

/** The types of a record on which a month's decision rests. */
export const MONTH_FACTS = [...WHOLE, ...OF_THE_MONTH, ...FILED_SINCE] as const

/** Wide enough for every time zone, and for an entry of the night before: what is of the month, the rules say. */
const MARGIN = 3 * 24 * 60 * MINUTE
const FOREVER = Date.UTC(9999, 0)

/**
 * Reads what the decisions about several patients' month depend on: a few queries, however many patients.
 * @param now milliseconds since 1970
 */
export async function readMonths(
  reader: FhirReader,
  patients: readonly string[],
  month: ServiceMonth,
  now: number,
): Promise<MonthRecords> {
  const { start, end } = windowOfMonth(month, 'UTC')
  const [stored, near, filed] = await Promise.all([
    reader.records(patients, WHOLE),
    reader.records(patients, OF_THE_MONTH, { from: start - MARGIN, to: end + MARGIN }),
    reader.records(patients, FILED_SINCE, { from: start - MARGIN, to: FOREVER }),
  ])
  const records = new Map<string, readonly Resource[]>()
  for (const patient of patients)
    records.set(
      patient,
      [stored, near, filed].flatMap((part) => (part.get(patient) ?? []).map(parseStored)),
    )
  const practice = await readPractice(reader, [...records.values()].flatMap(peopleOf))
  const monthEnd = windowOfMonth(month, practice.practice.timeZone).end
  const older = await olderPlans(reader, [...stored.values()].flat(), monthEnd)
  const found = new Map<string, MonthRecord>()
  for (const [patient, record] of records) {
    const self = patientIn(record, patient)
    if (self) found.set(patient, { ...factsOf(self, record, older), ...practice, month, now })
  }
  return { ...practice, records: found }
}

function factsOf(
  patient: Patient,
  record: readonly Resource[],
  older: ReadonlyMap<string, readonly CarePlan[]>,
): Omit<MonthRecord, 'practice' | 'staff' | 'month' | 'now'> {
  const plans = ofType<CarePlan>(record, 'CarePlan')
  return {
    patient,
    conditions: ofType<Condition>(record, 'Condition'),
    encounters: ofType<Encounter>(record, 'Encounter'),
    coverages: ofType<Coverage>(record, 'Coverage'),
    consents: ofType<Consent>(record, 'Consent'),
    episodes: ofType<EpisodeOfCare>(record, 'EpisodeOfCare'),
    tasks: ofType<Task>(record, 'Task'),
    observations: ofType<Observation>(record, 'Observation'),
    carePlans: plans.flatMap((plan) => [...(older.get(plan.id ?? '') ?? []), plan]),
    claims: ofType<Claim>(record, 'Claim'),
    benefits: ofType<ExplanationOfBenefit>(record, 'ExplanationOfBenefit'),
    chargeItems: ofType<ChargeItem>(record, 'ChargeItem'),
  }
}

/** People whom the rules ask about: who bills, who logged time, who judged complexity. Roles name their person. */
function peopleOf(record: readonly Resource[]): readonly string[] {
  return [
    ...ofType<Task>(record, 'Task').flatMap(({ owner }) => owner?.reference ?? []),
    ...ofType<EpisodeOfCare>(record, 'EpisodeOfCare').flatMap(({ extension }) =>
      (extension ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []),
    ),
    ...ofType<Observation>(record, 'Observation').flatMap(({ performer }) => rolesAmong(performer)),
    ...ofType<Encounter>(record, 'Encounter').flatMap(({ participant }) =>
      rolesAmong(participant?.map(({ individual }) => individual)),
    ),
  ]
}

/** A PractitionerRole has to be read to know whose it is; a Practitioner names itself. */
function rolesAmong(references: readonly (Reference | undefined)[] | undefined): readonly string[] {
  return (references ?? []).flatMap((reference) =>
    reference?.reference?.startsWith('PractitionerRole/') ? [reference.reference] : [],
  )
}

/** Older versions, oldest first, of care plans that were changed after the month: what was in force is one of these. */
async function olderPlans(
  reader: FhirReader,
  stored: readonly StoredResource[],
  monthEnd: number,
): Promise<ReadonlyMap<string, readonly CarePlan[]>> {
  const changed = stored.filter(
    (version) =>
      version.type === 'CarePlan' &&
      version.version > 1 &&
      version.updated >= monthEnd &&
      isComprehensive(parseStored(version) as CarePlan),
  )
  const histories = await Promise.all(
    changed.map(async ({ id, version }) => [id, await versionsBefore(reader, id, version)] as const),
  )
  return new Map(histories)
}

const VERSIONS = 200

async function versionsBefore(reader: FhirReader, id: string, version: number): Promise<readonly CarePlan[]> {
  const { versions } = await reader.history({ type: 'CarePlan', id, count: VERSIONS })
  return versions
    .filter((older) => !older.deleted && older.version < version)
    .sort((a, b) => a.version - b.version)
    .map((older) => parseStored(older) as CarePlan)
}
