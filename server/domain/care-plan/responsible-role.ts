import type { CareTeamParticipant, CodeableConcept } from '@medplum/fhirtypes'
import { codeSystem, SYSTEM } from '../fhir/canonicals.ts'
import { codeIn, hasCode } from '../fhir/codings.ts'
import { RESPONSIBLE_ROLES } from '../terminology/generated/care-plan-codes.ts'

/** A code of `[ig]/CodeSystem/ccm-responsible-role`. */
export type ResponsibleRole = keyof typeof RESPONSIBLE_ROLES

const RESPONSIBLE_ROLE_SYSTEM = codeSystem('ccm-responsible-role')

/** The responsible role among the codes of a concept. */
export function roleCode(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
): ResponsibleRole | undefined {
  const code = codeIn(concepts, RESPONSIBLE_ROLE_SYSTEM)
  return code !== undefined && isRole(code) ? code : undefined
}

/** SNOMED CT: care coordinator, as `$ccm-enroll` codes the care manager. */
const CARE_COORDINATOR = '768820003'

/** Whether a member of a care team has a role. */
export function holdsRole({ role: roles, member }: CareTeamParticipant, role: ResponsibleRole): boolean {
  if (hasCode(roles, RESPONSIBLE_ROLE_SYSTEM, role)) return true
  if (role === 'billing-practitioner') return hasCode(roles, codeSystem('ccm-staff-role'), role)
  if (role === 'care-manager') return hasCode(roles, SYSTEM.snomed, CARE_COORDINATOR)
  return role === 'caregiver' && /(^|\/)RelatedPerson\//.test(member?.reference ?? '')
}

/** The role that a member of a care team has; undefined where it is none of the guide's. */
export function roleOf(participant: CareTeamParticipant): ResponsibleRole | undefined {
  return Object.keys(RESPONSIBLE_ROLES)
    .filter(isRole)
    .find((role) => holdsRole(participant, role))
}

function isRole(code: string): code is ResponsibleRole {
  return code in RESPONSIBLE_ROLES
}
