import type { CareTeam, EpisodeOfCare, Practitioner, Reference, Task } from '@medplum/fhirtypes'
import { episodeManagedBy, hasCareManager, teamManagedBy } from '#domain/enrollment/assign-care-manager.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { OPEN_TASKS } from '../../../data/tasks.ts'
import type { OurServer, Stored } from '../../../fhir/our-server.ts'
import { forEach, inGroups, putOver, together, type Act, type Became } from './run-each.ts'

/** Patients whose enrollments are read together. */
const GROUP = 25
/** Open tasks of so many patients. */
const MOST_TASKS = 10_000

type Kept = Stored<EpisodeOfCare> | Stored<CareTeam> | Stored<Task>

/** What goes to the new care manager. */
export interface Assignment {
  readonly manager: Reference<Practitioner>
  /** Open tasks of the care manager before go with the patient; those of other people stay. */
  readonly withTasks: boolean
}

/**
 * Gives patients a care manager: in the enrollment, in its team and in the open tasks of the one before, all or nothing.
 * What was read a moment ago is written over, and nothing newer.
 */
export function assignManager(server: OurServer, { manager, withTasks }: Assignment): Act {
  return (people, listener) =>
    inGroups(people, GROUP, listener, async (group) => {
      const episodes = await readEpisodes(
        server,
        group.map(({ id }) => id),
      )
      const [teams, tasks] = await Promise.all([
        readTeams(server, episodes),
        withTasks ? readTasks(server, episodes) : [],
      ])
      await forEach(group, listener, async ({ id }) => {
        const mine = episodes.filter(({ patient }) => literalOf(patient) === `Patient/${id}`)
        if (mine.length === 0) throw new NotEnrolled()
        const theirs = teams.filter((team) => mine.some((episode) => teamsOf(episode).includes(team.id)))
        return write(server, [
          ...mine.map((before) => ({ before, after: episodeManagedBy(before, manager) as Stored<EpisodeOfCare> })),
          ...theirs.map((before) => ({ before, after: teamManagedBy(before, manager) as Stored<CareTeam> })),
          ...tasks
            .filter((task) => mine.some((episode) => isHandedOver(task, episode, manager)))
            .map((before) => ({ before, after: { ...before, owner: manager } })),
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

/** What is open for these patients: work of the practice, no time entries. */
async function readTasks(server: OurServer, episodes: readonly EpisodeOfCare[]): Promise<Stored<Task>[]> {
  const patients = [...new Set(episodes.flatMap(({ patient }) => literalOf(patient)?.split('/')[1] ?? []))]
  if (patients.length === 0) return []
  const profile = structureDefinition('ccm-outreach-task')
  const query = `patient=${patients.join(',')}&_profile=${profile}&status=${OPEN_TASKS}&_count=200`
  return server.search<Task>('Task', query, { limit: MOST_TASKS })
}

/** Whether a task is of the care manager that this enrollment has had until now. */
function isHandedOver(task: Task, { patient, careManager }: EpisodeOfCare, manager: Reference): boolean {
  const [owner, former] = [literalOf(task.owner), literalOf(careManager)]
  if (owner === undefined || owner !== former || former === literalOf(manager)) return false
  return literalOf(task.for) === literalOf(patient)
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
  const tasks = changes.filter(({ after }) => after.resourceType === 'Task').length
  return {
    is: 'done',
    tasks,
    back: changes.map(({ before }, at) => putOver(before, answer.entry?.[at]?.response?.etag)),
  }
}
