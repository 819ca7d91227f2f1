import type { CarePlan } from '@medplum/fhirtypes'
import type { Stored } from '../../../fhir/our-server.ts'
import { kindCoding, typeOfKind, type Work, type WorkKind } from './work-kind.ts'

/** Whom and what a new intervention is for. */
export interface NewWork {
  readonly plan: Stored<CarePlan>
  readonly kind: WorkKind
  /** `Condition/…` */
  readonly problem: string | undefined
  /** Who adds it: `Practitioner/…` */
  readonly by: string | undefined
  /** The instant as FHIR writes it. */
  readonly now: string
}

/** A new intervention, decided upon and not begun. */
export function newWork({ plan, kind: chosen, problem, by, now }: NewWork): Work {
  const kind = chosen === '' ? 'self-management' : chosen
  const coding = [kindCoding(kind)]
  const both = {
    basedOn: [{ reference: `CarePlan/${plan.id}` }],
    authoredOn: now,
    ...(by !== undefined && { requester: { reference: by } }),
  }
  const reason = problem === undefined ? {} : { reasonReference: [{ reference: problem }] }
  switch (typeOfKind(kind)) {
    case 'ServiceRequest':
      return {
        resourceType: 'ServiceRequest',
        ...both,
        ...reason,
        status: 'active',
        intent: 'plan',
        category: [{ coding }],
        subject: plan.subject,
      }
    case 'CommunicationRequest':
      return {
        resourceType: 'CommunicationRequest',
        ...both,
        ...reason,
        status: 'active',
        category: [{ coding }],
        subject: plan.subject,
        recipient: [plan.subject],
      }
    default:
      return {
        resourceType: 'Task',
        ...both,
        ...(problem !== undefined && { reasonReference: { reference: problem } }),
        status: 'requested',
        intent: 'plan',
        code: { coding },
        for: plan.subject,
      }
  }
}
