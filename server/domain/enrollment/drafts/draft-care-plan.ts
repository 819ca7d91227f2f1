import type { CarePlan, Narrative } from '@medplum/fhirtypes'
import { LONGITUDINAL_PLAN } from '../../care-plan/care-plan-in-force.ts'
import { structureDefinition, SYSTEM } from '../../fhir/canonicals.ts'
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
    text: narrative(title, input, people),
    status: 'draft',
    intent: 'plan',
    category: [
      {
        coding: [
          { system: SYSTEM.usCoreCarePlanCategory, code: 'assess-plan', display: 'Assessment and Plan of Treatment' },
        ],
      },
      { coding: [{ system: SYSTEM.snomed, code: LONGITUDINAL_PLAN, display: 'Longitudinal care plan' }] },
    ],
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
function narrative(title: string, input: DraftInput, people: readonly StaffReference[]): Narrative {
  const conditions = input.conditions.map(({ name }) => `<li>${escape(name)}</li>`).join('')
  const team = people.map(({ display, reference }) => escape(display ?? reference ?? '')).join(', ')
  const div = [
    '<div xmlns="http://www.w3.org/1999/xhtml">',
    `<p><b>${escape(title)}</b> (draft) for ${escape(input.patient.display ?? 'the patient')}, from ${escape(input.start.slice(0, 10))}.</p>`,
    conditions === '' ? '<p>No conditions are addressed yet.</p>' : `<p>Conditions:</p><ul>${conditions}</ul>`,
    `<p>Care team: ${team}.</p>`,
    '<p>Goals, interventions and outlook are still to be written.</p>',
    '</div>',
  ].join('')
  return { status: 'generated', div }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
