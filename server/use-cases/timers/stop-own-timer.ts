import type { Task } from '@medplum/fhirtypes'
import { judgeBeat, stopFromElsewhere } from '#domain/time-entry/timer-beat.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import { VersionConflict, type Change, type FhirTransaction } from '#ports/fhir-store.ts'
import { Refusal } from '#ports/govern-writes.ts'
import { isTimeEntry } from '../governing/governed.ts'
import { readPractice } from '../read-practice.ts'
import { refuseIfAny } from '../refuse.ts'
import { readCurrent } from '../stored.ts'
import type { SilentTimersDeps } from './end-silent-timers.ts'
import { policyFor } from './policy-for.ts'

/** What stopping one's own timer needs of the outside. */
export type StopDeps = Omit<SilentTimersDeps, 'log' | 'ids'>

/** Who stops their timer, and when: milliseconds since 1970. */
export interface AskedStop {
  readonly caller: Caller
  readonly at: number
  readonly note: AuditNote
}

/** When a timer was that has been stopped, milliseconds since 1970. It says nothing of its patient. */
export interface StoppedTimer {
  readonly start: number
  readonly end: number
}

/** A timer may be written between reading and ending it: a note, a beat's end. */
const ATTEMPTS = 3

/**
 * Ends the running timer of the person who asks, whichever patient it is for: a token of one patient's chart reaches no
 * other chart, but whose time it is may always stop it (`$ccm-stop-timer`). Undefined where none runs.
 * @throws Refusal `future`, `timer-running` where the rules do not let the timer end: nothing of its patient is told
 */
export async function stopOwnTimer(deps: StopDeps, asked: AskedStop): Promise<StoppedTimer | undefined> {
  refuseIfAny(judgeBeat({ at: asked.at, attested: asked.at }, deps.clock.now()))
  const repository = deps.store.as({ tenant: asked.caller.tenant, compartment: 'unrestricted' })
  for (let attempt = 1; ; attempt++)
    try {
      return await repository.transaction((tx) => stopWithin(deps, tx, asked))
    } catch (error) {
      if (error instanceof Refusal) throw untold()
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
    }
}

async function stopWithin(deps: StopDeps, tx: FhirTransaction, asked: AskedStop): Promise<StoppedTimer | undefined> {
  const { caller, note } = asked
  const running = await runningOf(deps, tx, caller)
  if (!running) return undefined
  const { task, beat } = running
  const at = Math.min(asked.at, deps.clock.now())
  const resource = stopFromElsewhere(task, beat, await policyFor(tx, task), at)
  const change: Change = {
    kind: 'put',
    resource: deps.preparer.prepare(resource),
    ifVersion: Number(task.meta?.versionId),
  }
  const planned = [{ change, resource, current: task, expression: 'Task' }]
  await tx.write(await deps.governs.check(tx, planned, caller), note)
  return { start: instantOf(resource.executionPeriod?.start), end: instantOf(resource.executionPeriod?.end) }
}

/** The timer that runs for a person, by the ledger of time: whoever named a role is the same person. */
async function runningOf({ beats }: StopDeps, tx: FhirTransaction, { user }: Caller) {
  const { staff } = await readPractice(tx, user === undefined ? [] : [user])
  const person = staff.personOf(user)?.split('/')[1]
  const running = person === undefined ? undefined : await beats.runningOf(tx, person)
  const task = running && (await readCurrent<Task>(tx, 'Task', running.task))
  if (!running || task?.status !== 'in-progress' || !isTimeEntry(task)) return undefined
  return { task: { ...task, id: running.task }, beat: running.beat }
}

function instantOf(text: string | undefined): number {
  return Date.parse(text ?? '')
}

/** The rules' own words would be about another chart. */
function untold(): Refusal {
  const message =
    'Your other timer cannot be ended from here: the rules of its own month stand in the way. Open its chart and correct it there.'
  return new Refusal(409, [{ rule: 'timer-running', message, expression: 'Task' }])
}
