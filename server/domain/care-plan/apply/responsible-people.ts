import type { CareTeam, CareTeamParticipant } from '@medplum/fhirtypes'
import { holdsRole, type ResponsibleRole } from '../responsible-role.ts'
import type { Responsible } from './draft-context.ts'

/** Who of the care teams has a role, so that an activity can be given to somebody. */
export function responsibleIn(
  teams: readonly CareTeam[],
): (role: ResponsibleRole | undefined) => Responsible | undefined {
  const participants = teams.flatMap(({ participant }) => participant ?? [])
  return (role) => {
    const found = role && participants.find((participant) => isSomebody(participant) && holdsRole(participant, role))
    return found?.member as Responsible | undefined
  }
}

function isSomebody({ member }: CareTeamParticipant): boolean {
  return member?.reference !== undefined && !/(^|\/)CareTeam\//.test(member.reference)
}
