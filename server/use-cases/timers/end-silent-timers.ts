import type { Task } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { timerPolicyFor, type TimerPolicy } from '#domain/practice/timer-policy.ts'
import { endSilentTimer } from '#domain/time-entry/timer-beat.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import { VersionConflict, type Change, type FhirStore, type FhirTransaction } from '#ports/fhir-store.ts'
import { Refusal, type GovernWrites } from '#ports/govern-writes.ts'
import type { Log } from '#ports/log.ts'
import type { TimedTask, TimerBeats } from '#ports/timer-beats.ts'
import { isTimeEntry } from '../governing/governed.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import { readPractice } from '../read-practice.ts'
import { readCurrent } from '../stored.ts'

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

async function endOrPostpone(deps: SilentTimersDeps, timer: TimedTask): Promise<boolean> {
  try {
    const repository = deps.store.as({ tenant: timer.tenant, compartment: 'unrestricted' })
    return await repository.transaction((tx) => endOne(deps, tx, timer))
  } catch (error) {
    // Somebody has changed the Task meanwhile: the next look decides anew.
    if (error instanceof VersionConflict) return false
    const reason = error instanceof Refusal ? error.issues.map(({ rule }) => rule).join(' ') : nameOf(error)
    deps.log.warn('timer not ended', { tenant: timer.tenant.slug, task: timer.task, reason })
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

/** How long the practice lets work of this kind go on without a sign of it. */
async function policyFor(tx: FhirTransaction, { code }: Task): Promise<TimerPolicy> {
  const { practice } = await readPractice(tx)
  return timerPolicyFor(practice.timer, codeIn(code, codeSystem('ccm-activity')))
}

function noteOf({ ids }: SilentTimersDeps, { statusReason }: Task): AuditNote {
  const reason = statusReason?.text
  return { agent: SERVER, request: ids.next(), interaction: 'end-timer', ...(reason ? { reason } : {}) }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
