import type { Task } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { literalOf } from '#domain/fhir/references.ts'
import { present } from '#domain/present.ts'
import { believedBeat, judgeBeat, type TimerBeat } from '#domain/time-entry/timer-beat.ts'
import type { Caller } from '#ports/caller.ts'
import type { Clock } from '#ports/clock.ts'
import type { FhirReader, FhirRepository } from '#ports/fhir-store.ts'
import type { TimerBeats } from '#ports/timer-beats.ts'
import { isTimeEntry, patientOf } from '../governing/governed.ts'
import { readPractice } from '../read-practice.ts'
import { refuseIfAny } from '../refuse.ts'
import { readAll, readCurrent } from '../stored.ts'

/** What beating needs of the outside. */
export interface BeatDeps {
  readonly beats: TimerBeats
  readonly clock: Clock
}

/** A beat as it was sent. */
export interface SentBeat extends TimerBeat {
  /** `Task.id` */
  readonly task: string
  readonly caller: Caller
}

/** How a timer stands after a beat; instants are milliseconds since 1970. */
export interface BeatAnswer {
  readonly status: Task['status']
  /** The greatest of all windows, never after the end. */
  readonly attested: number
  /** How many other people time this patient now. */
  readonly others: number
  /** When the Task has ended. */
  readonly end?: number
}

/**
 * Keeps a beat of a running timer (`$ccm-beat`), which makes no version of its Task. Undefined where there is no such Task.
 * @throws Refusal `not-your-time` when it is somebody else's, `entry-unclear` when it is nobody's time, `future`
 */
export async function beatTimer(
  { beats, clock }: BeatDeps,
  repository: FhirRepository,
  sent: SentBeat,
): Promise<BeatAnswer | undefined> {
  const task = await readCurrent<Task>(repository, 'Task', sent.task)
  if (!task) return undefined
  const now = clock.now()
  await requireOwn(repository, task, sent.caller)
  refuseIfAny(judgeBeat(sent, now))
  if (task.status !== 'in-progress') return ended(task, sent)
  const start = Date.parse(task.executionPeriod?.start ?? '')
  const beat = believedBeat(sent, Number.isNaN(start) ? 0 : start, now)
  const { attested, first } = await beats.keep({ tenant: sent.caller.tenant, task: sent.task }, beat, now)
  // Nothing was known of the timer: it may have been ended while the beat waited for its row.
  const current = first ? await readCurrent<Task>(repository, 'Task', sent.task) : task
  if (current && current.status !== 'in-progress') return ended(current, sent)
  const others = await countOthers(repository, task)
  return { status: task.status, attested, others }
}

/** @throws Refusal */
async function requireOwn(reader: FhirReader, task: Task, { user }: Caller): Promise<void> {
  const expression = 'Task.owner'
  if (!isTimeEntry(task)) {
    const message = 'This Task is nobody’s time: its code is no activity of the program.'
    refuseIfAny([{ status: 422, rule: 'entry-unclear', message, expression: 'Task.code' }])
  }
  const personOf = await peopleOf(reader, [task.owner?.reference, user])
  const owner = personOf(task.owner?.reference)
  if (owner !== undefined && owner === personOf(user)) return
  const message = 'Only the person whose time it is keeps a timer running.'
  refuseIfAny([{ status: 403, rule: 'not-your-time', message, expression }])
}

function ended({ status, executionPeriod }: Task, { at, attested }: TimerBeat): BeatAnswer {
  const end = Date.parse(executionPeriod?.end ?? '')
  if (Number.isNaN(end)) return { status, attested: Math.min(at, attested), others: 0 }
  return { status, attested: Math.min(end, attested), others: 0, end }
}

/** Everybody else with a running timer for the patient, each once. */
async function countOthers(reader: FhirReader, task: Task): Promise<number> {
  const patient = patientOf(task)
  if (patient === undefined) return 0
  const running = await readAll<Task>(reader, 'Task', [
    { kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: patient }] },
    { kind: 'token', param: 'status', values: [{ code: 'in-progress' }] },
    { kind: 'token', param: 'code', values: [{ system: codeSystem('ccm-activity') }] },
  ])
  const owners = running.map(({ owner }) => owner?.reference)
  const personOf = await peopleOf(reader, [task.owner?.reference, ...owners])
  const people = new Set(owners.map(personOf))
  people.delete(personOf(task.owner?.reference))
  people.delete(undefined)
  return people.size
}

/** Who is meant: a role is the same person as its practitioner. The staff is read only where a role is named. */
async function peopleOf(
  reader: FhirReader,
  references: readonly (string | undefined)[],
): Promise<(reference: string | undefined) => string | undefined> {
  const named = references.flatMap((reference) => literalOf(present({ reference })) ?? [])
  if (named.every((reference) => reference.startsWith('Practitioner/')))
    return (reference) => literalOf(present({ reference }))
  const { staff } = await readPractice(reader, named)
  return (reference) => staff.personOf(reference)
}
