import type { CareTeam, CareTeamParticipant } from '@medplum/fhirtypes'
import { codeSystem, SYSTEM } from '../../fhir/canonicals.ts'
import { hasCode } from '../../fhir/codings.ts'
import type { Responsible } from './draft-context.ts'
import { RESPONSIBLE_ROLE_SYSTEM, type ResponsibleRole } from '../responsible-role.ts'

/** SNOMED CT: care coordinator, as `$ccm-enroll` codes the care manager. */
const CARE_COORDINATOR = '768820003'

/** Who of the care teams has a role, so that an activity can be given to somebody. */
export function responsibleIn(
  teams: readonly CareTeam[],
): (role: ResponsibleRole | undefined) => Responsible | undefined {
  const participants = teams.flatMap(({ participant }) => participant ?? [])
  return (role) => {
    const found = role && participants.find((participant) => isSomebody(participant) && holds(participant, role))
    return found?.member as Responsible | undefined
  }
}

function isSomebody({ member }: CareTeamParticipant): boolean {
  return member?.reference !== undefined && !/(^|\/)CareTeam\//.test(member.reference)
}

function holds({ role: roles, member }: CareTeamParticipant, role: ResponsibleRole): boolean {
  if (hasCode(roles, RESPONSIBLE_ROLE_SYSTEM, role)) return true
  if (role === 'billing-practitioner') return hasCode(roles, codeSystem('ccm-staff-role'), role)
  if (role === 'care-manager') return hasCode(roles, SYSTEM.snomed, CARE_COORDINATOR)
  return role === 'caregiver' && /(^|\/)RelatedPerson\//.test(member?.reference ?? '')
}
