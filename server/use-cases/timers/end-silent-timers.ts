import type { Task } from '@medplum/fhirtypes'
import { endSilentTimer } from '#domain/time-entry/timer-beat.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import { VersionConflict, type Change, type FhirStore, type FhirTransaction } from '#ports/fhir-store.ts'
import { Refusal, type GovernWrites } from '#ports/govern-writes.ts'
import type { Log } from '#ports/log.ts'
import type { TimedTask, TimerBeats } from '#ports/timer-beats.ts'
import { isTimeEntry } from '../governing/governed.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import { readCurrent } from '../stored.ts'
import { policyFor } from './policy-for.ts'

/** What ending timers needs of the outside. */
export interface SilentTimersDeps extends Pick<ProgrammeDeps, 'preparer' | 'clock' | 'ids'> {
  readonly store: FhirStore
  readonly beats: TimerBeats
  readonly governs: GovernWrites
  readonly log: Log
}

/** The server's own act, in the audit trail and before the rules. */
const SERVER = { role: 'administrator', client: 'ccm-on-fhir' } as const

/**
 * Ends the timers of all practices that have not been heard of for two minutes, each by a write that the rules judge like
 * any other; answers how many. Several processes may do so at once: each timer is ended by one of them.
 */
export async function endSilentTimers(deps: SilentTimersDeps): Promise<number> {
  let count = 0
  for (const timer of await deps.beats.silent(deps.clock.now())) if (await endOrPostpone(deps, timer)) count++
  return count
}

/** Ends a timer that stands in somebody's way, where it has not been heard of for two minutes; answers whether it did. */
export async function endIfSilent(deps: SilentTimersDeps, timer: TimedTask): Promise<boolean> {
  try {
    return await inPractice(deps, timer)
  } catch (error) {
    // It stays in the way, as it is: whoever asked is told of it.
    deps.log.warn('timer not ended', { tenant: timer.tenant.slug, task: timer.task, reason: reasonOf(error) })
    return false
  }
}

function inPractice(deps: SilentTimersDeps, timer: TimedTask): Promise<boolean> {
  const repository = deps.store.as({ tenant: timer.tenant, compartment: 'unrestricted' })
  return repository.transaction((tx) => endOne(deps, tx, timer))
}

async function endOrPostpone(deps: SilentTimersDeps, timer: TimedTask): Promise<boolean> {
  try {
    return await inPractice(deps, timer)
  } catch (error) {
    // Somebody has changed the Task meanwhile: the next look decides anew.
    if (error instanceof VersionConflict) return false
    deps.log.warn('timer not ended', { tenant: timer.tenant.slug, task: timer.task, reason: reasonOf(error) })
    await deps.beats.postpone(timer, deps.clock.now())
    return false
  }
}

/** Takes the beat and writes the end, both or neither. */
async function endOne(deps: SilentTimersDeps, tx: FhirTransaction, { tenant, task: id }: TimedTask): Promise<boolean> {
  const beat = await deps.beats.take(tx, id, deps.clock.now())
  const task = beat && (await readCurrent<Task>(tx, 'Task', id))
  if (!beat || task?.status !== 'in-progress' || !isTimeEntry(task)) return false
  const resource = endSilentTimer(task, beat, await policyFor(tx, task))
  const change: Change = {
    kind: 'put',
    resource: deps.preparer.prepare({ ...resource, id }),
    ifVersion: Number(task.meta?.versionId),
  }
  const caller: Caller = { tenant, ...SERVER }
  const changes = await deps.governs.check(tx, [{ change, resource, current: task, expression: 'Task' }], caller)
  await tx.write(changes, noteOf(deps, resource))
  return true
}

function noteOf({ ids }: SilentTimersDeps, { statusReason }: Task): AuditNote {
  const reason = statusReason?.text
  return { agent: SERVER, request: ids.next(), interaction: 'end-timer', ...(reason ? { reason } : {}) }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.issues.map(({ rule }) => rule).join(' ')
  return error instanceof Error ? error.name : 'unknown'
}
