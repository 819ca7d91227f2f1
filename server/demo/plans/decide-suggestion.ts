import type {
  CommunicationRequest,
  Extension,
  Goal,
  GoalTarget,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes'
import { withTranslation } from '#domain/care-plan/local-text.ts'
import { originOf } from '#domain/care-plan/apply/draft-activity.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import type { DemoPlan } from './demo-plan.ts'

/** Whose plan, what was agreed, and when. */
export interface Deciding {
  readonly plan: DemoPlan
  /** `Patient/id`, `Goal/id` of the patient's own goal, `EpisodeOfCare/id`. */
  readonly patient: string
  readonly ownGoal: string
  readonly episode: string | undefined
  /** Local day. */
  readonly day: string
}

const HL7 = 'http://hl7.org/fhir/StructureDefinition'
const TERMS = 'http://terminology.hl7.org/CodeSystem'

/** A suggestion as it stands after the patient and the team have gone over it: taken over, or declined with the reason. */
export function decideSuggestion(item: Resource, deciding: Deciding): Resource {
  if (item.resourceType === 'Goal') return item.lifecycleStatus === 'proposed' ? decideGoal(item, deciding) : item
  if (item.resourceType === 'Task') return item.status === 'draft' ? decideTask(item, deciding) : item
  if (item.resourceType === 'ServiceRequest') return item.status === 'draft' ? decideService(item, deciding) : item
  if (item.resourceType === 'CommunicationRequest')
    return item.status === 'draft' ? ({ ...item, status: 'active' } satisfies CommunicationRequest) : item
  return item
}

/** Kind of a goal, as templates name it. */
export function goalKind(goal: Goal): string | undefined {
  return codeIn(goal.description, codeSystem('ccm-goal-kind'))
}

function decideGoal(goal: Goal, deciding: Deciding): Goal {
  const { plan, day, ownGoal } = deciding
  const reason = plan.declined[goalKind(goal) ?? '']
  if (reason !== undefined)
    return {
      ...goal,
      lifecycleStatus: 'rejected',
      statusDate: day,
      extension: [
        ...(goal.extension ?? []),
        acceptance(deciding, 'disagree'),
        { url: `${HL7}/goal-reasonRejected`, valueCodeableConcept: { text: reason } },
      ],
    }
  return {
    ...goal,
    lifecycleStatus: 'active',
    achievementStatus: {
      coding: [{ system: `${TERMS}/goal-achievement`, code: 'in-progress', display: 'In Progress' }],
    },
    statusDate: day,
    ...(goal.target ? { target: goal.target.map(withDetail) } : {}),
    extension: [...(goal.extension ?? []), acceptance(deciding, 'agree'), servesOwnGoal(ownGoal)],
    note: [...(goal.note ?? []), { text: 'Agreed with the patient.' }],
  }
}

const AS_NOW = { text: 'as it is now', es: 'como está ahora' }

/** A target that the template leaves to the people. */
function withDetail(target: GoalTarget): GoalTarget {
  const given = target.detailQuantity ?? target.detailRange ?? target.detailString
  return given === undefined ? { ...target, ...withTranslation('detailString', AS_NOW) } : target
}

function acceptance({ patient }: Deciding, status: 'agree' | 'disagree'): Extension {
  return {
    url: `${HL7}/goal-acceptance`,
    extension: [
      { url: 'individual', valueReference: { reference: patient } },
      { url: 'status', valueCode: status },
    ],
  }
}

function servesOwnGoal(ownGoal: string): Extension {
  return {
    url: `${HL7}/goal-relationship`,
    extension: [
      {
        url: 'type',
        valueCodeableConcept: { coding: [{ system: `${TERMS}/goal-relationship-type`, code: 'milestone' }] },
      },
      { url: 'target', valueReference: { reference: ownGoal } },
    ],
  }
}

function decideTask(task: Task, deciding: Deciding): Task {
  const reason = declinedBecause(task, deciding)
  if (reason !== undefined) return { ...task, status: 'rejected', statusReason: { text: reason } }
  const monthlyCall = isMadeFrom(task, 'monthly-call')
  return {
    ...task,
    status: task.owner ? 'accepted' : 'requested',
    priority: 'routine',
    ...(deciding.episode === undefined ? {} : { focus: { reference: deciding.episode } }),
    ...(monthlyCall ? { reasonCode: { text: 'Asked for by the patient' }, note: [{ text: deciding.plan.note }] } : {}),
  }
}

function decideService(request: ServiceRequest, deciding: Deciding): ServiceRequest {
  const reason = declinedBecause(request, deciding)
  if (reason === undefined) return { ...request, status: 'active' }
  return { ...request, status: 'revoked', note: [...(request.note ?? []), { text: reason }] }
}

function declinedBecause(activity: Task | ServiceRequest, { plan }: Deciding): string | undefined {
  return Object.entries(plan.declined).find(([name]) => isMadeFrom(activity, name))?.[1]
}

/** Whether an activity was made from the guide's definition of that name. */
export function isMadeFrom(activity: Task | ServiceRequest, name: string): boolean {
  return originOf(activity).some((canonical) => canonical.endsWith(`/ccm-action-${name}`))
}
