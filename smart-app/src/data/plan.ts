import type { CarePlan, Observation, Resource } from '@medplum/fhirtypes'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { careRecordOf, type CareRecord } from '#domain/care-plan/care-record.ts'
import { isComprehensive } from '#domain/care-plan/care-plan-in-force.ts'
import { carePlanView, type CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { OurServer, Stored } from '../fhir/our-server.ts'
import { usePractice } from './chart.ts'

/** A care plan with everything that it refers to. */
export interface PlanReading {
  readonly plan: Stored<CarePlan>
  readonly view: CarePlanView
  readonly record: CareRecord
  readonly resources: readonly Resource[]
}

const INCLUDES = ['goal', 'activity-reference', 'condition', 'care-team'].map((name) => `&_include=CarePlan:${name}`).join('')

/** A search for plans with their parts. @param query which plans, as parameters */
export function withParts(query: string): string {
  return `CarePlan?${query}${INCLUDES}`
}

/** The patient's plan: the one in force, else the draft; null where there is none. */
export function usePlan(): UseQueryResult<PlanReading | null> {
  return useReading(planIn)
}

/** The patient's chart as far as plans rest on it, whether there is a plan or not. */
export function useRecord(): UseQueryResult<readonly Resource[]> {
  return useReading(resourcesIn)
}

/** One reading, of which each takes what it shows. */
interface Reading {
  readonly plan: PlanReading | null
  readonly resources: readonly Resource[]
}

const planIn = ({ plan }: Reading) => plan
const resourcesIn = ({ resources }: Reading) => resources

function useReading<T>(select: (reading: Reading) => T): UseQueryResult<T> {
  const { server } = useApp()
  const patient = usePatientId()
  const practice = usePractice()
  return useQuery({
    queryKey: ['plan', patient],
    enabled: practice.data !== undefined || practice.isError,
    queryFn: () => readPlan(server, patient, practice.data?.timeZone ?? 'UTC'),
    select,
  })
}

async function readPlan(server: OurServer, patient: string, timeZone: string): Promise<Reading> {
  const [bundle, values, chart] = await Promise.all([
    searchAll(server, withParts(`patient=${patient}&_count=20`)),
    server.search<Observation>('Observation', `patient=${patient}&_sort=-date&_count=200`, { limit: 400 }),
    Promise.all(
      CHART.map((type) => searchAll(server, WITHOUT_PATIENT.has(type) ? `${type}?_count=200` : `${type}?patient=${patient}&_count=200`)),
    ),
  ])
  return readingOf([...bundle, ...values, ...chart.flat(), await server.get<Resource>(`Patient/${patient}`)], timeZone)
}

function readingOf(resources: readonly Resource[], timeZone: string): Reading {
  const plan = chosen(resources.filter((one) => one.resourceType === 'CarePlan') as Stored<CarePlan>[])
  if (!plan) return { plan: null, resources }
  const record = careRecordOf(resources)
  return { plan: { plan, view: carePlanView(plan, record, timeZone), record, resources }, resources }
}

/**
 * Puts a resource that was just written into the reading, so that it is seen at once however slow the server is; the
 * reading itself comes anew behind it.
 */
export function useKeepWritten(): (written: Stored<Resource>) => void {
  const queries = useQueryClient()
  const patient = usePatientId()
  const timeZone = usePractice().data?.timeZone ?? 'UTC'
  return (written) => {
    const isWritten = (one: Resource) => one.resourceType === written.resourceType && one.id === written.id
    queries.setQueryData<Reading>(
      ['plan', patient],
      (before) =>
        before && readingOf(before.resources.map((one) => (isWritten(one) ? written : one)), timeZone),
    )
    void queries.invalidateQueries({ queryKey: ['plan'] })
  }
}

const CHART = [
  'MedicationRequest',
  'AllergyIntolerance',
  'List',
  'ClinicalImpression',
  'RelatedPerson',
  'Organization',
  'Practitioner',
  'PractitionerRole',
]
const WITHOUT_PATIENT = new Set(['Organization', 'Practitioner', 'PractitionerRole'])

/** All entries of a search, of whatever type. */
export async function searchAll(server: OurServer, query: string): Promise<Resource[]> {
  const found: Resource[] = []
  let next: string | undefined = query
  while (next !== undefined) {
    const page: { entry?: { resource?: Resource }[]; link?: { relation: string; url: string }[] } = await server.get(next)
    found.push(...(page.entry ?? []).flatMap(({ resource }) => (resource && resource.resourceType !== 'OperationOutcome' ? [resource] : [])))
    next = page.link?.find(({ relation }) => relation === 'next')?.url
  }
  return found
}

const ORDER: readonly string[] = ['active', 'draft', 'on-hold', 'completed', 'revoked']

function chosen(plans: readonly Stored<CarePlan>[]): Stored<CarePlan> | undefined {
  return plans
    .filter((plan) => isComprehensive(plan) && plan.status !== 'entered-in-error')
    .toSorted((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status))[0]
}
