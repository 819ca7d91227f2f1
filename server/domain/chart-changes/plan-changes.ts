import type { CarePlan } from '@medplum/fhirtypes'
import type { Revision } from '../care-plan/revision/plan-revisions.ts'
import { localDate } from '../fhir/instants.ts'
import { referenceTo } from '../fhir/references.ts'
import { isWithin, type ChangesQuestion, type ChartChange, type PlanStep } from './chart-change.ts'

/** A version of the plan, as `$ccm-revisions` tells of it. */
export type PlanRevision = Pick<Revision, 'version' | 'at' | 'status' | 'activity' | 'by' | 'why'>

/**
 * What was done with the plan, once a day by what weighs most, with all versions of that day. Work on a draft and suggestions
 * of templates are told of when somebody puts them into force.
 */
export function planChanges(
  plan: CarePlan,
  revisions: readonly PlanRevision[],
  question: ChangesQuestion,
): readonly ChartChange[] {
  const days = Map.groupBy(revisions.filter(isTold), (one) => localDate(one.at, question.timeZone))
  return [...days].flatMap(([on, made]) => {
    const [first] = made.toSorted((one, other) => WEIGHT.indexOf(one.activity) - WEIGHT.indexOf(other.activity))
    if (!first || !isWithin(on, question)) return []
    const why = [...new Set(made.flatMap((one) => one.why ?? []))].join('; ')
    return [
      {
        kind: `plan-${first.activity}`,
        on,
        what: { text: plan.title ?? '' },
        ...(why !== '' && { why }),
        ...(first.by !== undefined && { by: first.by }),
        references: made.map(({ version }) => `${referenceTo(plan)}/_history/${version}`).toReversed(),
      },
    ]
  })
}

function isTold(revision: PlanRevision): revision is PlanRevision & { readonly activity: PlanStep } {
  const { activity, status } = revision
  if (activity === 'suggested' || activity === 'handed-over') return false
  return !(status === 'draft' && activity === 'revised')
}

/** What weighs most first. */
const WEIGHT: readonly PlanStep[] = [
  'ended',
  'activated',
  'activated-with-gaps',
  'substantially-revised',
  'established',
  'revised',
]
