import type { CareTeam, CodeableConcept, EpisodeOfCare, Reference, Practitioner } from '@medplum/fhirtypes'
import { holdsRole } from '../care-plan/responsible-role.ts'
import { SYSTEM } from '../fhir/canonicals.ts'
import { literalOf } from '../fhir/references.ts'
import { programOf } from './enrollment.ts'
import { isCurrent, stateOf } from './enrollment-state.ts'

/** How a care team names its care manager. */
export const CARE_MANAGER: CodeableConcept = {
  coding: [{ system: SYSTEM.snomed, code: '768820003', display: 'Care coordinator' }],
  text: 'Care manager',
}

/** Whether somebody is enrolled by this EpisodeOfCare now, in a programme of ours: then it has a care manager. */
export function hasCareManager(episode: EpisodeOfCare): boolean {
  return programOf(episode) !== undefined && isCurrent(stateOf(episode))
}

/** The enrollment with another care manager; the same object where it is that person already. */
export function episodeManagedBy(episode: EpisodeOfCare, manager: Reference<Practitioner>): EpisodeOfCare {
  if (literalOf(episode.careManager) === literalOf(manager)) return episode
  return { ...episode, careManager: manager }
}

/**
 * The care team with one care manager, in the place of whoever had that part; everybody else stays, the same person in
 * another part too. The same object where nothing changes.
 */
export function teamManagedBy(team: CareTeam, manager: Reference<Practitioner>): CareTeam {
  const members = team.participant ?? []
  const managers = members.filter((member) => holdsRole(member, 'care-manager'))
  const [first] = managers
  if (managers.length === 1 && literalOf(first?.member) === literalOf(manager)) return team
  const next = { ...(first ?? { role: [CARE_MANAGER] }), member: manager }
  const kept = members.flatMap((member) => (member === first ? [next] : managers.includes(member) ? [] : [member]))
  return { ...team, participant: first ? kept : [...kept, next] }
}
