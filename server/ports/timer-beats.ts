import type { TimerBeat } from '#domain/time-entry/timer-beat.ts'
import type { Tenant } from './access.ts'
import type { FhirTransaction } from './fhir-store.ts'

/** The Task of a practice that is timed. */
export interface TimedTask {
  readonly tenant: Tenant
  /** `Task.id` */
  readonly task: string
}

/** A running timer of somebody, with its last beat. */
interface RunningTimer {
  /** `Task.id` */
  readonly task: string
  readonly beat: TimerBeat
}

/** What is known of a timer after a beat. */
interface KeptBeat {
  /** The greatest of all windows, milliseconds since 1970. */
  readonly attested: number
  /** Nothing was known of the timer before. */
  readonly first: boolean
}

/**
 * The last beat of each running timer (docs/app-launch.md, "The timer's beat"), beside the Task: a beat makes no version of
 * it. The store keeps the first when it takes a running timer: its start. Instants are milliseconds since 1970.
 */
export interface TimerBeats {
  /** Keeps a beat that is heard now; one that is older than the last changes nothing. */
  keep(timer: TimedTask, beat: TimerBeat, now: number): Promise<KeptBeat>
  /**
   * Timers of all practices that have not been heard of for two minutes. What could not be heard because no process of
   * the server was there to hear it does not count: after a pause of all of them the two minutes begin anew.
   */
  silent(now: number): Promise<readonly TimedTask[]>
  /**
   * Takes the last beat of a timer that is still silent, within the caller's transaction; undefined where it has been heard
   * of, or another process has taken it.
   */
  take(tx: FhirTransaction, task: string, now: number): Promise<TimerBeat | undefined>
  /** The running timer of a person, by the Practitioner's id, within the caller's transaction. */
  runningOf(tx: FhirTransaction, person: string): Promise<RunningTimer | undefined>
  /** Leaves a timer alone for two more minutes: it could not be ended. */
  postpone(timer: TimedTask, now: number): Promise<void>
}
