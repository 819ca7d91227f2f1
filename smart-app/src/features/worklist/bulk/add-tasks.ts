import type { BundleEntry, Task } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import type { OurServer } from '../../../fhir/our-server.ts'
import { eachAlone, failed, inGroups, putOver, refusalOf, type Act, type Became, type Person } from './run-each.ts'

/** What each patient's task says. */
export interface PlannedWork {
  readonly text: string
  /** Local day. */
  readonly due: string
  /** `Practitioner/…`: one person for all; `care-manager`: that of each patient; absent: whoever takes it. */
  readonly owner: string | undefined
  /** Who asks for it. */
  readonly requester: string | undefined
  /** FHIR instant. */
  readonly at: string
}

interface Managed extends Person {
  readonly careManager: string | undefined
}

/** Tasks in one request. */
const GROUP = 25
const URI = 'urn:ietf:rfc:3986'

/**
 * Writes a task (`ccm-outreach-task`) for each patient, in batches. Each carries an identifier of its own, so that trying
 * again after an answer that did not come makes no second one.
 * @param keys a UUID for each patient, the same each time it is tried
 */
export function addTasks(server: OurServer, work: PlannedWork, keys: ReadonlyMap<string, string>): Act<Managed> {
  return (people, listener) =>
    inGroups(people, GROUP, listener, async (group) => {
      const tasks = group.map((person) => taskFor(person, work, keys.get(person.id) ?? ''))
      const answer = await eachAlone(server, tasks.map(createOnce))
      group.forEach((person, at) => {
        listener.tell(person, becameOf(tasks[at], answer.entry?.[at]))
      })
    })
}

function taskFor({ id, careManager }: Managed, { text, due, owner, requester, at }: PlannedWork, key: string): Task {
  const whose = owner === 'care-manager' ? careManager : owner
  return {
    resourceType: 'Task',
    meta: { profile: [structureDefinition('ccm-outreach-task')] },
    identifier: [{ system: URI, value: `urn:uuid:${key}` }],
    status: 'requested',
    intent: 'order',
    code: { text },
    for: { reference: `Patient/${id}` },
    authoredOn: at,
    ...(requester !== undefined && { requester: { reference: requester } }),
    ...(whose !== undefined && { owner: { reference: whose } }),
    restriction: { period: { end: due } },
  }
}

function createOnce(task: Task): BundleEntry {
  const { system = '', value = '' } = task.identifier?.[0] ?? {}
  const ifNoneExist = `identifier=${encodeURIComponent(`${system}|${value}`)}`
  return { resource: task, request: { method: 'POST', url: 'Task', ifNoneExist } }
}

function becameOf(task: Task | undefined, entry: BundleEntry | undefined): Became {
  if (!task || !entry) return failed(new Error('No answer.'))
  const refusal = refusalOf(entry)
  if (refusal) return failed(refusal)
  const id = /Task\/([^/]+)/.exec(entry.response?.location ?? '')?.[1] ?? ''
  return { is: 'done', back: [putOver({ ...task, id, status: 'entered-in-error' }, entry.response?.etag)] }
}
