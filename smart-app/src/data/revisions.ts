import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { CarePlanActivity } from '#domain/care-plan/plan-provenance.ts'
import type { PlanRevision } from '#domain/chart-changes/plan-changes.ts'
import { useApp } from '../app/app-context.ts'

/** Every version of a plan, the oldest first: when, who, why. @param version the newest that is known: a new one is read anew */
export function useRevisions(plan: string | undefined, version: string): UseQueryResult<readonly PlanRevision[]> {
  const { server } = useApp()
  return useQuery({
    queryKey: ['revisions', plan, version],
    enabled: plan !== undefined,
    queryFn: async () => revisionsOf(await server.get<Parameters>(`CarePlan/${plan ?? ''}/$ccm-revisions`)),
  })
}

function revisionsOf(parameters: Parameters): readonly PlanRevision[] {
  return (parameters.parameter ?? [])
    .filter(({ name }) => name === 'revision')
    .map(({ part = [] }) => {
      const named = (name: string) => part.find((one) => one.name === name)
      const { reference, display } = named('by')?.valueReference ?? {}
      const [by, why] = [reference ?? display, named('why')?.valueString]
      return {
        version: named('version')?.valueString ?? '',
        at: named('at')?.valueInstant ?? '',
        status: (named('status')?.valueCode ?? 'unknown') as PlanRevision['status'],
        activity: (named('activity')?.valueCode ?? 'revised') as CarePlanActivity,
        ...(by !== undefined && { by }),
        ...(why !== undefined && { why }),
      }
    })
}
