import type { Task } from '@medplum/fhirtypes'
import type { Log } from '#ports/log.ts'
import type { Database } from '../../server/store/open-database.ts'
import { createTimerBeats } from '../../server/store/timer-beats.ts'
import { beatTimer } from '../../server/use-cases/timers/beat-timer.ts'
import type { SilentTimersDeps } from '../../server/use-cases/timers/end-silent-timers.ts'
import type { TestDatabase } from './database.ts'
import { ADMIN, NURSE, timeEntry, type Programme, type TestCaller, type TestPractice } from './programme.ts'
import { searchAll } from './search-all.ts'
import { silentLog } from './silent-log.ts'

/** What looks after the timers of a programme, over one process's database. */
export function timersOf(
  { deps, governs }: Programme,
  database: Database,
  log: Log = silentLog,
): SilentTimersDeps & Programme['deps'] {
  return { ...deps, governs, beats: createTimerBeats(database), log }
}

/** Whatever timers a test before has left are gone, and so is what was heard of them. */
export async function forgetTimers({ database }: TestDatabase, practice: TestPractice): Promise<void> {
  await database.owner.query('delete from ccm.timer_beat')
  for (const task of await searchAll<Task & { id: string }>(practice.repository, 'Task'))
    if (task.status === 'in-progress') await practice.remove('Task', task.id, ADMIN)
}

/** A timer that runs since an instant, in milliseconds since 1970. */
export function runningTimer(
  id: string,
  patient: string,
  since: number,
  over: Partial<Task> = {},
): Task & { id: string } {
  const start = instantText(since)
  return {
    ...timeEntry(id, patient, { start, minutes: 0 }),
    status: 'in-progress',
    executionPeriod: { start },
    ...over,
  }
}

/** A whole second as FHIR writes it. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** A sign of life of a timer, in milliseconds since 1970. */
interface Beat {
  readonly task: string
  readonly at: number
  readonly attested?: number
  readonly who?: TestCaller
  /** When the server hears it; absent: at once. */
  readonly heard?: number
}

/** Sends a timer's sign of life, when the programme's clock says that it is heard. */
export function sendBeat(
  programme: Programme,
  practice: TestPractice,
  deps: SilentTimersDeps,
  { task, at, attested = at, who = NURSE, heard = at }: Beat,
) {
  programme.clock.time = heard
  const caller = { tenant: practice.tenant, client: 'test', ...who }
  return beatTimer({ ...deps, clock: programme.clock }, practice.repository, { task, at, attested, caller })
}
