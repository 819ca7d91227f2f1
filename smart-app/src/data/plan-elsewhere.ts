import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { referenceTo } from '#domain/fhir/references.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import { searchAll, withParts, type PlanReading } from './plan.ts'

/** How often it is looked whether the plan has changed, in milliseconds: a beat of the timer. */
const LOOK = 30_000

/** A change of the plan that this page did not make. */
export interface ChangedElsewhere {
  /** The last one, in milliseconds since 1970. */
  readonly at: number
  /** Reads the plan anew. What is typed here stays typed. */
  readonly show: () => void
}

/**
 * Whether the plan, or a part of it, has another version by now than the one that is shown: nothing changes under a reader's
 * eyes until they ask for it. Undefined where nothing has, or while the plan is being read.
 * @param readAt when the plan was read, in milliseconds since 1970
 */
export function useChangedElsewhere({ plan, resources }: PlanReading, readAt: number): ChangedElsewhere | undefined {
  const { server } = useApp()
  const patient = usePatientId()
  const queries = useQueryClient()
  const reading = useIsFetching({ queryKey: ['plan', patient] }) > 0
  const looked = useQuery({
    queryKey: ['plan-versions', plan.id],
    refetchInterval: LOOK,
    queryFn: () => searchAll(server, `${withParts(`_id=${plan.id}`)}&_elements=id`),
  })
  if (reading || looked.data === undefined || looked.dataUpdatedAt < readAt) return undefined
  const shown = new Map(resources.map((one) => [referenceTo(one), one.meta?.versionId]))
  const changed = looked.data.filter((one) => shown.get(referenceTo(one)) !== one.meta?.versionId)
  if (changed.length === 0) return undefined
  return {
    at: Math.max(...changed.map(({ meta }) => Date.parse(meta?.lastUpdated ?? ''))),
    show: () => void queries.invalidateQueries({ queryKey: ['plan', patient] }),
  }
}
