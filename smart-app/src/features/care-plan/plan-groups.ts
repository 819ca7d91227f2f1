import type { Resource } from '@medplum/fhirtypes'
import type { GoalView } from '#domain/care-plan/view/goal-view.ts'
import type { InterventionView } from '#domain/care-plan/view/intervention-view.ts'
import type { ProblemView } from '#domain/care-plan/view/problem-view.ts'
import { extensionsOf } from '#domain/fhir/extensions.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { PlanReading } from '../../data/plan.ts'

/** Something of the plan, and what other problems it is about than the one that it stands under. */
export interface Grouped<T> {
  readonly item: T
  readonly also: readonly ProblemView[]
}

/** A problem of the plan with its goals and what is done about it; without a problem: what is for the whole patient. */
export interface PlanGroup {
  readonly problem?: ProblemView
  readonly goals: readonly Grouped<GoalView>[]
  readonly work: readonly Grouped<InterventionView>[]
  /** Problems under which something stands that is about this one too. */
  readonly elsewhere: readonly ProblemView[]
}

/** The plan by problem, in its order, then what is about none of them. What is about several stands under the first. */
export function groupsOf({ view, record }: PlanReading): readonly PlanGroup[] {
  const problemsOf = (reference: string): readonly ProblemView[] => {
    const named = reasonsOf(record.find(reference))
    return view.problems.filter((problem) => named.includes(literalOf(problem.reference) ?? problem.reference))
  }
  const under = <T extends { readonly reference: string }>(items: readonly T[], problem: ProblemView | undefined) =>
    items.flatMap((item): readonly Grouped<T>[] => {
      const [first, ...also] = problemsOf(item.reference)
      return first === problem ? [{ item, also }] : []
    })
  const items = [...view.goals, ...view.interventions].map(({ reference }) => problemsOf(reference))
  return [...view.problems, undefined].map((problem) => ({
    ...(problem && { problem }),
    goals: under(view.goals, problem),
    work: under(view.interventions, problem),
    elsewhere: view.problems.filter((other) =>
      items.some(([first, ...also]) => first === other && problem !== undefined && also.includes(problem)),
    ),
  }))
}

/** `Condition/id` of each problem that an item is about. */
function reasonsOf(item: Resource | undefined): readonly string[] {
  switch (item?.resourceType) {
    case 'Goal':
      return (item.addresses ?? []).flatMap((one) => literalOf(one) ?? [])
    case 'Task':
      return [
        item.reasonReference,
        ...extensionsOf(item, 'ccm-further-reason').map((one) => one.valueReference),
      ].flatMap((one) => literalOf(one) ?? [])
    case 'ServiceRequest':
    case 'CommunicationRequest':
      return (item.reasonReference ?? []).flatMap((one) => literalOf(one) ?? [])
    default:
      return []
  }
}
