import type { Condition, DocumentReference, Encounter, MedicationRequest, Resource } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { addMonths, firstDayOfMonth, startOfDay } from '#domain/calendar.ts'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import type { ChartChange } from '#domain/chart-changes/chart-change.ts'
import { changesSince } from '#domain/chart-changes/changes-since.ts'
import { isOver } from '#domain/chart-changes/condition-changes.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import { resourcesOf, type OurServer, type Stored } from '../fhir/our-server.ts'
import { useFormat } from '../format/use-format.ts'
import { usePlan, useRecord } from './plan.ts'
import { useRevisions } from './revisions.ts'

const LONG = 5 * 60_000

/** The first day of last month: a call or a visit of this month then hears of all that happened since last month's. */
export function useSinceLastMonth(): string {
  const format = useFormat()
  const { now } = useApp()
  return firstDayOfMonth(addMonths(format.monthOf(now()), -1))
}

/**
 * What has become otherwise in the patient's chart and plan since last month, the newest first: the one truth of the
 * overview, the call script and the visit preparation.
 */
export function useChanges(): UseQueryResult<readonly ChartChange[]> {
  const { server, now } = useApp()
  const patient = usePatientId()
  const format = useFormat()
  const since = useSinceLastMonth()
  const chart = useRecord()
  const plan = usePlan().data?.plan
  const revisions = useRevisions(plan?.id, plan?.meta?.versionId ?? '')
  const today = format.dayOf(now())
  const compare = useCallback(
    ({ resources, versions }: News): readonly ChartChange[] =>
      changesSince(
        {
          record: careRecordOf([...(chart.data ?? []), ...resources]),
          plan,
          revisions: revisions.data ?? [],
          versions,
        },
        { since, today, timeZone: format.timeZone },
      ),
    [chart.data, plan, revisions.data, since, today, format.timeZone],
  )
  const known = chart.data !== undefined && (plan === undefined || revisions.data !== undefined)
  const news = useQuery({
    queryKey: ['chart-news', patient, since],
    enabled: known,
    staleTime: LONG,
    queryFn: () => readNews(server, patient, new Date(startOfDay(since, format.timeZone)).toISOString()),
    select: compare,
  })
  const failed = [chart, revisions].find(({ isError, data }) => isError && data === undefined)
  return failed === undefined ? news : (failed as UseQueryResult<never>)
}

/** What is read of the chart beside the plan's own reading. */
interface News {
  readonly resources: readonly Resource[]
  /** All versions of conditions that are over and of medicines that were written anew since. */
  readonly versions: readonly Resource[]
}

/** Documents are read without what they hold. */
const OF_DOCUMENTS = '_elements=status,type,date,description,content.attachment.title'

async function readNews(server: OurServer, patient: string, since: string): Promise<News> {
  const [conditions, orders, encounters, documents] = await Promise.all([
    server.search<Condition>('Condition', `patient=${patient}&_count=200`),
    server.search<MedicationRequest>('MedicationRequest', `patient=${patient}&_lastUpdated=ge${since}&_count=200`),
    server.search<Encounter>('Encounter', `patient=${patient}&date=ge${since}&_sort=-date&_count=100`),
    server.search<DocumentReference>('DocumentReference', `patient=${patient}&date=ge${since}&${OF_DOCUMENTS}&_count=100`),
  ])
  const anew = [...conditions.filter(isSilentlyOver), ...orders].filter((one) => isWrittenAnew(one, since))
  const versions = await Promise.all(anew.map((one) => readVersions(server, one)))
  return { resources: [...conditions, ...encounters, ...documents], versions: versions.flat() }
}

/** A condition that is over and does not say since when. */
function isSilentlyOver(condition: Condition): boolean {
  return isOver(condition) && condition.abatementDateTime === undefined && condition.abatementPeriod === undefined
}

function isWrittenAnew({ meta }: Resource, since: string): boolean {
  return meta?.versionId !== '1' && Date.parse(meta?.lastUpdated ?? '') >= Date.parse(since)
}

/** The versions of a resource, as far as one page holds them. */
async function readVersions<T extends Condition | MedicationRequest>(server: OurServer, resource: Stored<T>) {
  const { resourceType, id } = resource
  return resourcesOf<T>(await server.get(`${resourceType}/${id}/_history?_count=50`), resourceType)
}
