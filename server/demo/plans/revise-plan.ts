import type { CarePlan, Goal, Resource, Task } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import { goalKind, isMadeFrom } from './decide-suggestion.ts'
import type { DemoPlan } from './demo-plan.ts'

interface Revising {
  readonly plan: DemoPlan
  /** Local day. */
  readonly day: string
  /** `Observation/id` of the value that shows what was reached. */
  readonly shown: string
}

/** Goals and activities that the revision changes: a goal that is reached, a review of medicines that is done. */
export function revisedItems(items: readonly Resource[], revising: Revising): readonly Resource[] {
  return items.flatMap((item): readonly Resource[] => {
    if (item.resourceType === 'Goal' && goalKind(item) === revising.plan.reached.goal) return [reached(item, revising)]
    return item.resourceType === 'Task' && isReview(item) ? [{ ...item, status: 'completed' }] : []
  })
}

function isReview(item: Task): boolean {
  return isMadeFrom(item, 'medication-review')
}

function reached(goal: Goal, { day, shown }: Revising): Goal {
  return {
    ...goal,
    lifecycleStatus: 'completed',
    achievementStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code: 'achieved', display: 'Achieved' },
      ],
    },
    statusDate: day,
    outcomeReference: [{ reference: shown }],
  }
}

/** The plan as it is revised in substance: what came of its activities, what changed, when it is looked at next. */
export function revisedPlan(
  current: CarePlan,
  { chart, plan, day, shown }: Revising & { readonly chart: readonly Resource[] },
): CarePlan {
  const reviews = new Set(
    chart.flatMap((one) => (one.resourceType === 'Task' && isReview(one) ? referenceTo(one) : [])),
  )
  return {
    ...current,
    extension: [
      ...(current.extension ?? []),
      { url: structureDefinition('ccm-substantial-revision'), valueDateTime: `${day}T16:00:00Z` },
    ],
    activity: (current.activity ?? []).map((activity) =>
      reviews.has(literalOf(activity.reference) ?? '')
        ? { ...activity, outcomeReference: [{ reference: shown }] }
        : activity,
    ),
    note: [...(current.note ?? []), { text: plan.revision }],
  }
}
