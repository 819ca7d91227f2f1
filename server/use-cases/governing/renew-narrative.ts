import type { Resource } from '@medplum/fhirtypes'
import { isComprehensive } from '#domain/care-plan/care-plan-in-force.ts'
import { carePlanNarrative } from '#domain/care-plan/narrative/care-plan-narrative.ts'
import { isOwnNarrative } from '#domain/care-plan/narrative/own-narrative.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { viewOf, type PlanJudging } from './judge-care-plan.ts'
import { changesContent } from './written-change.ts'

/**
 * A plan that was changed and came with a narrative that the server once made of it: the narrative is made anew, or it
 * would tell of the plan as it was. One that people or another system wrote stays as it was sent.
 */
export async function withNewNarrative(
  { current }: PlannedChange,
  next: Resource | undefined,
  judging: PlanJudging,
): Promise<Resource | undefined> {
  if (current?.resourceType !== 'CarePlan' || next?.resourceType !== 'CarePlan' || !isComprehensive(next)) return next
  if (!isOwnNarrative(next.text) || !changesContent(current, next)) return next
  return { ...next, text: carePlanNarrative(await viewOf(next, judging)) }
}
