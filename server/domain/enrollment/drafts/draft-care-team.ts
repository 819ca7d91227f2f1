import type { CareTeam, CareTeamParticipant, CodeableConcept } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition, SYSTEM } from '../../fhir/canonicals.ts'
import { CARE_MANAGER } from '../assign-care-manager.ts'
import { PROGRAM_NAMES } from '../program.ts'
import { idOf, practiceReference, type DraftInput } from './draft-input.ts'

const PATIENT: CodeableConcept = { coding: [{ system: SYSTEM.snomed, code: '116154003', display: 'Patient' }] }
const BILLING_PRACTITIONER: CodeableConcept = {
  coding: [{ system: codeSystem('ccm-staff-role'), code: 'billing-practitioner', display: 'Billing practitioner' }],
  text: 'Billing practitioner',
}

/** The team (profile `ccm-care-team`): patient, billing practitioner, care manager; others join later. */
export function draftCareTeam(input: DraftInput): CareTeam {
  const { references, patient, billingPractitioner, careManager, request, start } = input
  const organization = practiceReference(input.facts)
  const participants: CareTeamParticipant[] = [
    { role: [PATIENT], member: patient },
    { role: [BILLING_PRACTITIONER], member: billingPractitioner },
    ...(careManager ? [{ role: [CARE_MANAGER], member: careManager }] : []),
  ]
  return {
    resourceType: 'CareTeam',
    ...idOf(references.careTeam),
    meta: { profile: [structureDefinition('ccm-care-team')] },
    status: 'active',
    category: [
      {
        coding: [
          { system: SYSTEM.loinc, code: 'LA28865-6', display: 'Longitudinal care-coordination focused care team' },
        ],
      },
    ],
    name: `${PROGRAM_NAMES[request.program]} team`,
    subject: patient,
    period: { start },
    participant: participants,
    ...(organization && { managingOrganization: [organization] }),
  }
}
