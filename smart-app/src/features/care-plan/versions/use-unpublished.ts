import type { PlanReading } from '../../../data/plan.ts'
import { isPublished, useRevisions } from '../../../data/revisions.ts'
import { useDifference, type PlanDifference } from './use-difference.ts'

/** What is otherwise in a plan in force than in the version that somebody last stood up for. */
interface Unpublished {
  readonly changes: readonly PlanDifference[]
  /** That version; absent for a plan that nobody has published. */
  readonly since: string | undefined
  /** The one before that, to compare with. */
  readonly before: string | undefined
}

const NONE: readonly PlanDifference[] = []

/** Reads what has been changed since the plan was last published; nothing of a draft, which never was. */
export function useUnpublished({ plan }: PlanReading, readAt: number): Unpublished {
  const revisions = useRevisions(plan.id, plan.meta?.versionId ?? '')
  const [newest, before] = (revisions.data ?? [])
    .filter(isPublished)
    .map(({ version }) => version)
    .toReversed()
  const since = plan.status === 'draft' ? undefined : newest
  const difference = useDifference(plan.id, { from: since, to: undefined, readAt })
  return { changes: since === undefined ? NONE : (difference.data ?? NONE), since, before }
}
