import type { CarePlan, Narrative } from '@medplum/fhirtypes'
import { ownNarrative } from '../../care-plan/narrative/own-narrative.ts'
import { PLAN_CATEGORIES } from '../../care-plan/plan-categories.ts'
import { structureDefinition } from '../../fhir/canonicals.ts'
import { localDate } from '../../fhir/instants.ts'
import { listOf, paragraph } from '../../fhir/narrative.ts'
import { PROGRAM_NAMES } from '../program.ts'
import { idOf, instantText, type DraftInput, type StaffReference } from './draft-input.ts'

/**
 * The care plan to be written (profile `ccm-care-plan`): a draft that names conditions, team and enrollment. It is in
 * force once a clinician has completed and activated it.
 */
export function draftCarePlan(input: DraftInput): CarePlan {
  const { references, patient, conditions, start, request, facts } = input
  const addresses = conditions.map(({ reference, name }) => ({ reference, display: name }))
  const people = [input.billingPractitioner, ...(input.careManager ? [input.careManager] : [])]
  const title = `${PROGRAM_NAMES[request.program]} plan`
  return {
    resourceType: 'CarePlan',
    ...idOf(references.carePlan),
    meta: { profile: [structureDefinition('ccm-care-plan')] },
    text: draftNarrative(title, input, people),
    status: 'draft',
    intent: 'plan',
    category: [...PLAN_CATEGORIES],
    title,
    subject: patient,
    period: { start },
    created: instantText(facts.now),
    contributor: people,
    careTeam: [{ reference: references.careTeam }],
    addresses,
    supportingInfo: [{ reference: references.episode }],
  }
}

/** The plan in words, made from the same structure. */
function draftNarrative(title: string, input: DraftInput, people: readonly StaffReference[]): Narrative {
  const team = people.map(({ display, reference }) => display ?? reference ?? '').join(', ')
  return ownNarrative(
    [
      paragraph(
        `${title} (draft) for ${input.patient.display ?? 'the patient'}, from ${localDate(input.start, input.facts.practice.timeZone) ?? ''}.`,
      ),
      listOf(
        input.conditions.map(({ name }) => name),
        'No conditions are addressed yet.',
      ),
      paragraph(`Care team: ${team}.`),
      paragraph('Goals, interventions and outlook are still to be written.'),
    ].join(''),
  )
}
