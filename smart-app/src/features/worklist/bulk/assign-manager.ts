import type { CareTeam, EpisodeOfCare, Practitioner, Reference } from '@medplum/fhirtypes'
import { episodeManagedBy, hasCareManager, teamManagedBy } from '#domain/enrollment/assign-care-manager.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { OurServer, Stored } from '../../../fhir/our-server.ts'
import { forEach, inGroups, putOver, together, type Act, type Became } from './run-each.ts'

/** Patients whose enrollments are read together. */
const GROUP = 25

type Kept = Stored<EpisodeOfCare> | Stored<CareTeam>

/**
 * Gives patients a care manager: in the enrollment and in its team, both or neither. What was read a moment ago is written
 * over, and nothing newer.
 */
export function assignManager(server: OurServer, manager: Reference<Practitioner>): Act {
  return (people, listener) =>
    inGroups(people, GROUP, listener, async (group) => {
      const episodes = await readEpisodes(
        server,
        group.map(({ id }) => id),
      )
      const teams = await readTeams(server, episodes)
      await forEach(group, listener, async ({ id }) => {
        const mine = episodes.filter(({ patient }) => literalOf(patient) === `Patient/${id}`)
        if (mine.length === 0) throw new NotEnrolled()
        const theirs = teams.filter((team) => mine.some((episode) => teamsOf(episode).includes(team.id)))
        return write(server, [
          ...mine.map((before) => ({ before, after: episodeManagedBy(before, manager) as Stored<EpisodeOfCare> })),
          ...theirs.map((before) => ({ before, after: teamManagedBy(before, manager) as Stored<CareTeam> })),
        ])
      })
    })
}

/** Nobody manages the care of somebody who is not enrolled. */
export class NotEnrolled extends Error {}

async function readEpisodes(server: OurServer, patients: readonly string[]): Promise<Stored<EpisodeOfCare>[]> {
  const query = `patient=${patients.join(',')}&status=planned,active,onhold&_count=200`
  return (await server.search<EpisodeOfCare>('EpisodeOfCare', query)).filter(hasCareManager)
}

async function readTeams(server: OurServer, episodes: readonly EpisodeOfCare[]): Promise<Stored<CareTeam>[]> {
  const ids = [...new Set(episodes.flatMap(teamsOf))]
  return ids.length === 0 ? [] : server.search<CareTeam>('CareTeam', `_id=${ids.join(',')}&_count=200`)
}

function teamsOf({ team = [] }: EpisodeOfCare): readonly string[] {
  return team.flatMap((reference) => literalOf(reference)?.split('/')[1] ?? [])
}

async function write(
  server: OurServer,
  all: readonly { readonly before: Kept; readonly after: Kept }[],
): Promise<Became> {
  const changes = all.filter(({ before, after }) => before !== after)
  if (changes.length === 0) return { is: 'same' }
  const answer = await together(
    server,
    changes.map(({ after }) => putOver(after)),
  )
  return { is: 'done', back: changes.map(({ before }, at) => putOver(before, answer.entry?.[at]?.response?.etag)) }
}
