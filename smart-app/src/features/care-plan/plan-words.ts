import type { Bundle, CarePlan, ClinicalImpression, Goal, Reference } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import type { Stored } from '../../fhir/our-server.ts'

/** Words that the plan itself, or a resource of its own, carries. */
export type PlanWord = 'own-goal' | 'outcome'

const OWN_GOAL = 'urn:uuid:4b1b3a8e-1f6e-4f0b-9a54-6a9d7a6f0a01'

/** A first entry: the new resource and the plan that names it, in one transaction. */
export function firstWords(plan: Stored<CarePlan>, word: PlanWord, text: string): Bundle {
  const reference: Reference = { reference: OWN_GOAL }
  const next: CarePlan =
    word === 'own-goal'
      ? { ...plan, goal: [reference as Reference<Goal>, ...(plan.goal ?? [])] }
      : { ...plan, supportingInfo: [...(plan.supportingInfo ?? []), reference] }
  const made = word === 'own-goal' ? ownGoal(plan, text) : expectation(plan, text)
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: OWN_GOAL, resource: made, request: { method: 'POST', url: made.resourceType } },
      {
        resource: next,
        request: { method: 'PUT', url: `CarePlan/${plan.id}`, ifMatch: `W/"${plan.meta?.versionId ?? ''}"` },
      },
    ],
  }
}

function ownGoal({ subject }: CarePlan, text: string): Goal {
  return {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text },
    subject,
    expressedBy: subject as NonNullable<Goal['expressedBy']>,
  }
}

function expectation({ subject }: CarePlan, text: string): ClinicalImpression {
  return {
    resourceType: 'ClinicalImpression',
    status: 'completed',
    subject,
    summary: text,
  }
}

/** The resource with other words. A translation of the old ones goes. */
export function otherWords(
  resource: Stored<Goal> | Stored<ClinicalImpression>,
  text: string,
): Stored<Goal> | Stored<ClinicalImpression> {
  if (resource.resourceType === 'Goal') {
    const { _text: _, ...description } = resource.description as Goal['description'] & { _text?: unknown }
    return { ...resource, description: { ...description, text } }
  }
  const { _summary: _, ...rest } = resource as Stored<ClinicalImpression> & { _summary?: unknown }
  return { ...rest, summary: text }
}

/** The plan with a day for its next review. */
export function withReview(plan: Stored<CarePlan>, day: string): Stored<CarePlan> {
  const url = structureDefinition('ccm-review-date')
  return { ...plan, extension: [...(plan.extension ?? []).filter((one) => one.url !== url), { url, valueDate: day }] }
}
