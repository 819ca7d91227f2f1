import type { CarePlan, Reference, Resource } from '@medplum/fhirtypes'
import { careRecordOf, type CareRecord } from '#domain/care-plan/care-record.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { patientOf } from './governing/governed.ts'
import { parseStored } from './stored.ts'

/** What of a patient's chart a care plan's rules look at, and its words tell. */
export const PLAN_FACTS = [
  'Patient',
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'ClinicalImpression',
  'CommunicationRequest',
  'Condition',
  'EpisodeOfCare',
  'Goal',
  'List',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'RelatedPerson',
  'ServiceRequest',
  'Task',
] as const

/** The whole chart of a patient as far as care plans are concerned; nothing where there is no such patient. */
export async function readCareChart(
  reader: FhirReader,
  patient: string,
  more: readonly string[] = [],
): Promise<readonly Resource[]> {
  const stored = (await reader.records([patient], [...PLAN_FACTS, ...more])).get(patient) ?? []
  return stored.map(parseStored)
}

/**
 * The record that a plan is viewed with: the chart, and whom and what it names outside of it. What is another patient's is
 * nothing of this one's, whoever names it: a plan would tell of them.
 */
export async function careRecordWith(
  reader: FhirReader,
  plan: CarePlan,
  chart: readonly Resource[],
): Promise<CareRecord> {
  const known = new Set(chart.map(referenceTo))
  const teams = chart.filter((resource) => resource.resourceType === 'CareTeam')
  const named = [...referencesIn(plan), ...chart.flatMap(peopleOf), ...teams.flatMap(referencesIn)]
  const outside = [...new Set(named)].filter((reference) => !known.has(reference))
  const isTheirs = isOf(patientOf(plan))
  const first = (await reader.readMany(outside)).map(parseStored).filter(isTheirs)
  const second = [...new Set(first.flatMap(peopleOf))].filter((reference) => !known.has(reference))
  const further = await reader.readMany(second.filter((reference) => !outside.includes(reference)))
  const people = further.map(parseStored).filter(isTheirs)
  return careRecordOf([...chart, ...first, ...people])
}

/** Whether a resource is of a patient, or of nobody. */
function isOf(patient: string | undefined) {
  return (resource: Resource) => {
    const whose = resource.resourceType === 'Patient' ? resource.id : patientOf(resource)
    return whose === undefined || whose === patient
  }
}

/** `Type/id` of every literal reference in a resource or an element. */
function referencesIn(element: unknown): readonly string[] {
  if (typeof element !== 'object' || element === null) return []
  const { reference } = element as Reference
  const own = typeof reference === 'string' ? (literalOf(reference) ?? []) : []
  return [own, ...Object.values(element).map(referencesIn)].flat()
}

/** Elements that say who does what is planned, whom a role belongs to, which medicine is meant. */
const NAMING = [
  'owner',
  'performer',
  'sender',
  'practitioner',
  'organization',
  'source',
  'managingOrganization',
  'medicationReference',
]

function peopleOf(resource: Resource): readonly string[] {
  const elements = resource as unknown as Readonly<Record<string, unknown>>
  return NAMING.flatMap((name) => referencesIn(elements[name]))
}
