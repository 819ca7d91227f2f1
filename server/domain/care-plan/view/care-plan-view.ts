import type { CarePlan } from '@medplum/fhirtypes'
import { extensionOf, extensionsOf, partOf } from '../../fhir/extensions.ts'
import { present } from '../../present.ts'
import type { CareRecord } from '../care-record.ts'
import { isElement, type CarePlanElement } from '../element.ts'
import { localDate } from '../../fhir/instants.ts'
import { assessmentViews, type AssessmentView } from './assessment-view.ts'
import { goalViews, ownGoalViews, type GoalView, type OwnGoalView } from './goal-view.ts'
import { interventionViews, type InterventionView } from './intervention-view.ts'
import { medicationsView, type MedicationsView } from './medication-view.ts'
import { memberName } from './member-name.ts'
import { outcomeViews, type OutcomeView } from './outcome-view.ts'
import { problemViews, type ProblemView } from './problem-view.ts'
import { teamView, type TeamView } from './team-view.ts'

/**
 * A care plan and what it refers to, read once into what people want to know. The narrative, the patient's copy, the
 * completeness check and the difference between two versions are all made of it.
 */
export interface CarePlanView {
  readonly title: string
  readonly status: CarePlan['status']
  readonly patient: string
  readonly birthDate?: string
  /** Local days. */
  readonly from?: string
  readonly to?: string
  readonly reviewOn?: string
  /** The latest day that is marked as a substantial revision. */
  readonly substantiallyRevisedOn?: string
  readonly ownGoals: readonly OwnGoalView[]
  readonly problems: readonly ProblemView[]
  readonly outcomes: readonly OutcomeView[]
  readonly goals: readonly GoalView[]
  readonly interventions: readonly InterventionView[]
  readonly medications: MedicationsView
  readonly assessments: readonly AssessmentView[]
  readonly team: TeamView
  readonly notNeeded: readonly NotNeeded[]
  /** What people wrote beside the plan. */
  readonly notes: readonly string[]
}

/** An element that somebody decided this patient does not need. */
interface NotNeeded {
  readonly element: CarePlanElement
  readonly reason: string
  readonly by?: string
}

/** Reads a plan. What a reference does not lead to is shown by the reference's own display, else left out. */
export function carePlanView(plan: CarePlan, record: CareRecord, timeZone: string): CarePlanView {
  return {
    title: plan.title ?? 'Care plan',
    status: plan.status,
    patient: memberName(plan.subject, record) ?? '',
    ...present({ birthDate: record.findA('Patient', plan.subject)?.birthDate }),
    ...days(plan, timeZone),
    ownGoals: ownGoalViews(plan, record),
    problems: problemViews(plan, record, timeZone),
    outcomes: outcomeViews(plan, record, timeZone),
    goals: goalViews(plan, record, timeZone),
    interventions: interventionViews(plan, record, timeZone),
    medications: medicationsView(plan, record, timeZone),
    assessments: assessmentViews(plan, record, timeZone),
    team: teamView(plan, record),
    notNeeded: notNeededOf(plan, record),
    notes: (plan.note ?? []).map(({ text }) => text),
  }
}

function days(plan: CarePlan, timeZone: string) {
  return present({
    from: localDate(plan.period?.start ?? plan.created, timeZone),
    to: localDate(plan.period?.end, timeZone),
    reviewOn: extensionOf(plan, 'ccm-review-date')?.valueDate,
    substantiallyRevisedOn: localDate(extensionOf(plan, 'ccm-substantial-revision')?.valueDateTime, timeZone),
  })
}

function notNeededOf(plan: CarePlan, record: CareRecord): readonly NotNeeded[] {
  return extensionsOf(plan, 'ccm-not-needed').flatMap((decision) => {
    const element = partOf(decision, 'element')?.valueCode
    if (element === undefined || !isElement(element)) return []
    const by = memberName(partOf(decision, 'by')?.valueReference, record)
    return [{ element, reason: partOf(decision, 'reason')?.valueString ?? '', ...present({ by }) }]
  })
}
