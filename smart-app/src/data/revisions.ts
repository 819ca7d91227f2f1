import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { CarePlanActivity } from '#domain/care-plan/plan-provenance.ts'
import type { PlanRevision } from '#domain/chart-changes/plan-changes.ts'
import { CARE_PLAN_ACTIVITIES } from '#domain/terminology/generated/care-plan-codes.ts'
import { useApp } from '../app/app-context.ts'
import { partsOf, type Parts } from './parts.ts'

/** A version of a care plan: when, by whom (`Practitioner/…`, or a program by its name), what it did and why. */
export interface StoredRevision extends PlanRevision {
  /** It is marked as a revision in substance. */
  readonly substantial: boolean
}

/** Every version of a plan, the oldest first: when, who, why. @param version the newest that is known: a new one is read anew */
export function useRevisions(plan: string | undefined, version: string): UseQueryResult<readonly StoredRevision[]> {
  const { server } = useApp()
  return useQuery({
    queryKey: ['revisions', plan, version],
    enabled: plan !== undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === plan ? before : undefined),
    queryFn: async () =>
      partsOf(await server.get<Parameters>(`CarePlan/${plan ?? ''}/$ccm-revisions`))
        .each('revision')
        .map(revisionOf),
  })
}

/** The version of a plan that was in force on a day (`2026-03-05`); null where none was. */
export function useInForce(plan: string, version: string, day: string | undefined): UseQueryResult<string | null> {
  const { server } = useApp()
  return useQuery({
    queryKey: ['in-force', plan, version, day],
    enabled: day !== undefined,
    queryFn: async () =>
      partsOf(await server.get<Parameters>(`CarePlan/${plan}/$ccm-revisions?on=${day ?? ''}`)).text('inForce') ?? null,
  })
}

function revisionOf(parts: Parts): StoredRevision {
  const { reference, display } = parts.who('by') ?? {}
  const [by, why] = [reference ?? display, parts.text('why')]
  return {
    version: parts.text('version') ?? '',
    at: parts.instant('at') ?? '',
    status: (parts.code('status') ?? 'unknown') as PlanRevision['status'],
    activity: (parts.code('activity') ?? 'revised') as CarePlanActivity,
    substantial: parts.flag('substantial') === true,
    ...(by !== undefined && { by }),
    ...(why !== undefined && { why }),
  }
}

/** What a version did, where it is known. */
export function activityName(code: string, language: 'en' | 'es'): string {
  return code in CARE_PLAN_ACTIVITIES ? CARE_PLAN_ACTIVITIES[code as keyof typeof CARE_PLAN_ACTIVITIES][language] : ''
}

/** Whether somebody stood up for a version: it put the plan into force or said what changed. Others are work between. */
export function isPublished({ activity, why }: StoredRevision): boolean {
  return ['activated', 'activated-with-gaps', 'substantially-revised', 'ended'].includes(activity) || why !== undefined
}
